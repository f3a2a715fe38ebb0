"""The DM about items handed in while one is at work: who handed what, critical first, with Claim beside each."""

from datetime import datetime
from itertools import groupby
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from handlers import ids
from handlers.blocks.card.buttons import press
from handlers.blocks.circling import in_brief, settle_by_typing, to_settle
from handlers.blocks.decisions.words import news_details, news_heading
from handlers.blocks.entry_lines import LONG, decision_part, gone_line, item_line
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import buttons, said, small, small_words, words
from handlers.blocks.read_back.asked import MOST_PROMPTS, asks_to_read_back, prompts, read_back_by_typing
from handlers.blocks.read_back.sender_questions import answer_by_typing, asks_about, news_of_answer, to_answer, who_asks
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import as_much_as_fits, message_for
from handlers.blocks.times import token
from handlers.blocks.words import COMMAND, counted, literal, quoted, times
from models.facts.arrivals import ArrivalFacts, asks_for, came_back, is_answered, was_decided
from models.facts.item import ItemFacts
from models.owed.digests import EntryFacts
from models.tables import Urgency, Verb

MOST_ITEMS: Final = (12, 7, 5, 3, 2, 1)
MOST_GONE: Final = 12
LONGEST_REASON: Final = 80
MOST_ANSWERS: Final = 5
_NOTHING: Final = "Nothing here waits for you any more."
SETTLING: Final = "Please settle who has"
CONFIDENTIAL: Final = "confidential"
REST: Final = "… Full note has the rest"
_RANK: Final = {Urgency.CRITICAL: 0, Urgency.WATCH: 1, Urgency.STEADY: 2}


def arrivals(facts: ArrivalFacts, now: datetime) -> Rendered:
    """What came, as it is true at `now` (UTC); what asks for nothing any more turns into a plain line.

    It shows as many items as its text and Slack's limit of blocks have room for; what is left out is said.
    """
    return as_much_as_fits(lambda most: _showing(facts, now, most), MOST_ITEMS)


def _showing(facts: ArrivalFacts, now: datetime, most: int) -> Rendered:
    asking = sorted((e for e in facts.entries if asks_for(e, facts.user)), key=lambda e: _RANK[e.item.urgency])
    rest = [e for e in facts.entries if not asks_for(e, facts.user)]
    answered = [e for e in rest if is_answered(e)]
    claimed = [e for e in rest if asks_to_read_back(e, facts.user) and e not in answered][: min(most, MOST_PROMPTS)]
    gone = [e for e in rest if e not in claimed and e not in answered]
    blocks: list[Block] = []
    for _, group in groupby(_together(asking[:most], facts), key=lambda e: _heading(e, facts)):
        blocks += _group(list(group), facts)
    blocks += [*_left_out(len(asking) - most), *_who_is_off(asking[:most], facts)]
    blocks += [*_answered(answered, min(most, MOST_ANSWERS)), *prompts(claimed, facts.zone, now)]
    blocks += _gone(gone, facts, now, min(most, MOST_GONE))
    ending = read_back_by_typing(claimed[0].item) if claimed and not asking else _to_type(asking, facts)
    first = "" if answered or claimed else _NOTHING
    return message_for(blocks, ending, facts.zone, now, first=_lock_screen(asking, facts, now) or first)


def _together(entries: list[EntryFacts], facts: ArrivalFacts) -> list[EntryFacts]:
    """The entries by heading, the heading with the most pressing item first."""
    headings = list(dict.fromkeys(_heading(entry, facts) for entry in entries))
    return sorted(entries, key=lambda entry: headings.index(_heading(entry, facts)))


def _heading(entry: EntryFacts, facts: ArrivalFacts) -> str:
    if entry.settles:
        return SETTLING
    if was_decided(entry) and entry.item.decision:
        return news_heading(entry.item.decision)
    if came_back(entry, facts.user):
        return "Back with you"
    return _handed(entry.item, facts) if entry.waits else who_asks(entry)


def _handed(item: ItemFacts, facts: ArrivalFacts) -> str:
    last = item.last.verb if item.last else None
    if item.confidential:
        return CONFIDENTIAL
    if last is Verb.MOVE_ON:
        return f"Moved on to {_whom(item, facts)}, not taken before"
    sender = literal(item.owner.name)
    return f"{sender} sent back to you" if last is Verb.SEND_BACK else f"{sender} handed {_whom(item, facts)}"


def _confidential(count: int) -> str:
    """It names nothing: this is what stands on a locked phone, for anybody to read."""
    if count == 1:
        return "A confidential handoff waits for you"
    return f"{count} confidential handoffs wait for you"


def _whom(item: ItemFacts, facts: ArrivalFacts) -> str:
    return "you" if item.offer is None or item.offer.user == facts.user else literal(item.offer.name)


