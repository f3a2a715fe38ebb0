"""A person's hours of one date as instants: what the wall says in a zone, less the hours they are away."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from models.shifts.plan import Away, Hours, MemberPlan, RegionPlan
from models.shifts.zones import zone


@dataclass(frozen=True, slots=True)
class Span:
    """A member's working time on one calendar date: from `start` up to, not including, `end`, both UTC."""

    date: date
    start: datetime
    end: datetime

    def holds(self, now: datetime) -> bool:
        """Whether `now` is inside."""
        return self.start <= now < self.end


@lru_cache(maxsize=8_192)  # a whole team mostly has the same few hours, and is asked about over and over
def hours_on(day: date, hours: Hours, timezone: str) -> Span:
    """The hours of one calendar date in a zone as instants.

    A wall time in a gap moves forward by the gap, one that exists twice is its first. Hours that a gap would turn round
    (02:30-03:15 where 02:00 to 03:00 is missing) keep their length; an end that a gap moves past the next date's start
    (03:00-02:30 there) stays at that.
    """
    start = _instant(day, hours.start, timezone)
    last_day = day + timedelta(days=1) if hours.ends_next_day else day
    end = _instant(last_day, hours.end, timezone)
    if end <= start:
        end = start + (datetime.combine(last_day, hours.end) - datetime.combine(day, hours.start))
    return Span(day, start, min(end, _instant(day + timedelta(days=1), hours.start, timezone)))


def member_span(region: RegionPlan, member: MemberPlan, day: date) -> Span:
    """The member's own hours on the calendar date `day`, in the zone they are in then; the region's where they have
    none. Whether they work on that date at all is another question."""
    return hours_on(day, member.hours or region.hours, member.zone_on(day) or region.timezone)


def less_hours_off(span: Span, away: Away) -> Span | None:
    """What is left of the span without the hours off that touch its ends; None when nothing is.

    Hours off in the middle leave the span as it is: somebody at the dentist's has not ended their day.
    """
    if not away.hours:
        return span if span.start < span.end else None
    for off in sorted(away.hours, key=lambda off: off.start):
        if off.start <= span.start < off.end:
            span = replace(span, start=off.end)
    for off in sorted(away.hours, key=lambda off: off.end, reverse=True):
        if off.start < span.end <= off.end:
            span = replace(span, end=off.start)
    return span if span.start < span.end else None


def is_off(away: Away, now: datetime) -> bool:
    """Whether `now` (UTC) is inside hours off."""
    return any(off.start <= now < off.end for off in away.hours)


def _instant(day: date, at: time, timezone: str) -> datetime:
    return datetime.combine(day, at, tzinfo=zone(timezone)).astimezone(UTC)
