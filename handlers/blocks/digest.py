"""The daily DM: what waits for the reader, most needed first, what they own, and who is awake to talk to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.digest_entries import waiting_blocks
from handlers.blocks.entry_lines import LONG, gone_line, own_line
from handlers.blocks.limits import MOST_BLOCKS, fit
from handlers.blocks.parts import said, small, small_words, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import message_for, says_all
from handlers.blocks.times import clock_token, greeting
from handlers.blocks.words import COMMAND, literal, plain_name, some, steady
from models.facts.digest import DigestFacts
from models.owed.digests import EntryFacts
from models.owed.owing import FOR_YOU, OWNED, WAITING
from models.tables import Urgency

MOST_SHOWN: Final = (20, 12, 7, 3)
MOST_TURNS: Final = 3


def digest(facts: DigestFacts, now: datetime) -> Rendered:
    """The digest as it is true at `now` (UTC); in one that was sent, what no longer waits turns into a plain line.

    It shows as many items as its text has room for; what is left out is said.
    """
    rendered = _showing(facts, now, MOST_SHOWN[0])
    for most in MOST_SHOWN[1:]:
        if says_all(rendered):
            break
        rendered = _showing(facts, now, most)
    return rendered


def _showing(facts: DigestFacts, now: datetime, most: int) -> Rendered:
    blocks = [_greeting(facts), *waiting_blocks(facts, now, most), *_owned(facts, now, most), *_awake(facts)]
    ending = _to_type(facts)
    return message_for(blocks[:MOST_BLOCKS], ending, facts.zone, now, first=_lock_screen(facts))


def still_waiting(facts: DigestFacts) -> list[EntryFacts]:
    """The entries that still wait for the reader, in their order."""
    return [entry for entry in facts.entries if entry.part in {WAITING, FOR_YOU} and entry.waits and entry.seen]


def _lock_screen(facts: DigestFacts) -> str:
    """What stands on a locked phone: how much waits, how much of it is critical, and what is first."""
    waiting = still_waiting(facts)
    if not waiting:
        return f"Nothing waits for you now. {_you_own(facts)}".strip()
    regions = some([plain_name(turn.region) for turn in facts.yours])
    whom = regions if regions and any(entry.part == WAITING for entry in waiting) else "you"
    critical = sum(entry.item.urgency is Urgency.CRITICAL for entry in waiting)
    pressing = f", {critical} critical" if critical else ""
    first = waiting[0].item
    return f"{len(waiting)} waiting for {whom}{pressing}. First: {first.label} {steady(fit(first.note.headline, LONG))}"


def _greeting(facts: DigestFacts) -> Block:
    hello = f"{greeting(facts.day.start, facts.zone)}, {literal(facts.name)}."
    turns = [f"*{literal(turn.region)}* is yours till {clock_token(turn.until)}." for turn in facts.yours[:MOST_TURNS]]
    waiting, own = len(still_waiting(facts)), _you_own(facts, short=True)
    counts = " · ".join(part for part in (f"{waiting} waiting" if waiting else "", own) if part)
    return said("\n".join(line for line in (" ".join([hello, *turns]), counts) if line))


def _you_own(facts: DigestFacts, *, short: bool = False) -> str:
    own = sum(_is_own(entry, facts.user) for entry in facts.entries)
    if not own:
        return ""
    return f"you own {own}" if short else f"You own {own}."


def _is_own(entry: EntryFacts, user: str) -> bool:
    return entry.part == OWNED and entry.seen and entry.item.is_live and entry.item.owner.user == user


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
        return own_line(entry.item)
    return gone_line(entry, facts.user, facts.zone, now)


def _awake(facts: DigestFacts) -> list[Block]:
    if not facts.awake:
        return []
    awake: Sequence[str] = [f"{literal(turn.region)} is awake till {clock_token(turn.until)}." for turn in facts.awake]
    return [small("\n".join(awake[:MOST_TURNS]))]


def _to_type(facts: DigestFacts) -> str:
    waiting = still_waiting(facts)
    if waiting:
        return f"Type {COMMAND} claim {waiting[0].item.label} to take the first."
    return f"Type {COMMAND} list to see what you own."
