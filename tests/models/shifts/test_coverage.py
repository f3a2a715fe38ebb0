"""Hours in which nobody is on shift, hours that regions share, and what changing clocks do to them."""

from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models.shifts.coverage import Gap, Overlap, clock_changes, gaps, overlaps
from models.shifts.plan import TeamPlan
from models.shifts.shift import shifts_from
from tests.models.shifts.plans import instants, region, round_the_world, teams, utc

HOUR = timedelta(hours=1)


def test_between_two_shifts_nobody_is_on() -> None:
    team = TeamPlan("Platform", "C0OPS", (region(), region("AMER", "America/New_York", people=("U0ANA",))))
    found = gaps(team, utc("2027-03-01 00:00"), utc("2027-03-02 00:00"))
    assert found == [
        Gap(utc("2027-03-01 00:00"), utc("2027-03-01 08:00")),
        Gap(utc("2027-03-01 22:00"), utc("2027-03-02 00:00")),
    ]


def test_a_weekend_is_a_gap() -> None:
    team = round_the_world()
    longest = max(gaps(team, utc("2027-03-01 00:00"), utc("2027-03-15 00:00")), key=lambda gap: gap.end - gap.start)
    assert longest.end.weekday() == 0
    assert longest.end - longest.start == 48 * HOUR


def test_two_regions_that_are_at_work_together_can_talk() -> None:
    team = TeamPlan("Platform", "C0OPS", (region(), region("AMER", "America/New_York", people=("U0ANA",))))
    found = overlaps(team, utc("2027-03-01 00:00"), utc("2027-03-02 00:00"))
    assert found == [Overlap(("EMEA", "AMER"), utc("2027-03-01 14:00"), utc("2027-03-01 16:00"))]


def test_new_york_changes_its_clocks_two_weeks_before_berlin() -> None:
    team = TeamPlan("Platform", "C0OPS", (region(), region("AMER", "America/New_York", people=("U0ANA",))))
    found = clock_changes(team, date(2027, 3, 1), 40)
    told = [(change.date, change.regions, change.shared) for change in found]
    pair = ("EMEA", "AMER")
    assert told == [
        (date(2027, 3, 14), ("AMER",), ((pair, 2 * HOUR, 3 * HOUR),)),
        (date(2027, 3, 28), ("EMEA",), ((pair, 3 * HOUR, 2 * HOUR),)),
    ]


def test_regions_whose_clocks_change_together_are_not_told_of_it() -> None:
    both = TeamPlan("Platform", "C0OPS", (region("DE"), region("FR", "Europe/Paris", people=("U0LEA",))))
    assert clock_changes(both, date(2027, 3, 1), 60) == []


def test_no_change_of_clocks_no_word() -> None:
    assert clock_changes(round_the_world(), date(2027, 6, 1), 30) == []


@settings(max_examples=30, deadline=None)
@given(teams(), instants, st.integers(1, 96))
def test_every_minute_is_in_a_shift_or_in_a_gap_and_never_in_both(team: TeamPlan, start: datetime, hours: int) -> None:
    end = start + hours * HOUR
    found = gaps(team, start, end)
    shifts = [
        shift for plan in team.regions for shift in shifts_from(plan, start.date() - timedelta(days=4), hours // 24 + 9)
    ]
    for step in range(hours * 4):
        now = start + step * HOUR / 4
        in_gap = any(gap.start <= now < gap.end for gap in found)
        assert in_gap != any(shift.holds(now) for shift in shifts)
