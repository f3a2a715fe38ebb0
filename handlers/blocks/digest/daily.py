"""The daily DM: what waits for the reader, most needed first, what they own, and who is awake to talk to."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.decisions.rows import decision_blocks
from handlers.blocks.digest.choice import choice_blocks, list_buttons
from handlers.blocks.digest.entries import settle_blocks, waiting_blocks
from handlers.blocks.digest.meanwhile import meanwhile_blocks
from handlers.blocks.digest.top import MOST_TURNS, is_own, lock_screen, to_type, top
from handlers.blocks.digest.welcome import welcome_blocks
from handlers.blocks.entry_lines import decision_part, gone_line, own_line
from handlers.blocks.limits import MOST_BLOCKS
from handlers.blocks.parts import said, small, small_words, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.clocks import clock_lines
from handlers.blocks.shifts.news import shift_lines, untaken_lines
from handlers.blocks.spoken import as_much_as_fits, message_for
from handlers.blocks.times import clock_token
from handlers.blocks.words import COMMAND, literal
from models.facts.digest import DigestFacts
from models.owed.digests import EntryFacts
from models.owed.owing import OWNED

MOST_SHOWN: Final = (20, 12, 7, 3, 1)


def digest(facts: DigestFacts, now: datetime) -> Rendered:
    """The digest as it is true at `now` (UTC); in one that was sent, what no longer waits turns into a plain line.

    It shows as many items as its text has room for; what is left out is said.
    """
    return as_much_as_fits(lambda most: _showing(facts, now, most), MOST_SHOWN)


def _showing(facts: DigestFacts, now: datetime, most: int) -> Rendered:
    asked = [*decision_blocks(facts, now, most), *settle_blocks(facts, now, most), *waiting_blocks(facts, now, most)]
    asked += list_buttons(facts)
    news = [*_shift_news(facts, now, most), *_clocks(facts, most)]
    theirs = [*_owned(facts, now, most), *meanwhile_blocks(facts, now, most)]
    blocks = [*top(facts), *welcome_blocks(facts.welcomes), *news, *asked, *theirs, *_awake(facts)]
    blocks += choice_blocks(facts, now)
    return message_for(blocks[:MOST_BLOCKS], to_type(facts), facts.zone, now, first=lock_screen(facts, now))


def _shift_news(facts: DigestFacts, now: datetime, most: int) -> list[Block]:
    """What others have changed of the reader's shifts, and what nobody has taken; in front: it is about their days."""
    untaken = untaken_lines(facts.untaken[:most], facts.zone, now)
    lines = [*untaken, *shift_lines(facts.changes, facts.zone, now, most)]
    return [said("*YOUR SHIFTS*"), words("\n".join(lines))] if lines else []


def _clocks(facts: DigestFacts, most: int) -> list[Block]:
    """For leads: what a change of clocks ahead does to their teams."""
    if not facts.clocks:
        return []
    return [said("*CLOCKS CHANGE*"), words("\n".join(clock_lines(facts.clocks, most)))]


def _owned(facts: DigestFacts, now: datetime, most: int) -> list[Block]:
    entries = [entry for entry in facts.entries if entry.part == OWNED]
    if not entries:
        return []
    lines = [_own_line(entry, facts, now) for entry in entries[:most]]
    blocks: list[Block] = [said("*YOU OWN*"), words("\n".join(lines))]
    left_out = len(entries[most:]) + facts.beyond.owned
    return [*blocks, small_words(f"and {left_out} more: {COMMAND} list mine")] if left_out > 0 else blocks


def _own_line(entry: EntryFacts, facts: DigestFacts, now: datetime) -> str:
    if is_own(entry, facts.user):
        return f"{own_line(entry.item)}{decision_part(entry.item, facts.zone, now)}"
    return gone_line(entry, facts.user, facts.zone, now)


def _awake(facts: DigestFacts) -> list[Block]:
    if not facts.awake:
        return []
    awake: Sequence[str] = [f"{literal(turn.region)} is awake till {clock_token(turn.until)}." for turn in facts.awake]
    return [small("\n".join(awake[:MOST_TURNS]))]
