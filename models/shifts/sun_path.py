"""Where work goes next: the order in which the regions' shifts follow each other. All instants are UTC."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from models.shifts.closings import ClosingKind
from models.shifts.plan import RegionPlan, TeamPlan
from models.shifts.shift import Shift, next_shift, running_shift, shift_ignoring_closings, why_no_shift

ENOUGH_LEFT: Final = timedelta(hours=1)


class NoShiftError(Exception):
    """No shift takes the work within 31 days; the text is a sentence for the person who hands off."""


@dataclass(frozen=True, slots=True)
class Skipped:
    """A region that would have come earlier, were it not closed on its local date `date`; `reason` is for people."""

    region: RegionPlan
    date: date
    reason: str


@dataclass(frozen=True, slots=True)
class Onward:
    """The region work goes to and the shift that takes it; `running` when that shift is on now."""

    region: RegionPlan
    shift: Shift
    running: bool
    skipped: tuple[Skipped, ...] = ()


def next_region(team: TeamPlan, now: datetime, holder: str | None) -> Onward:
    """The next region on the sun path at `now`, other than `holder`, the name of the region that holds the item.

    A region whose shift has at least an hour left counts from now, every other from its next shift's start; the
    earliest wins, among several running the one with most time left, then roster order. With no other region,
    `holder`'s own next shift. Raises NoShiftError.
    """
    others = [region for region in team.regions if region.name != holder]
    onwards = [onward for region in others if (onward := _onward(region, now)) is not None]
    if not onwards:
        return _next_of_holder(team, now, holder)
    first = min(onwards, key=lambda onward: _order(onward.shift, now))
    closed = [skip for region in others if (skip := _skipped(region, now, first)) is not None]
    return Onward(first.region, first.shift, first.running, tuple(closed))


def toward(team: TeamPlan, region_name: str, now: datetime, holder: str | None = None) -> Onward:
    """The shift that takes work handed to a named region.

    Its running shift if an hour of it is left (with less, the item would move on before anybody had a fair chance),
    else its next one, else what is left of the running one. `holder`'s own region always means its next shift.
    Raises NoShiftError, and KeyError for a name the team does not have.
    """
    region = team.region(region_name)
    if region_name == holder:
        return _next_of_holder(team, now, holder)
    onward = _onward(region, now)
    if onward is not None:
        return onward
    ending = running_shift(region, now)
    if ending is None:
        raise NoShiftError(f"{region_name} has no shift in the next 31 days: hand it to another region or a person.")
    return Onward(region, ending, running=True)


def taking_shift(region: RegionPlan, now: datetime) -> Shift | None:
    """The shift that takes what is handed to the region at `now` from another one, if it has any."""
    onward = _onward(region, now)
    return onward.shift if onward is not None else running_shift(region, now)


def _next_of_holder(team: TeamPlan, now: datetime, holder: str | None) -> Onward:
    region = team.region(holder) if holder is not None else None
    shift = next_shift(region, now) if region is not None else None
    if region is None or shift is None:
        raise NoShiftError(
            f"No region of {team.name} has a shift in the next 31 days: hand it to a person, or keep it."
        )
    return Onward(region, shift, running=False)


def _onward(region: RegionPlan, now: datetime) -> Onward | None:
    running = running_shift(region, now)
    if running is not None and running.end - now >= ENOUGH_LEFT:
        return Onward(region, running, running=True)
    shift = next_shift(region, now)
    return None if shift is None else Onward(region, shift, running=False)


def _order(shift: Shift, now: datetime) -> tuple[datetime, timedelta]:
    """What the earliest is chosen by: since when a shift counts, then, if it is running, the most time left."""
    if shift.start > now:
        return shift.start, timedelta(0)
    return now, now - shift.end


def _skipped(region: RegionPlan, now: datetime, chosen: Onward) -> Skipped | None:
    """The earliest date on which `region` is closed and would otherwise have come before `chosen`."""
    if region.name == chosen.region.name:
        return None
    for shift, reason in _missed_shifts(region, now, chosen.shift.end):
        counts = shift.start > now or shift.end - now >= ENOUGH_LEFT
        if counts and _order(shift, now) < _order(chosen.shift, now):
            return Skipped(region, shift.date, reason)
    return None


def _missed_shifts(region: RegionPlan, now: datetime, until: datetime) -> Iterator[tuple[Shift, str]]:
    day, last = now.date() - timedelta(days=2), until.date() + timedelta(days=1)
    while day <= last:
        closing = why_no_shift(region, day)
        if closing is not None and closing.kind is not ClosingKind.DAY_OFF:
            yield shift_ignoring_closings(region, day), closing.reason
        day += timedelta(days=1)
