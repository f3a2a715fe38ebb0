"""The daily DM: what waits for the reader, most needed first, what they own, and who is awake to talk to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.circling import settle_by_typing
from handlers.blocks.clocks import clock_lines, clocks_in_brief
from handlers.blocks.decision_rows import decision_blocks, question_line
from handlers.blocks.digest_entries import settle_blocks, waiting_blocks
from handlers.blocks.entry_lines import LONG, decision_part, gone_line, own_line
from handlers.blocks.limits import MOST_BLOCKS, fit
from handlers.blocks.parts import said, small, small_words, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.shift_news import shift_lines, untaken_lines
from handlers.blocks.spoken import as_much_as_fits, message_for
from handlers.blocks.times import clock_token, greeting
from handlers.blocks.welcome import welcome_blocks
from handlers.blocks.words import COMMAND, literal, plain_name, some, steady
from models.facts.digest import DigestFacts
from models.owed.digests import EntryFacts
from models.owed.owing import FOR_YOU, OWNED, SETTLE, WAITING
from models.tables import Urgency

MOST_SHOWN: Final = (20, 12, 7, 3, 1)
MOST_TURNS: Final = 3


def digest(facts: DigestFacts, now: datetime) -> Rendered:
    """The digest as it is true at `now` (UTC); in one that was sent, what no longer waits turns into a plain line.

    It shows as many items as its text has room for; what is left out is said.
    """
    return as_much_as_fits(lambda most: _showing(facts, now, most), MOST_SHOWN)


def _showing(facts: DigestFacts, now: datetime, most: int) -> Rendered:
    asked = [*decision_blocks(facts, now, most), *settle_blocks(facts, now, most), *waiting_blocks(facts, now, most)]
    news = [*_shift_news(facts, now, most), *_clocks(facts, most)]
    opening = [_greeting(facts), *_late(facts), *welcome_blocks(facts.welcomes)]
    blocks = [*opening, *news, *asked, *_owned(facts, now, most), *_awake(facts)]
    ending = _to_type(facts)
    return message_for(blocks[:MOST_BLOCKS], ending, facts.zone, now, first=_lock_screen(facts, now))


def still_waiting(facts: DigestFacts) -> list[EntryFacts]:
    """The entries that still wait for the reader, in their order."""
    return [entry for entry in facts.entries if entry.part in {WAITING, FOR_YOU} and entry.waits and entry.seen]


def _to_settle(facts: DigestFacts) -> list[EntryFacts]:
    """The entries that the reader is still asked to settle."""
    return [entry for entry in facts.entries if entry.settles and entry.seen]


def _lock_screen(facts: DigestFacts, now: datetime) -> str:
    """What stands on a locked phone: how much is to settle and waits, how much is critical, and what is first."""
    if facts.to_decide:
        return _deciding_first(facts, now)
    settling, waiting = _to_settle(facts), still_waiting(facts)
    if not settling and not waiting:
        return f"{_news_in_brief(facts)} {_you_own(facts)}".strip()
    counts = [f"{len(settling)} to settle"] if settling else []
    counts += [_how_many_wait(waiting, facts)] if waiting else []
    critical = sum(entry.item.urgency is Urgency.CRITICAL for entry in (*settling, *waiting))
    pressing = [f"{critical} critical"] if critical else []
    first = (*settling, *waiting)[0].item
    return f"{', '.join([*counts, *pressing])}. First: {first.label} {steady(fit(first.note.headline, LONG))}"


def _deciding_first(facts: DigestFacts, now: datetime) -> str:
    settling, waiting = len(_to_settle(facts)), still_waiting(facts)
    counts = [f"{len(facts.to_decide)} to decide", *([f"{settling} to settle"] if settling else [])]
    counts += [_how_many_wait(waiting, facts)] if waiting else []
    return f"{', '.join(counts)}. First: {question_line(facts.to_decide[0], facts.zone, now)}"


def _how_many_wait(waiting: list[EntryFacts], facts: DigestFacts) -> str:
    regions = some([plain_name(turn.region) for turn in facts.yours])
    whom = regions if regions and any(entry.part == WAITING for entry in waiting) else "you"
    return f"{len(waiting)} waiting for {whom}"


def _greeting(facts: DigestFacts) -> Block:
    hello = f"{greeting(facts.day.start, facts.zone)}, {literal(facts.name)}."
    turns = [f"*{literal(turn.region)}* is yours till {clock_token(turn.until)}." for turn in facts.yours[:MOST_TURNS]]
    settling, waiting = len(_to_settle(facts)), len(still_waiting(facts))
    counted = (
        f"{len(facts.to_decide)} to decide" if facts.to_decide else "", f"{settling} to settle" if settling else "",
        f"{waiting} waiting" if waiting else "", _you_own(facts, short=True),
    )  # fmt: skip
    counts = " · ".join(part for part in counted if part)
    return said("\n".join(line for line in (" ".join([hello, *turns]), counts) if line))


def _late(facts: DigestFacts) -> list[Block]:
    """Late beats lost: the bot was not running, or Slack not there, when the day began."""
    return [small(f"Late: this was due at {clock_token(facts.day.start)}.")] if facts.late else []


def _shift_news(facts: DigestFacts, now: datetime, most: int) -> list[Block]:
    """What others have changed of the reader's shifts, and what nobody has taken; in front: it is about their days."""
    untaken = untaken_lines(facts.untaken[:most], facts.zone, now)
    lines = [*untaken, *shift_lines(facts.changes, facts.zone, now, most)]
    return [said("*YOUR SHIFTS*"), words("\n".join(lines))] if lines else []


