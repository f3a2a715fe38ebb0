"""What a team that is being set up would bring, before it is saved: its first fortnight, everybody's first day."""

from datetime import date
from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.limits import MOST_TEXT, split
from handlers.blocks.parts import headline, said, small_words, words
from handlers.blocks.setup.team import modal
from handlers.blocks.setup.words import date_words, heads
from handlers.blocks.words import counted, listed, literal, plain_name, steady
from models.facts.first_days import FirstDay, RegionTurns, Turn, first_date, first_days, first_turns
from models.facts.setup import SetupFacts
from models.shifts.plan import RegionPlan, Rotation
from models.shifts.zones import zone

MOST_NAMES: Final = 6
# A modal has at most 100 blocks.
MOST_SECTIONS: Final = 12
MOST_PIECES: Final = 40
LATER: Final = "no shift in the first half year"


def setup_preview(facts: SetupFacts) -> View:
    """Everything that is to be known before Save."""
    plan, today = facts.plan, facts.today
    begins = date_words(first_date(plan, today), today)
    blocks: list[Block] = [
        words(f"{steady(plan.name)}, {heads(facts)}"),
        headline(f"The first fortnight, from {begins}"),
        *_fortnight(facts),
        headline("Everybody’s first day, in their own time"),
        *_pieces([_first_day(facts, one) for one in first_days(plan, today)]),
        *(small_words(note) for note in _notes(facts)),
    ]
    return modal(ids.SETUP_PREVIEW, "Preview", blocks, str(facts.id), submit="Save", close="Back")


def _fortnight(facts: SetupFacts) -> list[Block]:
    """A section for each region; of very many regions all in as few as they fit into."""
    regions = first_turns(facts.plan, facts.today)
    if len(regions) > MOST_SECTIONS:
        return _pieces([line for one in regions for line in ("", steady(one.region.name), *_turn_lines(facts, one))])
    return [block for one in regions for block in (_name(one.region), *_pieces(_turn_lines(facts, one)))]


def _name(region: RegionPlan) -> Block:
    together = ", everybody at once" if region.rotation is Rotation.ALL and len(region.members) > 1 else ""
    return said(f"*{literal(region.name)}*, {region.hours}{together}")


def _pieces(lines: list[str]) -> list[Block]:
    pieces = split("\n".join(lines), MOST_TEXT)
    more = [small_words("This is too long to show all of it.")] if len(pieces) > MOST_PIECES else []
    return [*(words(piece) for piece in pieces[:MOST_PIECES]), *more]


def _turn_lines(facts: SetupFacts, turns: RegionTurns) -> list[str]:
    return [_turn_line(facts, turn) for turn in turns.turns] or ["no shift in these two weeks"]


def _turn_line(facts: SetupFacts, turn: Turn) -> str:
    names = [plain_name(facts.name(user)) for user in turn.users]
    more = [f"{len(names) - MOST_NAMES} more"] if len(names) > MOST_NAMES else []
    who = listed(names[:MOST_NAMES] + more) if names else f"closed ({turn.closed})"
    first, last = date_words(turn.first, facts.today), date_words(turn.last, facts.today)
    return f"{first}: {who}" if turn.first == turn.last else f"{first} to {last}: {who}"


def _first_day(facts: SetupFacts, one: FirstDay) -> str:
    name = plain_name(facts.name(one.user))
    if one.day is None:
        return f"{name}: works on no day of the first half year"
    start = one.day.start.astimezone(zone(one.zone))
    return f"{name}: {date_words(start.date(), facts.today)} {start:%H:%M}, {_turn_of(one, start.date(), facts.today)}"


def _turn_of(one: FirstDay, day: date, today: date) -> str:
    if one.on_shift is None:
        return LATER
    return "first shift that day" if one.on_shift == day else f"first shift {date_words(one.on_shift, today)}"


def _notes(facts: SetupFacts) -> list[str]:
    notes = []
    if not facts.has_bot:
        notes.append(f"I am not in #{facts.channel_name}: type /invite @Sunrelay there, or no card can be posted.")
    if not facts.is_new:
        notes.append("Absences and covers come on top of this.")
    leads = listed([plain_name(facts.name(user)) for user in facts.plan.leads])
    notes.append(f"{counted(len(facts.plan.leads), 'lead')}: {leads}. Nothing counts before you press Save.")
    return notes
