"""Which shifts a calendar of ours shows: a team's or one person's, and those that are none any more."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from models.shifts.plan import HERE, RegionPlan, TeamPlan
from models.shifts.shift import Shift, shift_on


@dataclass(frozen=True, slots=True)
class PublishedShift:
    """A shift of a team, as a calendar shows it. `cancelled`: absences or a cover have taken it away."""

    team: str
    shift: Shift
    cancelled: bool = False


def published(plan: TeamPlan, first: date, days: int, user: str | None = None) -> list[PublishedShift]:
    """The team's shifts on the `days` dates from `first` on, or those of one person (user id), by start.

    The cancelled ones are those that there would be, or would be theirs, if nobody were away and nobody covered.
    """
    found = [one for region in plan.regions for one in _of_region(plan.name, region, first, days, user)]
    return sorted(found, key=lambda one: (one.shift.start, one.shift.region))


def _of_region(team: str, region: RegionPlan, first: date, days: int, user: str | None) -> Iterator[PublishedShift]:
    undisturbed = replace(
        region, covers=(), members=tuple(replace(member, away=HERE, trips=()) for member in region.members)
    )
    is_disturbed = undisturbed != region
    for step in range(days):
        day = first + timedelta(days=step)
        shift = shift_on(region, day)
        if shift is not None and _is_theirs(shift, user):
            yield PublishedShift(team, shift)
            continue
        was = shift_on(undisturbed, day) if is_disturbed else None
        if was is not None and _is_theirs(was, user):
            yield PublishedShift(team, was, cancelled=True)


def _is_theirs(shift: Shift, user: str | None) -> bool:
    return user is None or user in shift.on_shift