def _news_in_brief(facts: DigestFacts) -> str:
    if facts.changes:
        number = len(facts.changes)
        return "One of your shifts has changed." if number == 1 else f"{number} of your shifts have changed."
    if facts.untaken:
        return "Nobody has taken your shift yet."
    return clocks_in_brief(facts.clocks) if facts.clocks else "Nothing waits for you now."


def _clocks(facts: DigestFacts, most: int) -> list[Block]:
    """For leads: what a change of clocks ahead does to their teams."""
    if not facts.clocks:
        return []
    return [said("*CLOCKS CHANGE*"), words("\n".join(clock_lines(facts.clocks, most)))]


def _you_own(facts: DigestFacts, *, short: bool = False) -> str:
    own = sum(_is_own(entry, facts.user) for entry in facts.entries)
    if not own:
        return ""
    return f"you own {own}" if short else f"You own {own}."


def _is_own(entry: EntryFacts, user: str) -> bool:
    return entry.part in {OWNED, SETTLE} and entry.seen and entry.item.is_live and entry.item.owner.user == user


def _owned(facts: DigestFacts, now: datetime, most: int) -> list[Block]:
    entries = [entry for entry in facts.entries if entry.part == OWNED]
    if not entries:
        return []
    lines = [_own_line(entry, facts, now) for entry in entries[:most]]
    blocks: list[Block] = [said("*YOU OWN*"), words("\n".join(lines))]
    left_out = len(entries) - most
    return [*blocks, small_words(f"and {left_out} more: {COMMAND} list")] if left_out > 0 else blocks


def _own_line(entry: EntryFacts, facts: DigestFacts, now: datetime) -> str:
    if _is_own(entry, facts.user):
        return f"{own_line(entry.item)}{decision_part(entry.item, facts.zone, now)}"
    return gone_line(entry, facts.user, facts.zone, now)


def _awake(facts: DigestFacts) -> list[Block]:
    if not facts.awake:
        return []
    awake: Sequence[str] = [f"{literal(turn.region)} is awake till {clock_token(turn.until)}." for turn in facts.awake]
    return [small("\n".join(awake[:MOST_TURNS]))]


def _to_type(facts: DigestFacts) -> str:
    settling, waiting = _to_settle(facts), still_waiting(facts)
    if facts.to_decide:
        return f"Type {COMMAND} decide {facts.to_decide[0].label} to decide the first."
    if settling:
        return settle_by_typing(settling[0].item)
    if waiting:
        return f"Type {COMMAND} claim {waiting[0].item.label} to take the first."
    if not facts.entries and (facts.changes or facts.clocks or facts.untaken):
        return f"Type {COMMAND} who to see who is on shift."
    return f"Type {COMMAND} list to see what you own."
