"""A person's days: when each starts and ends, over all the regions they work in. All instants are UTC."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.shifts.closings import special_closing_on
from models.shifts.hours import Span, is_off, less_hours_off, member_span
from models.shifts.plan import HERE, NINE_TO_FIVE, Away, MemberPlan, RegionPlan
from models.shifts.rotation import is_present
from models.shifts.shift import HORIZON_DAYS
from models.shifts.zones import is_zone, zone

_ONE_DAY = timedelta(days=1)
BEFORE_END = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a person works: a region, and what the roster says of them in it.

    `only_on` are the dates on which they stand in for somebody there; None for who is a member of it.
    """

    region: RegionPlan
    member: MemberPlan
    only_on: frozenset[date] | None = None

    def is_worked_on(self, day: date) -> bool:
        """Whether the person works here on that date: on their days, or on the dates they cover for somebody."""
        if special_closing_on(self.region, day) is not None:
            return False
        if self.only_on is not None:
            return day in self.only_on and not self.member.away.all_of(day)
        return is_present(self.region, self.member, day)


def office_hours(slack_zone: str | None, away: Away = HERE) -> Place:
    """Where somebody in no region works: 09:00-17:00, Monday to Friday, in their Slack zone, in UTC when unknown."""
    known = slack_zone if slack_zone is not None and is_zone(slack_zone) else "UTC"
    member = MemberPlan("", away=away)
    return Place(RegionPlan("", known, NINE_TO_FIVE, (member,)), member)


def evening_of(day: Span) -> datetime:
    """When the day is near its end: half an hour before it, of a day of under an hour half of it."""
    return day.end - min(BEFORE_END, (day.end - day.start) / 2)


def person_day_on(places: Sequence[Place], day: date) -> Span | None:
    """The person's day of the calendar date `day`: from their earliest start to their latest end; None on a day off.

    A region's holidays and closed dates close the day; the weekdays are the member's own where the roster has some.
    Dates and hours on which they are away are none of theirs.
    """
    spans = _spans_on(places, day)
    if len(spans) < 2:
        return spans[0] if spans else None
    return Span(day, min(span.start for span in spans), max(span.end for span in spans))


def current_day(places: Sequence[Place], now: datetime) -> Span | None:
    """The day the person is in at `now`; of two that overlap, the one that started last."""
    running = [day for day in _days(places, now, -2, 2) if day.holds(now)]
    return max(running, key=lambda day: day.start, default=None)


def next_day(places: Sequence[Place], now: datetime) -> Span | None:
    """The person's first day that starts after `now`, looking 31 days ahead, or None."""
    first: Span | None = None
    for day in _days(places, now, -2, HORIZON_DAYS + 2):
        if first is not None and day.date > first.date + 2 * _ONE_DAY:
            break  # zones lie 26 hours apart: only the next two dates can start before this one
        if day.start > now and (first is None or day.start < first.start):
            first = day
            if len(places) < 2:
                break
    return first


def last_day(places: Sequence[Place], now: datetime) -> Span | None:
    """The person's day that ended last, at or before `now`, looking 31 days back, or None."""
    last: Span | None = None
    for day in _days(places, now, 2, -HORIZON_DAYS - 2):
        if last is not None and day.date < last.date - 2 * _ONE_DAY:
            break
        if day.end <= now and (last is None or day.end > last.end):
            last = day
    return last


def is_awake(places: Sequence[Place], now: datetime) -> bool:
    """Whether `now` is inside the person's hours in any of their regions, and not inside hours off.

    Between two regions' hours they are not.
    """
    if any(is_off(place.member.away, now) for place in places):
        return False
    around = (now.date() + step * _ONE_DAY for step in range(-2, 3))
    return any(span.holds(now) for day in around for span in _spans_on(places, day))


def is_away(places: Sequence[Place], now: datetime) -> bool:
    """Whether the person is away at `now`: on a whole date that it is where they work, or for hours, in all places."""
    own = [place for place in places if place.only_on is None]
    return bool(own) and not is_awake(places, now) and all(_is_away_from(place, now) for place in own)


def _is_away_from(place: Place, now: datetime) -> bool:
    zone_name = place.member.zone_on(now.date()) or place.region.timezone
    return place.member.away.all_of(now.astimezone(zone(zone_name)).date()) or is_off(place.member.away, now)


def awake_spans(places: Sequence[Place], first: date, days: int) -> list[Span]:
    """All hours of the person on the `days` calendar dates from `first` on: `is_awake` holds inside them."""
    dates = (first + step * _ONE_DAY for step in range(days))
    return [span for day in dates for span in _spans_on(places, day)]


def _days(places: Sequence[Place], now: datetime, first: int, last: int) -> Iterator[Span]:
    step = 1 if first <= last else -1
    for distance in range(first, last + step, step):
        day = person_day_on(places, now.date() + distance * _ONE_DAY)
        if day is not None:
            yield day


def _spans_on(places: Sequence[Place], day: date) -> list[Span]:
    spans = (
        less_hours_off(member_span(place.region, place.member, day), place.member.away)
        for place in places
        if place.is_worked_on(day)
    )
    return [span for span in spans if span is not None]
