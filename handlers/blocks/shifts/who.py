"""Who is on shift now and who is next, why a region is closed, and who covers whom; in the reader's time."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.limits import MOST_TEXT, units
from handlers.blocks.parts import said, small_words
from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.coverage import gap_lines, overlap_lines
from handlers.blocks.spoken import as_much_as_fits, message_for
from handlers.blocks.times import clock, local, span
from handlers.blocks.words import COMMAND, counted, literal, some
from models.facts.who import ClosedFacts, OnShiftFacts, RegionTurnFacts, TeamTurnFacts, WhoFacts
from models.shifts.closings import CLOSED

MOST_TEAMS: Final = 8
# How many regions of a team are shown, how much of what is special about each, and how many kinds of gaps.
MOST_SHOWN: Final = ((12, 3, 6), (12, 2, 3), (6, 1, 1), (3, 0, 0), (1, 0, 0))
NO_TEAM: Final = "You are in no team’s roster yet. A team’s lead can add you; or ask in a team’s home channel."


def who(facts: WhoFacts, zone: str, now: datetime) -> Rendered:
    """One section for each team; times as the reader's `zone` has them at `now` (UTC)."""
    return as_much_as_fits(lambda most: _showing(facts, zone, now, most), MOST_SHOWN)


def _showing(facts: WhoFacts, zone: str, now: datetime, most: tuple[int, int, int]) -> Rendered:
    blocks = [block for team in facts.teams[:MOST_TEAMS] for block in _team(team, zone, now, most)]
    if len(facts.teams) > MOST_TEAMS:
        blocks.append(said(f"and {len(facts.teams) - MOST_TEAMS} more teams: ask in their home channels."))
    return message_for(blocks or [said(NO_TEAM)], f"Type {COMMAND} to hand something off.", zone, now)


def _team(team: TeamTurnFacts, zone: str, now: datetime, most: tuple[int, int, int]) -> Iterator[Block]:
    regions, specials, kinds = most
    lines = [line for region in team.regions[:regions] for line in _region(region, zone, now, specials)]
    if len(team.regions) > regions:
        lines.append(f"and {counted(len(team.regions) - regions, 'more region')}")
    if team.kept:
        held = some([literal(name) for name in team.kept])
        lines.append(f"The user group still holds {held}, until somebody is on shift.")
    yield from _sections([f"*{literal(team.team)}*", *lines])
    if kinds:
        ahead = [*gap_lines(team.gaps, zone, now, kinds), *overlap_lines(team.overlaps, zone, now, kinds)]
        yield small_words("\n".join(ahead))


def turn_lines(team: TeamTurnFacts, zone: str, now: datetime, *, named: bool) -> Iterator[Block]:
    """Who is on shift now and next in each of a team's regions; `named`: with the team's name above."""
    lines = [f"*{literal(region.region)}*: {_turn(region, zone, now)}" for region in team.regions]
    if lines:
        yield from _sections([*([literal(team.team)] if named else []), *lines])


def _sections(lines: Sequence[str]) -> Iterator[Block]:
    """As many sections as the lines need; each line is far from filling one."""
    part: list[str] = []
    for line in lines:
        if part and units("\n".join([*part, line])) > MOST_TEXT:
            yield said("\n".join(part))
            part = []
        part.append(line)
    yield said("\n".join(part))


def _region(region: RegionTurnFacts, zone: str, now: datetime, specials: int) -> Iterator[str]:
    yield f"*{literal(region.region)}*: {_turn(region, zone, now)}"
    for closed in region.closed[:specials]:
        why = "" if closed.reason == CLOSED.reason else f": {literal(closed.reason)}"
        yield f"{literal(region.region)} is closed {_dates(closed, now)}{why}"
    for covered in region.covered[:specials]:
        yield f"{literal(covered.by)} covers {literal(covered.instead_of)} {_on(covered.date, now)}"


def _turn(region: RegionTurnFacts, zone: str, now: datetime) -> str:
    people = _people(region.on_shift)
    if region.until:
        left = f"{people}, now, till {clock(region.until, zone, now)}, {span(region.until - now)} left"
        if region.then is None:
            return left
        names, starts = region.then
        return f"{left}; then {_people(names)}, from {local(starts, zone, now)}"
    if region.starts:
        return f"{people}, from {local(region.starts, zone, now)}"
    return "no shift in the next 31 days"


def _people(on_shift: Sequence[OnShiftFacts]) -> str:
    return some([_person(one) for one in on_shift])


def _person(one: OnShiftFacts) -> str:
    return f"{literal(one.name)} for {literal(one.instead_of)}" if one.instead_of else literal(one.name)


def _dates(closed: ClosedFacts, now: datetime) -> str:
    if closed.first == closed.last:
        return _on(closed.first, now)
    return f"from {_day(closed.first, now)} to {_day(closed.last, now)}"


def _on(day: date, now: datetime) -> str:
    return f"on {_day(day, now)}"


def _day(day: date, now: datetime) -> str:
    """The weekday while that says it all."""
    return f"{day:%A}" if 0 <= (day - now.date()).days < 6 else f"{day.day} {day:%B}"
