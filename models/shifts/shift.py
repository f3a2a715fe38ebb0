"""A region's shifts: when each starts and ends, and who is on it. All instants are aware UTC datetimes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.shifts.closings import NOBODY, Closing, closing_on
from models.shifts.hours import Span, hours_on, less_hours_off, member_span
from models.shifts.plan import MemberPlan, RegionPlan
from models.shifts.rotation import whose_turn

__all__ = ["Span", "hours_on", "member_span"]

HORIZON_DAYS = 31


@dataclass(frozen=True, slots=True)
class Shift:
    """A region's working time on one date of its own (`date`, in `timezone`), as two UTC instants, with user ids."""

    region: str
    timezone: str
    date: date
    start: datetime
    end: datetime
    on_shift: tuple[str, ...]

    def holds(self, now: datetime) -> bool:
        """Whether the shift is running at `now` (UTC)."""
        return self.start <= now < self.end


def why_no_shift(region: RegionPlan, day: date) -> Closing | None:
    """Why the region has no shift on its date `day`, nobody being present included; None when it has one."""
    return closing_on(region, day) or (None if whose_turn(region, day) else NOBODY)


def shift_on(region: RegionPlan, day: date) -> Shift | None:
    """The region's shift of its date `day`, or None when it is closed then or nobody is present."""
    if closing_on(region, day) is not None:
        return None
    members = whose_turn(region, day)
    return _shift_of(region, members, day) if members else None


def shift_ignoring_closings(region: RegionPlan, day: date) -> Shift:
    """The shift `day` would have without its closing: the region's own hours where nobody is present."""
    return _shift_of(region, whose_turn(region, day), day)


def _shift_of(region: RegionPlan, members: tuple[MemberPlan, ...], day: date) -> Shift:
    spans = [_at_work(region, member, day) for member in members]
    if not spans:
        spans = [hours_on(day, region.hours, region.timezone)]
    start, end = min(span.start for span in spans), max(span.end for span in spans)
    return Shift(region.name, region.timezone, day, start, end, tuple(member.user for member in members))


def _at_work(region: RegionPlan, member: MemberPlan, day: date) -> Span:
    span = member_span(region, member, day)
    return less_hours_off(span, member.away) or span


def shifts_from(region: RegionPlan, first: date, days: int) -> Iterator[Shift]:
    """The shifts whose date is among the `days` dates from `first` on, by date."""
    for step in range(days):
        shift = shift_on(region, first + timedelta(days=step))
        if shift is not None:
            yield shift


def running_shift(region: RegionPlan, now: datetime) -> Shift | None:
    """The shift that runs at `now` (UTC); of several (members in far zones), the one that ends last."""
    running = [shift for shift in shifts_from(region, now.date() - timedelta(days=2), 4) if shift.holds(now)]
    return max(running, key=lambda shift: shift.end, default=None)


def next_shift(region: RegionPlan, now: datetime) -> Shift | None:
    """The first shift that starts after `now` (UTC) and within 31 days, or None."""
    limit = now + timedelta(days=HORIZON_DAYS)
    first: Shift | None = None
    for shift in shifts_from(region, now.date() - timedelta(days=2), HORIZON_DAYS + 4):
        if first is not None and shift.date > first.date + timedelta(days=2):
            break  # zones lie 26 hours apart: only the next two dates can start before this one
        if now < shift.start <= limit and (first is None or shift.start < first.start):
            first = shift
    return first
