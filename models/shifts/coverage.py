"""When nobody is on shift, when two regions are at work together, and what a change of clocks does to that.

All instants are aware UTC datetimes.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import combinations

from models.shifts.plan import RegionPlan, Rotation, TeamPlan
from models.shifts.shift import Shift, shifts_from
from models.shifts.zones import zone

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Gap:
    """Time in which no region of the team has a shift."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Overlap:
    """Time in which two regions (by name, in roster order) both have a shift: their people can talk."""

    regions: tuple[str, str]
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class ClockChange:
    """The date on which a region's clocks change, and how much longer (or shorter) each pair's shared time is then.

    `shared` holds, for a pair of regions, the time they share on a working day before and after.
    """

    date: date
    regions: tuple[str, ...]
    shared: tuple[tuple[tuple[str, str], timedelta, timedelta], ...]


def gaps(team: TeamPlan, start: datetime, end: datetime) -> list[Gap]:
    """The times from `start` up to `end` in which nobody is on shift, in order."""
    found, covered = [], start
    for shift in sorted(_shifts(team, start, end), key=lambda shift: shift.start):
        if shift.start > covered:
            found.append(Gap(covered, min(shift.start, end)))
        covered = max(covered, shift.end)
    if covered < end:
        found.append(Gap(covered, end))
    return found


def overlaps(team: TeamPlan, start: datetime, end: datetime) -> list[Overlap]:
    """The times from `start` up to `end` that two regions share, in order."""
    found = []
    shifts = [(region.name, _shifts_of(region, start, end)) for region in team.regions]
    for (one, ours), (other, theirs_all) in combinations(shifts, 2):
        for mine in ours:
            for theirs in theirs_all:
                begins, ends = max(mine.start, theirs.start, start), min(mine.end, theirs.end, end)
                if begins < ends:
                    found.append(Overlap((one, other), begins, ends))
    return sorted(found, key=lambda overlap: (overlap.start, overlap.regions))


def clock_changes(team: TeamPlan, first: date, days: int) -> list[ClockChange]:
    """The dates among the `days` from `first` on when clocks of the team change, and what each does to shared hours.

    Only changes that alter what two regions share are told: where all go forward together, nothing does.
    """
    changes = (clock_change_on(team, first + step * _DAY) for step in range(days))
    return [change for change in changes if change is not None]


def clock_change_on(team: TeamPlan, day: date) -> ClockChange | None:
    """What a change of clocks on that date does; None where there is none, or no two regions share more or less.

    Then the time without anybody is as long as before: it only lies elsewhere.
    """
    regions = changing_on(team, day)
    if not regions:
        return None
    shared = tuple(_shared_change(team, day))
    return ClockChange(day, regions, shared) if shared else None


def changing_on(team: TeamPlan, day: date) -> tuple[str, ...]:
    """The names of the regions whose clocks change on that date."""
    return tuple(region.name for region in team.regions if _offset(region, day) != _offset(region, day - _DAY))


def _shared_change(team: TeamPlan, day: date) -> Iterator[tuple[tuple[str, str], timedelta, timedelta]]:
    for one, other in combinations(team.regions, 2):
        before = _shared_a_day(one, other, day - 8 * _DAY)
        after = _shared_a_day(one, other, day + _DAY)
        if before != after:
            yield (one.name, other.name), before, after


def _shared_a_day(one: RegionPlan, other: RegionPlan, first: date) -> timedelta:
    """The longest time the two share on a day of the week from `first` on: on an ordinary week, without closings."""
    pair = TeamPlan("", "", (_ordinary(one), _ordinary(other)))
    start = datetime.combine(first, time(), tzinfo=UTC)
    by_day: dict[date, timedelta] = {}
    for overlap in overlaps(pair, start, start + 7 * _DAY):
        day = overlap.start.date()
        by_day[day] = by_day.get(day, timedelta(0)) + (overlap.end - overlap.start)
    return max(by_day.values(), default=timedelta(0))


def _ordinary(region: RegionPlan) -> RegionPlan:
    """The region as it is without holidays, absences and part-time: its hours on its days."""
    anybody = replace(region.members[0], timezone=None, hours=None, days=None)
    return RegionPlan(region.name, region.timezone, region.hours, (anybody,), region.days, rotation=Rotation.ALL)


def _offset(region: RegionPlan, day: date) -> timedelta | None:
    return datetime.combine(day, time(12), tzinfo=zone(region.timezone)).utcoffset()


def _shifts(team: TeamPlan, start: datetime, end: datetime) -> Iterable[Shift]:
    return (shift for region in team.regions for shift in _shifts_of(region, start, end))


def _shifts_of(region: RegionPlan, start: datetime, end: datetime) -> list[Shift]:
    first, days = start.date() - 3 * _DAY, (end - start).days + 6
    return [shift for shift in shifts_from(region, first, days) if shift.start < end and shift.end > start]
