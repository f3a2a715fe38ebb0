"""Where work goes next."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings

from models.shifts.closings import ClosingKind
from models.shifts.plan import MemberPlan, TeamPlan
from models.shifts.shift import next_shift, running_shift, shifts_from, why_no_shift
from models.shifts.sun_path import NoShiftError, next_region, toward
from tests.models.shifts.plans import instants, region, round_the_world, teams, utc

HOUR = timedelta(hours=1)


def test_work_follows_the_sun() -> None:
    team = round_the_world()
    assert next_region(team, utc("2027-03-02 08:30"), "APAC").region.name == "EMEA"
    assert next_region(team, utc("2027-03-02 15:30"), "EMEA").region.name == "AMER"
    assert next_region(team, utc("2027-03-03 00:30"), "AMER").region.name == "APAC"


def test_a_running_shift_counts_from_now_while_an_hour_of_it_is_left() -> None:
    team = round_the_world()
    running = next_region(team, utc("2027-03-02 15:00"), "APAC")
    assert (running.region.name, running.running) == ("EMEA", True)
    ending = next_region(team, utc("2027-03-02 15:01"), "APAC")
    assert (ending.region.name, ending.running, ending.shift.start) == ("AMER", False, utc("2027-03-02 17:00"))


def test_among_running_shifts_the_most_time_left_wins_then_roster_order() -> None:
    late, early = region("LATE", hours="10:00-18:00"), region("EARLY", hours="08:00-16:00")
    twin = region("TWIN", hours="10:00-18:00")
    now = utc("2027-03-02 10:00")
    assert next_region(TeamPlan("T", "C0T", (early, late, twin)), now, None).region.name == "LATE"
    assert next_region(TeamPlan("T", "C0T", (twin, early, late)), now, None).region.name == "TWIN"


def test_shifts_that_start_together_go_by_roster_order() -> None:
    longer, shorter = region("LONGER", hours="09:00-18:00"), region("SHORTER")
    team = TeamPlan("T", "C0T", (shorter, longer))
    assert next_region(team, utc("2027-03-02 05:00"), None).region.name == "SHORTER"


def test_friday_evening_in_los_angeles_is_monday_in_singapore_and_skips_nobody() -> None:
    onward = next_region(round_the_world(), utc("2027-03-06 00:30"), "AMER")
    assert (onward.region.name, onward.shift.date, onward.skipped) == ("APAC", date(2027, 3, 8), ())


def test_a_region_closed_by_a_holiday_is_skipped_and_named() -> None:
    team = round_the_world(holidays="DE-BE")
    onward = next_region(team, utc("2027-05-17 08:00"), "APAC")
    assert onward.region.name == "AMER"
    assert [(skip.region.name, skip.date, skip.reason) for skip in onward.skipped] == [
        ("EMEA", date(2027, 5, 17), "Pentecost Monday")
    ]


@pytest.mark.parametrize(
    "berlin, reason",
    [
        ({"closed": frozenset({date(2027, 3, 2)})}, "closed"),
        ({"people": (MemberPlan("U0INES", days=frozenset({0})),)}, "nobody is at work"),
    ],
)
def test_a_closed_date_and_an_empty_office_are_skipped_with_their_reason(
    berlin: dict[str, object], reason: str
) -> None:
    onward = next_region(round_the_world(**berlin), utc("2027-03-02 08:30"), "APAC")
    assert onward.region.name == "AMER"
    assert [skip.reason for skip in onward.skipped] == [reason]


def test_a_closed_region_that_would_not_have_come_first_is_not_mentioned() -> None:
    team = round_the_world(closed=frozenset({date(2027, 3, 3)}))
    assert next_region(team, utc("2027-03-02 08:30"), "AMER").skipped == ()
    assert next_region(team, utc("2027-03-02 16:30"), "APAC").skipped == ()


def test_a_closed_region_whose_day_is_as_good_as_over_is_not_mentioned() -> None:
    team = round_the_world(closed=frozenset({date(2027, 3, 2)}))
    assert next_region(team, utc("2027-03-02 15:30"), "APAC").skipped == ()


def test_a_team_of_one_region_hands_to_its_own_next_shift() -> None:
    alone = TeamPlan("T", "C0T", (region(),))
    onward = next_region(alone, utc("2027-03-02 10:00"), "EMEA")
    assert (onward.shift.date, onward.running) == (date(2027, 3, 3), False)


def test_others_without_a_shift_in_31_days_leave_ones_own_next_shift() -> None:
    closed = frozenset(date(2027, 3, 1) + timedelta(days=step) for step in range(40))
    team = TeamPlan("T", "C0T", (region(), region("AMER", "America/Los_Angeles", closed=closed)))
    assert next_region(team, utc("2027-03-02 10:00"), "EMEA").region.name == "EMEA"


def test_no_shift_at_all_is_refused_with_a_sentence() -> None:
    closed = frozenset(date(2027, 3, 1) + timedelta(days=step) for step in range(40))
    team = TeamPlan("Platform", "C0T", (region(closed=closed),))
    for holder in ("EMEA", None):
        with pytest.raises(NoShiftError, match=r"No region of Platform has a shift in the next 31 days: .*\.$"):
            next_region(team, utc("2027-03-02 10:00"), holder)
    with pytest.raises(NoShiftError, match="EMEA has no shift in the next 31 days"):
        toward(team, "EMEA", utc("2027-03-02 10:00"))


def test_a_named_region_takes_it_in_its_running_shift_or_in_the_next() -> None:
    team = round_the_world()
    assert toward(team, "EMEA", utc("2027-03-02 15:00"), "APAC").running
    ending = toward(team, "EMEA", utc("2027-03-02 15:01"), "APAC")
    assert (ending.running, ending.shift.date) == (False, date(2027, 3, 3))


def test_ones_own_region_means_its_next_shift_even_while_one_runs() -> None:
    onward = toward(round_the_world(), "EMEA", utc("2027-03-02 10:00"), "EMEA")
    assert (onward.running, onward.shift.date) == (False, date(2027, 3, 3))


def test_a_named_region_without_another_shift_takes_it_in_what_is_left() -> None:
    closed = frozenset(date(2027, 3, 3) + timedelta(days=step) for step in range(40))
    onward = toward(round_the_world(closed=closed), "EMEA", utc("2027-03-02 15:30"), "APAC")
    assert (onward.running, onward.shift.date) == (True, date(2027, 3, 2))


def test_a_region_the_team_does_not_have_is_an_error_of_the_caller() -> None:
    with pytest.raises(KeyError, match="no region LATAM"):
        toward(round_the_world(), "LATAM", utc("2027-03-02 10:00"))


@settings(deadline=None, max_examples=60)
@given(teams(), instants)
def test_the_next_region_is_open_is_another_and_nobody_could_take_it_earlier(team: TeamPlan, now: datetime) -> None:
    holder = team.regions[0].name
    try:
        onward = next_region(team, now, holder)
    except NoShiftError:
        assert all(next_shift(plan, now) is None for plan in team.regions)
        return
    assert why_no_shift(onward.region, onward.shift.date) is None
    assert onward.shift in shifts_from(onward.region, onward.shift.date, 1)
    counts_from = now if onward.running else onward.shift.start
    assert now <= counts_from <= now + timedelta(days=31)
    others = [plan for plan in team.regions if plan.name != holder]
    if onward.region.name == holder:
        assert all(next_shift(plan, now) is None for plan in others)
    for plan in others:
        running, later = running_shift(plan, now), next_shift(plan, now)
        if running is not None and running.end >= now + HOUR:
            assert onward.running
            assert running.end <= onward.shift.end
        assert later is None or counts_from <= later.start


@settings(deadline=None, max_examples=60)
@given(teams(), instants)
def test_who_is_skipped_is_closed_that_day_for_a_reason_and_is_not_who_gets_it(team: TeamPlan, now: datetime) -> None:
    try:
        onward = next_region(team, now, None)
    except NoShiftError:
        return
    for skip in onward.skipped:
        closing = why_no_shift(skip.region, skip.date)
        assert closing is not None
        assert closing.kind is not ClosingKind.DAY_OFF
        assert closing.reason == skip.reason
        assert skip.region.name != onward.region.name
