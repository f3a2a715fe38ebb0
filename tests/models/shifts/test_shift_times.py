"""When shifts start and end, against a second computation, in weeks when clocks change."""

import itertools
from datetime import date, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.shifts.hours import hours_on
from models.shifts.plan import Hours
from tests.models.shifts.plans import ODD_ZONES, utc, zones
from tests.models.shifts.second_clock import clock_changes, first_instant

# Most clocks change at night: half of the times drawn lie there.
at_night = st.builds(time, st.integers(0, 3), st.integers(0, 59))
at_any_time = st.builds(time, st.integers(0, 23), st.integers(0, 59))
times = at_night | at_any_time


@settings(deadline=None, max_examples=250)
@given(zones, st.data(), times, times)
def test_hours_are_the_same_by_a_second_computation(timezone: str, data: st.DataObject, start: time, end: time) -> None:
    day = data.draw(st.sampled_from(clock_changes(timezone))) + timedelta(days=data.draw(st.integers(-2, 2)))
    span = hours_on(day, Hours(start, end), timezone)
    assert span.start == first_instant(day, start, timezone)
    tomorrow = day + timedelta(days=1)
    expected_end = min(
        first_instant(day if end > start else tomorrow, end, timezone), first_instant(tomorrow, start, timezone)
    )
    if expected_end > span.start:
        assert span.end == expected_end
    else:
        assert span.end - span.start <= timedelta(hours=2)


@pytest.mark.parametrize("timezone", ODD_ZONES)
def test_a_working_day_keeps_its_wall_times_through_every_clock_change(timezone: str) -> None:
    for change in clock_changes(timezone)[:6]:
        for day in (change - timedelta(days=1), change, change + timedelta(days=1)):
            span = hours_on(day, Hours(time(9), time(17)), timezone)
            assert span.start == first_instant(day, time(9), timezone)
            assert span.end == first_instant(day, time(17), timezone)


@settings(deadline=None)
@given(zones, st.data(), times, times)
def test_each_date_starts_later_than_the_last_and_no_date_ends_before_it_starts(
    timezone: str, data: st.DataObject, start: time, end: time
) -> None:
    first = data.draw(st.sampled_from(clock_changes(timezone))) - timedelta(days=2)
    spans = [hours_on(first + timedelta(days=step), Hours(start, end), timezone) for step in range(5)]
    for span, following in itertools.pairwise(spans):
        assert span.start < span.end
        assert span.start < following.start
        assert span.end <= following.start


@pytest.mark.parametrize(
    "day, hours, timezone, start, end",
    [
        ("2027-03-28", "02:30-10:00", "Europe/Berlin", "2027-03-28 01:30", "2027-03-28 08:00"),  # missing: by the gap
        ("2027-10-31", "02:30-10:00", "Europe/Berlin", "2027-10-31 00:30", "2027-10-31 09:00"),  # twice: the first
        ("2027-10-30", "22:00-02:30", "Europe/Berlin", "2027-10-30 20:00", "2027-10-31 00:30"),
        ("2027-03-27", "03:00-02:30", "Europe/Berlin", "2027-03-27 02:00", "2027-03-28 01:00"),  # not into tomorrow
        ("2027-03-28", "02:30-03:15", "Europe/Berlin", "2027-03-28 01:30", "2027-03-28 02:15"),  # keeps its length
        ("2027-10-03", "02:15-09:00", "Australia/Lord_Howe", "2027-10-02 15:45", "2027-10-02 22:00"),  # half an hour
        ("2026-04-24", "00:00-08:00", "Africa/Cairo", "2026-04-23 22:00", "2026-04-24 05:00"),  # midnight is missing
        ("2027-03-01", "09:00-17:00", "Asia/Kathmandu", "2027-03-01 03:15", "2027-03-01 11:15"),
        ("2027-03-01", "09:00-17:00", "Pacific/Kiritimati", "2027-02-28 19:00", "2027-03-01 03:00"),
        ("2027-03-01", "09:00-09:00", "Etc/GMT+12", "2027-03-01 21:00", "2027-03-02 21:00"),  # 24 hours
    ],
)
def test_hours_on_days_that_catch_people_out(day: str, hours: str, timezone: str, start: str, end: str) -> None:
    span = hours_on(date.fromisoformat(day), Hours.parse(hours), timezone)
    assert (span.start, span.end) == (utc(start), utc(end))
