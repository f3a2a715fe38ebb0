"""A region's shifts, one after the other."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from models.shifts.closings import NOBODY
from models.shifts.plan import Hours, MemberPlan, RegionPlan, Rotation
from models.shifts.shift import (
    Shift,
    next_shift,
    running_shift,
    shift_ignoring_closings,
    shift_on,
    shifts_from,
    why_no_shift,
)
from tests.models.shifts.plans import dates, instants, region, regions, utc

MONDAY = date(2027, 3, 1)


def only(shift: Shift | None) -> Shift:
    assert shift is not None
    return shift


def test_a_shift_is_the_regions_hours_of_a_date_with_whose_turn_it_is() -> None:
    assert shift_on(region(), MONDAY) == Shift(
        "EMEA", "Europe/Berlin", MONDAY, utc("2027-03-01 08:00"), utc("2027-03-01 16:00"), ("U0INES",)
    )


def test_a_members_own_zone_and_hours_apply_to_the_same_calendar_date() -> None:
    in_india = MemberPlan("U0DEV", "Asia/Kolkata", Hours.parse("10:00-18:00"))
    shift = only(shift_on(region("APAC", "Asia/Singapore", people=(in_india,)), MONDAY))
    assert (shift.date, shift.start, shift.end) == (MONDAY, utc("2027-03-01 04:30"), utc("2027-03-01 12:30"))


def test_several_on_shift_make_one_shift_from_the_first_to_the_last() -> None:
    in_india = MemberPlan("U0DEV", "Asia/Kolkata", Hours.parse("10:00-18:00"))
    both = region("APAC", "Asia/Singapore", people=("U0WEI", in_india), rotation=Rotation.ALL)
    shift = only(shift_on(both, MONDAY))
    assert (shift.start, shift.end) == (utc("2027-03-01 01:00"), utc("2027-03-01 12:30"))
    assert shift.on_shift == ("U0WEI", "U0DEV")


def test_nobody_present_closes_the_region() -> None:
    mondays_only = region(people=(MemberPlan("U0A", days=frozenset({0})),))
    tuesday = date(2027, 3, 2)
    assert shift_on(mondays_only, tuesday) is None
    assert why_no_shift(mondays_only, tuesday) == NOBODY
    ignoring = shift_ignoring_closings(mondays_only, tuesday)
    assert (ignoring.start, ignoring.on_shift) == (utc("2027-03-02 08:00"), ())


def test_dates_are_chosen_by_the_regions_own_date() -> None:
    chosen = list(shifts_from(region(closed=frozenset({date(2027, 3, 3)})), date(2027, 2, 28), 5))
    assert [shift.date.day for shift in chosen] == [1, 2, 4]


def test_a_shift_runs_from_its_start_up_to_its_end() -> None:
    berlin = region()
    assert only(running_shift(berlin, utc("2027-03-01 08:00"))).date == MONDAY
    assert running_shift(berlin, utc("2027-03-01 16:00")) is None
    assert running_shift(berlin, utc("2027-03-01 07:59")) is None


def test_a_night_shift_runs_past_midnight_under_the_date_it_started_on() -> None:
    night = region(hours="22:00-06:00")
    assert only(running_shift(night, utc("2027-03-06 04:59"))).date == date(2027, 3, 5)
    assert running_shift(night, utc("2027-03-06 05:00")) is None


def test_the_next_shift_starts_strictly_later() -> None:
    berlin = region()
    assert only(next_shift(berlin, utc("2027-03-01 07:59"))).date == MONDAY
    assert only(next_shift(berlin, utc("2027-03-01 08:00"))).date == date(2027, 3, 2)
    assert only(next_shift(berlin, utc("2027-03-05 12:00"))).date == date(2027, 3, 8)
    assert only(running_shift(berlin, utc("2027-03-01 15:59"))).date == MONDAY
    assert running_shift(berlin, utc("2027-03-01 16:00")) is None
    assert only(next_shift(berlin, utc("2027-03-01 16:00"))).date == date(2027, 3, 2)


def test_a_shift_further_away_than_31_days_is_none() -> None:
    away = frozenset(MONDAY + timedelta(days=day) for day in range(60))
    assert next_shift(region(closed=away), utc("2027-03-01 00:00")) is None
    assert next_shift(region(closed=away), utc("2027-03-28 00:00")) is None
    assert only(next_shift(region(closed=away), utc("2027-03-30 08:00"))).date == date(2027, 4, 30)


def test_exactly_31_days_are_near_enough() -> None:
    away = frozenset(MONDAY + timedelta(days=day) for day in range(60))
    assert only(next_shift(region(closed=away), utc("2027-03-30 07:00"))).start == utc("2027-04-30 07:00")
    assert next_shift(region(closed=away), utc("2027-03-30 06:59")) is None


def test_a_shift_runs_up_to_two_utc_dates_after_its_own_and_one_before() -> None:
    far_west = region(timezone="Etc/GMT+12", hours="23:00-22:30")
    assert only(running_shift(far_west, utc("2027-03-03 10:00"))).date == MONDAY
    far_east = region(timezone="Pacific/Kiritimati", hours="00:30-01:00")
    assert only(running_shift(far_east, utc("2027-02-28 10:45"))).date == MONDAY


def test_of_two_shifts_that_run_the_one_that_ends_last_is_named() -> None:
    far_west = MemberPlan("U0WEST", "Etc/GMT+12", Hours.parse("23:00-22:00"))
    far_east = MemberPlan("U0EAST", "Pacific/Kiritimati", Hours.parse("01:30-02:30"))
    island = region(people=(far_west, "U0INES", far_east), rotation=Rotation.DAILY)
    assert only(running_shift(island, utc("2027-03-02 12:00"))).on_shift == ("U0WEST",)


def test_a_far_members_shift_may_start_before_the_date_before_it() -> None:
    far_west = MemberPlan("U0WEST", "Etc/GMT+12", Hours.parse("23:00-23:30"))
    far_east = MemberPlan("U0EAST", "Pacific/Kiritimati", Hours.parse("00:30-01:00"))
    island = region(people=(far_west, far_east), rotation=Rotation.DAILY)
    assert only(next_shift(island, utc("2027-02-28 12:00"))).on_shift == ("U0EAST",)


@settings(deadline=None)
@given(regions(), dates)
def test_an_open_date_has_one_shift_and_a_closed_date_none(plan: RegionPlan, first: date) -> None:
    shifts = list(shifts_from(plan, first, 10))
    open_dates = [day for step in range(10) if why_no_shift(plan, day := first + timedelta(days=step)) is None]
    assert [shift.date for shift in shifts] == open_dates
    assert all(shift.start < shift.end and shift.on_shift for shift in shifts)
    assert all(shift.start.tzinfo is UTC and shift.end.tzinfo is UTC for shift in shifts)


@settings(deadline=None)
@given(regions(), instants)
def test_running_and_next_are_what_a_list_of_all_shifts_says(plan: RegionPlan, now: datetime) -> None:
    every = list(shifts_from(plan, now.date() - timedelta(days=5), 45))
    running = [shift for shift in every if shift.start <= now < shift.end]
    later = [shift for shift in every if now < shift.start <= now + timedelta(days=31)]
    assert running_shift(plan, now) == max(running, key=lambda shift: shift.end, default=None)
    assert next_shift(plan, now) == min(later, key=lambda shift: shift.start, default=None)


@settings(deadline=None, max_examples=50)
@given(regions(), instants, st.integers(2, 6))
def test_going_from_start_to_start_only_goes_forward(plan: RegionPlan, now: datetime, count: int) -> None:
    starts = [now]
    for _ in range(count):
        following = next_shift(plan, starts[-1])
        starts += [following.start] if following else []
    assert all(earlier < later for earlier, later in pairwise(starts))
