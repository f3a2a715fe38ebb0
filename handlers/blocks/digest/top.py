"""What stands on top of a digest, and on a locked phone: how much there is to do, and what is first."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.circling import settle_by_typing
from handlers.blocks.decisions.rows import question_line
from handlers.blocks.entry_lines import LONG
from handlers.blocks.limits import fit
from handlers.blocks.parts import said, small
from handlers.blocks.read_back.sender_questions import answer_by_typing
from handlers.blocks.shifts.clocks import clocks_in_brief
from handlers.blocks.times import clock_token, greeting
from handlers.blocks.words import COMMAND, counted, literal, plain_name, some, steady
from models.facts.digest import DigestFacts
from models.most_needed import MOST_RANKED
from models.owed.digests import EntryFacts
from models.owed.owing import FOR_YOU, MEANWHILE, OWNED, SETTLE, WAITING
from models.tables import Urgency

MOST_TURNS: Final = 3
_OWN_PARTS: Final = frozenset({OWNED, SETTLE, MEANWHILE})


def still_waiting(facts: DigestFacts) -> list[EntryFacts]:
    """The entries that still wait for the reader, in their order."""
    return [entry for entry in facts.entries if entry.part in {WAITING, FOR_YOU} and entry.waits and entry.seen]


def still_to_settle(facts: DigestFacts) -> list[EntryFacts]:
    """The entries that the reader is still asked to settle."""
    return [entry for entry in facts.entries if entry.settles and entry.seen]


def still_to_answer(facts: DigestFacts) -> list[EntryFacts]:
    """The entries of which the reader was asked something, and has not answered it."""
    return [entry for entry in facts.entries if entry.part == MEANWHILE and entry.seen and entry.asked]


def is_own(entry: EntryFacts, user: str) -> bool:
    """Whether the entry is of something that the reader owns right now."""
    return entry.part in _OWN_PARTS and entry.seen and entry.item.is_live and entry.item.owner.user == user


def how_many(number: int) -> str:
    """A number of items; nobody counts past a thousand."""
    return str(number) if number <= MOST_RANKED else f"over {MOST_RANKED:,}"


def number_waiting(facts: DigestFacts) -> int:
    """How many items wait for the reader, with those that the digest has no entries of."""
    return len(still_waiting(facts)) + facts.beyond.waiting


def lock_screen(facts: DigestFacts, now: datetime) -> str:
    """How much is to decide, to settle and waits, how much is critical, and what is first, as it is at `now` (UTC)."""
    if facts.to_decide:
        return _deciding_first(facts, now)
    settling, waiting, asked = still_to_settle(facts), still_waiting(facts), still_to_answer(facts)
    if not settling and not waiting and not asked:
        return f"{_news_in_brief(facts)} {_you_own(facts)}".strip()
    first = (*settling, *waiting, *asked)[0].item
    return f"{_in_numbers(facts)}. First: {first.label} {steady(fit(first.note.headline, LONG))}"


def _deciding_first(facts: DigestFacts, now: datetime) -> str:
    return f"{_in_numbers(facts)}. First: {question_line(facts.to_decide[0], facts.zone, now)}"


def _in_numbers(facts: DigestFacts) -> str:
    """How much there is of what, and how much of it is critical."""
    settling, waiting = still_to_settle(facts), still_waiting(facts)
    critical = sum(entry.item.urgency is Urgency.CRITICAL for entry in (*settling, *waiting))
    counts = (
        f"{len(facts.to_decide)} to decide" if facts.to_decide else "",
        f"{len(settling)} to settle" if settling else "",
        _to_answer(facts),
        _how_many_wait(waiting, facts) if waiting else "",
        f"{critical} critical" if critical else "",
    )
    return ", ".join(one for one in counts if one)


def top(facts: DigestFacts) -> list[Block]:
    """The greeting with whose turn it is and the counts; that it comes late."""
    hello = f"{greeting(facts.day.start, facts.zone)}, {literal(facts.name)}."
    turns = [f"*{literal(turn.region)}* is yours till {clock_token(turn.until)}." for turn in facts.yours[:MOST_TURNS]]
    settling, waiting = len(still_to_settle(facts)), number_waiting(facts)
    counts = (
        f"{len(facts.to_decide)} to decide" if facts.to_decide else "",
        f"{settling} to settle" if settling else "", _to_answer(facts),
        f"{how_many(waiting)} waiting" if waiting else "", _you_own(facts, short=True),
    )  # fmt: skip
    in_numbers = " · ".join(part for part in counts if part)
    greeted: list[Block] = [said("\n".join(line for line in (" ".join([hello, *turns]), in_numbers) if line))]
    return [*greeted, small(f"Late: this was due at {clock_token(facts.day.start)}.")] if facts.late else greeted


def to_type(facts: DigestFacts) -> str:
    """What to type to do what is first of each part."""
    decide, settling = facts.to_decide, still_to_settle(facts)
    waiting, asked = still_waiting(facts), still_to_answer(facts)
    ways = [f"Type {COMMAND} decide {decide[0].label} to decide the first."] if decide else []
    ways += [settle_by_typing(settling[0].item)] if settling else []
    ways += [f"Type {COMMAND} claim {waiting[0].item.label} to take the first."] if waiting else []
    ways += [answer_by_typing(asked[0].item)] if asked else []
    if ways:
        return " ".join(ways)
    if not facts.entries and (facts.changes or facts.clocks or facts.untaken):
        return f"Type {COMMAND} who to see who is on shift."
    shown = next((one.item.label for one in facts.entries if one.part == MEANWHILE and one.seen), None)
    if shown is not None and not any(is_own(entry, facts.user) for entry in facts.entries):
        return f"Type {COMMAND} show {shown} to see the first."
    return f"Type {COMMAND} list to see what you own."


def _to_answer(facts: DigestFacts) -> str:
    questions = sum(len(entry.asked) for entry in still_to_answer(facts))
    return f"{questions} to answer" if questions else ""


def _how_many_wait(waiting: list[EntryFacts], facts: DigestFacts) -> str:
    regions = some([plain_name(turn.region) for turn in facts.yours])
    whom = regions if regions and any(entry.part == WAITING for entry in waiting) else "you"
    return f"{how_many(number_waiting(facts))} waiting for {whom}"


def _news_in_brief(facts: DigestFacts) -> str:
    if facts.changes:
        number = len(facts.changes)
        return "One of your shifts has changed." if number == 1 else f"{number} of your shifts have changed."
    if facts.untaken:
        return "Nobody has taken your shift yet."
    if facts.clocks:
        return clocks_in_brief(facts.clocks)
    news = sum(entry.part == MEANWHILE for entry in facts.entries) + facts.beyond.news
    return f"News of {counted(news, 'item')}{_handed_over(facts)}." if news else "Nothing waits for you now."


def _handed_over(facts: DigestFacts) -> str:
    """Not where all there is to be told is an answer to the reader's own question."""
    told = [facts.meanwhile.get(entry.item.id) for entry in facts.entries if entry.part == MEANWHILE]
    return "" if told and all(one is not None and one.answered for one in told) else " you handed over"


def _you_own(facts: DigestFacts, *, short: bool = False) -> str:
    own = sum(is_own(entry, facts.user) for entry in facts.entries) + facts.beyond.owned
    if not own:
        return ""
    return f"you own {how_many(own)}" if short else f"You own {how_many(own)}."
