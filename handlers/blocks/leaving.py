"""The list before days off: what its reader still owns, with a button that hands it off, decides, and their turns."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers import ids
from handlers.blocks.entry_lines import LONG, gone_line, item_line, own_line
from handlers.blocks.item_buttons import press
from handlers.blocks.limits import fit
from handlers.blocks.parts import said, small, small_words, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import as_much_as_fits, message_for
from handlers.blocks.times import clock, clock_token, token
from handlers.blocks.words import COMMAND, counted, literal
from models.facts.leaving import LeavingFacts, OwnTurnFacts
from models.owed.digests import EntryFacts
from models.owed.owing import DECIDES, OWNED

MOST_SHOWN: Final = (20, 12, 7, 3)
WITH_BUTTON: Final = 7
MOST_TURNS: Final = 4
QUESTION: Final = 200


def leaving(facts: LeavingFacts, now: datetime) -> Rendered:
    """The list as it is true at `now` (UTC); what is theirs no more turns into a plain line."""
    return as_much_as_fits(lambda most: _showing(facts, now, most), MOST_SHOWN)


def _showing(facts: LeavingFacts, now: datetime, most: int) -> Rendered:
    own = [entry for entry in facts.entries if entry.part == OWNED and _is_theirs(entry, facts.user)]
    decide = [entry for entry in facts.entries if entry.part == DECIDES and entry.seen and entry.item.is_live]
    gone = [entry for entry in facts.entries if entry not in own and entry not in decide]
    blocks: list[Block] = [said(_opening(facts))]
    blocks += [*_owned(own, most), *_decided(decide, facts, now, most), *_gone(gone, facts, now), *_turns(facts, now)]
    return message_for(blocks, _to_type(own), facts.zone, now, first=_lock_screen(own, decide))


def _is_theirs(entry: EntryFacts, user: str) -> bool:
    return entry.seen and entry.item.is_live and entry.item.owner.user == user


def _opening(facts: LeavingFacts) -> str:
    if facts.back is None:
        return "Days off are ahead of you. Nothing is sent to you till you are back."
    days = f"{counted(facts.days_off, 'day')} off" if facts.days_off else "days off"
    return f"You have {days} ahead and are back {token(facts.back)}. Nothing is sent to you till then."


def _owned(own: Sequence[EntryFacts], most: int) -> list[Block]:
    if not own:
        return []
    blocks: list[Block] = [said("*YOU STILL OWN*")]
    for entry in own[: min(most, WITH_BUTTON)]:
        offered = entry.item.offer is not None
        blocks.append(words(own_line(entry.item), None if offered else press("Hand off", ids.HAND_OFF, entry.item)))
    rest = own[min(most, WITH_BUTTON) : most]
    blocks += [words("\n".join(own_line(entry.item) for entry in rest))] if rest else []
    return [*blocks, *_left_out(len(own) - most)]


def _decided(decide: Sequence[EntryFacts], facts: LeavingFacts, now: datetime, most: int) -> list[Block]:
    if not decide:
        return []
    lines = []
    for entry in decide[:most]:
        note = entry.item.note
        by = f" · by {clock(note.decide_by, facts.zone, now)}" if note.decide_by else ""
        lines.append(f"{item_line(entry.item)}{by}" + (f"\n{fit(note.decision, QUESTION)}" if note.decision else ""))
    return [said("*YOU DECIDE*"), words("\n".join(lines)), *_left_out(len(decide) - most)]


def _left_out(count: int) -> list[Block]:
    return [small_words(f"and {count} more: {COMMAND} list")] if count > 0 else []


def _gone(gone: Sequence[EntryFacts], facts: LeavingFacts, now: datetime) -> list[Block]:
    lines = [gone_line(entry, facts.user, facts.zone, now) for entry in gone[:WITH_BUTTON]]
    return [small_words("\n".join(lines))] if lines else []


def _turns(facts: LeavingFacts, now: datetime) -> list[Block]:
    lines = [_turn(turn, now) for turn in facts.turns[:MOST_TURNS]]
    return [small("\n".join(lines))] if lines else []


def _turn(turn: OwnTurnFacts, now: datetime) -> str:
    region = literal(turn.region)
    if turn.starts <= now:
        return f"You are on shift for {region} till {clock_token(turn.ends)}."
    return f"Your next shift for {region} starts {token(turn.starts)}."


def _lock_screen(own: Sequence[EntryFacts], decide: Sequence[EntryFacts]) -> str:
    if not own and not decide:
        return "Nothing of yours waits over your days off."
    parts = [f"you still own {len(own)}"] if own else []
    parts += [f"decide {len(decide)}"] if decide else []
    return f"Before your days off {' and '.join(parts)}. First: {item_line((*own, *decide)[0].item, LONG)}"


def _to_type(own: Sequence[EntryFacts]) -> str:
    still = [entry for entry in own if entry.item.offer is None]
    if still:
        return f"Type {COMMAND} {still[0].item.label} to hand off the first."
    return f"Type {COMMAND} list to see what is yours."
