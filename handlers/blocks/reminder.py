"""The reminder: what still waits for its reader, most pressing first, with Claim and Snooze beside each."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from typing import Final

from slack_sdk.models.blocks import Block

from handlers import ids
from handlers.blocks.card.buttons import press
from handlers.blocks.entry_lines import LONG, gone_line, item_line
from handlers.blocks.parts import buttons, said, small, small_words, words
from handlers.blocks.read_back.asked import MOST_PROMPTS, asks_to_read_back, prompts, read_back_by_typing
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import message_for
from handlers.blocks.times import clock_token, token
from handlers.blocks.words import COMMAND, literal
from models.facts.reminder import ReminderEntry, ReminderFacts, still_asks
from models.owed.owing import AGAIN
from models.owed.reminders import OF_REGION, SNOOZED
from models.tables import Urgency

IN_FULL: Final = 5
MOST_ITEMS: Final = 10
MOST_GONE: Final = 8
_RANK: Final = {Urgency.CRITICAL: 0, Urgency.WATCH: 1, Urgency.STEADY: 2}


def reminder(facts: ReminderFacts, now: datetime) -> Rendered:
    """What still waits, as it is true at `now` (UTC); what waits no longer turns into a plain line."""
    asking = sorted(
        (one for one in facts.entries if still_asks(one, facts.user)), key=lambda one: _RANK[one.entry.item.urgency]
    )
    rest = [one for one in facts.entries if not still_asks(one, facts.user)]
    claimed = [one.entry for one in rest if asks_to_read_back(one.entry, facts.user)][:MOST_PROMPTS]
    gone = [one for one in rest if one.entry not in claimed]
    full = {one.entry.item.id for one in asking[:IN_FULL]}
    blocks: list[Block] = []
    for key, group in groupby(_together(asking[:MOST_ITEMS], facts), key=lambda one: _why(one, facts)):
        entries = list(group)
        blocks += [said(_heading(*key, len(entries))), *(block for one in entries for block in _entry(one, full))]
    left_out = _left_out(len(asking[MOST_ITEMS:]) + facts.beyond)
    blocks += [*left_out, *prompts(claimed, facts.zone, now), *_gone(gone, facts, now)]
    ending = read_back_by_typing(claimed[0].item) if claimed and not asking else _to_type(asking)
    first = "" if claimed and not asking else _lock_screen(asking, facts.beyond)
    return message_for(blocks, ending, facts.zone, now, first=first)


def _why(one: ReminderEntry, facts: ReminderFacts) -> tuple[str, str]:
    """Why the entry stands here, and for whom it waits."""
    offer = one.entry.item.offer
    whom = "you" if offer is None or offer.user == facts.user else f"*{literal(offer.name)}*"
    return one.entry.part, whom


def _together(entries: Sequence[ReminderEntry], facts: ReminderFacts) -> list[ReminderEntry]:
    """The entries by heading, the heading with the most pressing item first."""
    headings = list(dict.fromkeys(_why(one, facts) for one in entries))
    return sorted(entries, key=lambda one: headings.index(_why(one, facts)))


def _heading(part: str, whom: str, count: int) -> str:
    these = "this" if count == 1 else f"these {count}"
    if part == SNOOZED:
        return f"You wanted to hear of {these} again, still waiting for {whom}:"
    if part == AGAIN:
        return f"You wanted to hear at this time what still waits. For {whom}:"
    if part == OF_REGION:
        return f"Nobody in {whom} has taken {these} yet:"
    return f"Still waiting for {whom}:"


def _entry(one: ReminderEntry, full: set[int]) -> list[Block]:
    item = one.entry.item
    if item.id not in full:
        return [words(item_line(item))]
    claim = press("Claim", ids.CLAIM, item, named=True, primary=True)
    snooze = [] if one.snoozed_until else [press("Snooze", ids.SNOOZE, item)]
    aside = " · ".join(_since_and_until(one))
    return [
        words(item_line(item, LONG)),
        *([small(aside)] if aside else []),
        buttons(claim, *snooze, press("Open", ids.FULL_NOTE, item)),
    ]


def _since_and_until(one: ReminderEntry) -> list[str]:
    """Since when it waits, when it moves on, and when its reader hears of it again."""
    offer = one.entry.item.offer
    said_of = [f"since {token(max(offer.since, offer.starts))}"] if offer else []
    if one.snoozed_until:
        said_of.append(f"you hear of it again at {clock_token(one.snoozed_until)}")
    if one.moves_at:
        said_of.append(f"moves on at {clock_token(one.moves_at)}")
    return said_of


def _left_out(count: int) -> list[Block]:
    return [small_words(f"and {count} more: {COMMAND} list waiting")] if count > 0 else []


def _gone(entries: Sequence[ReminderEntry], facts: ReminderFacts, now: datetime) -> list[Block]:
    if not entries:
        return []
    lines = [gone_line(one.entry, facts.user, facts.zone, now) for one in entries[:MOST_GONE]]
    if len(entries) > MOST_GONE:
        lines.append(f"and {len(entries) - MOST_GONE} more that wait no longer")
    return [small_words("\n".join(lines))]


def _lock_screen(asking: Sequence[ReminderEntry], beyond: int) -> str:
    """The most pressing item first: it is what stands on a locked phone."""
    if not asking:
        return "Nothing here waits for you any more."
    others = len(asking) - 1 + beyond
    more = f" and {others} more" if others else ""
    return f"Still waiting: {item_line(asking[0].entry.item, LONG)}{more}"


def _to_type(asking: Sequence[ReminderEntry]) -> str:
    if not asking:
        return f"Type {COMMAND} list waiting to see what waits for you."
    return f"Type {COMMAND} claim {asking[0].entry.item.label} to take it."
