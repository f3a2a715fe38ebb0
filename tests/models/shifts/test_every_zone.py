"""What holds in every zone there is, round every change of its clocks from 2026 to 2036."""

from datetime import date, datetime, time, timedelta
from functools import cache
from itertools import pairwise

import pytest

from models.shifts.closings import closing_on
from models.shifts.plan import RegionPlan, TeamPlan
from models.shifts.shift import Shift, shift_on, shifts_from
from models.shifts.sun_path import next_region
from models.shifts.zones import zone, zone_names
from tests.models.shifts.plans import region

FIRST, LAST = date(2026, 1, 1), date(2036, 12, 31)
HOURS = ("09:00-17:00", "22:00-06:00", "00:00-00:00", "01:30-02:30", "03:00-02:45")
A_DAY = timedelta(days=1)
CLOSINGS = (("A", "SG"), ("B", "DE-BE"), ("C", "US"))
EVERY_DAY = frozenset(range(7))


@cache
def weeks_of_change(timezone: str) -> tuple[date, ...]:
    """The dates within three days of a change of the zone's clocks, and one ordinary week."""
    there, found = zone(timezone), {FIRST + step * A_DAY for step in range(7)}
    day, before = FIRST, None
    while day <= LAST:
        offset = datetime.combine(day, time(12), tzinfo=there).utcoffset()
        if before is not None and offset != before:
            found |= {day + step * A_DAY for step in range(-4, 4)}
        before, day = offset, day + 2 * A_DAY
    return tuple(sorted(found))


@cache
def unlike_zones() -> tuple[str, ...]:
    """One zone for each way in which clocks are set in these years: many zones keep the same time."""
    ways: dict[tuple[object, ...], str] = {}
    for timezone in zone_names():
        there = zone(timezone)
        clocks = [
            datetime.combine(day, time(hour), tzinfo=there)
            for day in weeks_of_change(timezone)
            for hour in (0, 1, 2, 3, 4, 12)
        ]
        ways.setdefault(tuple((clock.date(), clock.utcoffset()) for clock in clocks), timezone)
    return tuple(ways.values())


def shifts_on(plan: RegionPlan, days: tuple[date, ...]) -> list[Shift]:
    return [shift for day in days if (shift := shift_on(plan, day)) is not None]


@pytest.mark.parametrize("hours", HOURS)
def test_there_is_one_shift_a_date_and_they_follow_each_other_without_touching(hours: str) -> None:
    for timezone in unlike_zones():
        days = weeks_of_change(timezone)
        shifts = shifts_on(region(timezone=timezone, hours=hours, days=EVERY_DAY), days)
        assert [shift.date for shift in shifts] == list(days), timezone
        for shift, following in pairwise(shifts):
            assert shift.start < shift.end <= following.start, (timezone, shift)


def test_on_ordinary_days_only_those_have_a_shift() -> None:
    for timezone in unlike_zones():
        days = weeks_of_change(timezone)
        shifts = shifts_on(region(timezone=timezone), days)
        assert [shift.date for shift in shifts] == [day for day in days if day.weekday() < 5], timezone


def test_the_next_region_is_never_a_closed_one() -> None:
    names = zone_names()
    for place in range(0, len(names) - 2, 9):
        regions = tuple(
            region(name, timezone, people=(f"U0{name}",), holidays=holidays)
            for name, timezone, holidays in zip(
                ("A", "B", "C"), names[place : place + 3], ("SG", "DE-BE", "US"), strict=True
            )
        )
        team = TeamPlan("Platform", "C0OPS", regions)
        for day in weeks_of_change(names[place])[::5]:
            noon = datetime.combine(day, time(12), tzinfo=zone("UTC"))
            onward = next_region(team, noon, "A")
            assert onward.region.name != "A"
            assert closing_on(onward.region, onward.shift.date) is None
            assert onward.shift in list(shifts_from(onward.region, onward.shift.date, 1))