def _group(entries: list[EntryFacts], facts: ArrivalFacts) -> list[Block]:
    heading, several = _heading(entries[0], facts), f" {len(entries)}" if len(entries) > 1 else ""
    if heading == SETTLING:
        several = f" these{several}" if several else " this"
    if heading == CONFIDENTIAL:
        heading, several = _confidential(len(entries)), ""
    blocks: list[Block] = [said(f"{heading}{several}:")]
    for entry in entries:
        if entry.settles and entry.item.settle:
            blocks += [words(item_line(entry.item, LONG)), *to_settle(entry.item, entry.item.settle, facts.user)]
        elif was_decided(entry) and entry.item.decision:
            noted = press("Full note", ids.FULL_NOTE, entry.item)
            blocks += [words(item_line(entry.item, LONG), noted), *news_details(entry.item.decision)]
        elif entry.item.confidential and entry.waits:
            opens = press("Open", ids.FULL_NOTE, entry.item)
            blocks += [words(item_line(entry.item, LONG)), buttons(_button(entry, facts), opens), *_why(entry, facts)]
        else:
            blocks += [words(item_line(entry.item, LONG), _button(entry, facts)), *_why(entry, facts)]
        blocks += to_answer(entry)
    return blocks


def _answered(entries: list[EntryFacts], most: int) -> list[Block]:
    """What the reader was answered."""
    told = [(entry.item, one) for entry in entries for one in entry.asking if one.answered_at]
    shown: list[Block] = [words(f"{item.label} · {news_of_answer(one)}") for item, one in told[:most]]
    more = len(told) - most
    return [*shown, small_words(f"and {counted(more, 'more answer')}, in their items’ threads")] if more > 0 else shown


def _button(entry: EntryFacts, facts: ArrivalFacts) -> ButtonElement:
    if came_back(entry, facts.user):
        return press("Hand off", ids.HAND_OFF, entry.item, named=True)
    if not entry.waits:
        return press("Open", ids.FULL_NOTE, entry.item, named=True)
    return press("Claim", ids.CLAIM, entry.item, named=True, primary=True)


def _why(entry: EntryFacts, facts: ArrivalFacts) -> list[Block]:
    """By whom and why it was sent back; that nobody is left to take it."""
    item = entry.item
    if item.circling:
        return in_brief(item)
    if item.last and item.last.verb is Verb.MOVE_ON and came_back(entry, facts.user):
        return [small("Nobody can take it in the next 31 days: it stays yours.")]
    if not item.times_sent_back:
        return []
    by = f" by {literal(item.sent_back_by)}" if item.sent_back_by else ""
    often = "" if item.times_sent_back == 1 else f" {times(item.times_sent_back)}, last"
    reason = fit(one_line(item.sent_back_because or ""), LONGEST_REASON, REST)
    return [small(f"Sent back{often}{by}{':' if reason else '.'}", quoted(reason) if reason else "")]


def _who_is_off(entries: list[EntryFacts], facts: ArrivalFacts) -> list[Block]:
    """Which of those who handed something are not at work, and when they are back."""
    others = [one.item for one in entries if one.item.owner.user != facts.user and not one.item.confidential]
    senders = {item.owner.user: item.owner for item in others}
    off = [sender for sender in senders.values() if sender.back and not sender.until]
    lines = [f"{literal(sender.name)} is off now, back {token(sender.back)}." for sender in off if sender.back]
    return [small("\n".join(lines))] if lines else []


def _left_out(count: int) -> list[Block]:
    return [small_words(f"and {count} more: {COMMAND} list waiting")] if count > 0 else []


def _gone(entries: list[EntryFacts], facts: ArrivalFacts, now: datetime, most: int) -> list[Block]:
    if not entries:
        return []
    lines = [gone_line(entry, facts.user, facts.zone, now) for entry in entries[:most]]
    if len(entries) > most:
        lines.append(f"and {len(entries) - most} more that wait no longer")
    return [small_words("\n".join(lines))]


def _lock_screen(asking: list[EntryFacts], facts: ArrivalFacts, now: datetime) -> str:
    """The most pressing item first: it is what stands on a locked phone."""
    if not asking:
        return ""
    first = asking[0].item
    if _is_asked(asking[0], facts):
        return f"{asks_about(asking[0])}{f' and {len(asking) - 1} more' if len(asking) > 1 else ''}"
    if first.confidential:
        more = f" And {len(asking) - 1} more." if len(asking) > 1 else ""
        return f"{_confidential(1)}.{more}"
    decided = decision_part(first, facts.zone, now) if was_decided(asking[0]) else ""
    return f"{item_line(first, LONG)}{decided}{f' and {len(asking) - 1} more' if len(asking) > 1 else ''}"


def _is_asked(entry: EntryFacts, facts: ArrivalFacts) -> bool:
    """Whether it is there for a question that its reader is to answer, and for nothing else."""
    other = entry.settles or entry.waits or was_decided(entry) or came_back(entry, facts.user)
    return bool(entry.asked) and not other


def _to_type(asking: list[EntryFacts], facts: ArrivalFacts) -> str:
    if not asking:
        return f"Type {COMMAND} list waiting to see what waits for you."
    if asking[0].settles:
        return settle_by_typing(asking[0].item)
    label = asking[0].item.label
    if was_decided(asking[0]):
        return f"Type {COMMAND} show {label} to see it."
    if _is_asked(asking[0], facts):
        return answer_by_typing(asking[0].item)
    if came_back(asking[0], facts.user):
        return f"Type {COMMAND} {label} to hand it off again."
    return f"Type {COMMAND} claim {label} to take it."
