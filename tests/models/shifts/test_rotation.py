"""Whose turn it is, with part-timers, holidays and dates before the count starts."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.shifts.plan import MemberPlan, RegionPlan, Rotation
from models.shifts.rotation import is_present, turns_since_start, whose_turn
from tests.models.shifts.plans import dates, region, regions

MONDAY = date(2027, 3, 1)
THREE = ("U0A", "U0B", "U0C")


def turns(plan: RegionPlan, first: date, days: int) -> list[str]:
    return [
        "+".join(member.user[2:] for member in whose_turn(plan, first + timedelta(days=step))) for step in range(days)
    ]


def test_a_week_is_one_members_from_monday_on() -> None:
    assert turns(region(people=THREE), MONDAY, 22)[::7] == ["A", "B", "C", "A"]
    assert turns(region(people=THREE), MONDAY, 5) == ["A"] * 5


def test_weeks_count_from_the_monday_of_the_week_the_rotation_starts_in() -> None:
    from_thursday = region(people=THREE, rotation_from=date(2027, 3, 4))
    assert turns(from_thursday, MONDAY, 8)[::7] == ["A", "B"]
    assert turns(from_thursday, MONDAY - timedelta(days=7), 1) == ["C"]


def test_daily_turns_pass_over_days_off_and_are_used_up_by_closed_days() -> None:
    daily = region(people=THREE, rotation=Rotation.DAILY, closed=frozenset({date(2027, 3, 2)}))
    assert turns(daily, MONDAY, 5) == ["A", "B", "C", "A", "B"]
    assert turns(daily, date(2027, 3, 8), 2) == ["C", "A"]
    assert turns(daily, date(2027, 2, 25), 2) == ["B", "C"]


def test_everybody_present_has_the_turn() -> None:
    part_timer = MemberPlan("U0C", days=frozenset({0}))
    everybody = region(people=("U0A", "U0B", part_timer), rotation=Rotation.ALL, rotation_from=None)
    assert turns(everybody, MONDAY, 2) == ["A+B+C", "A+B"]


def test_the_next_present_member_stands_in_and_the_rotation_does_not_shift() -> None:
    part_timer = MemberPlan("U0B", days=frozenset({0, 1}))
    weekly = region(people=("U0A", part_timer, "U0C"))
    assert turns(weekly, date(2027, 3, 8), 5) == ["B", "B", "C", "C", "C"]
    assert turns(weekly, date(2027, 3, 15), 1) == ["C"]


def test_nobody_present_is_nobodys_turn() -> None:
    assert turns(region(people=(MemberPlan("U0A", days=frozenset({0})),)), MONDAY, 2) == ["A", ""]


def test_a_turn_without_a_start_of_the_rotation_is_refused() -> None:
    with pytest.raises(ValueError, match="no rotation_from"):
        whose_turn(region(rotation_from=None), MONDAY)


@given(regions(), st.integers(-400, 400))
def test_counted_turns_are_the_turns_one_counts_by_hand(plan: RegionPlan, distance: int) -> None:
    assert plan.rotation_from is not None
    step = timedelta(days=1 if distance >= 0 else -1)
    day, counted = plan.rotation_from, 0
    for _ in range(abs(distance)):
        turned = day if distance >= 0 else day + step
        if plan.rotation is Rotation.DAILY:
            counted += (turned.weekday() in plan.days) * step.days
        else:
            counted += (turned.weekday() == 6) * step.days
        day += step
    if plan.rotation is not Rotation.ALL:
        assert turns_since_start(plan, day) == counted


@given(regions(), dates)
def test_who_has_the_turn_is_present_and_somebody_has_it_when_anybody_is(plan: RegionPlan, day: date) -> None:
    chosen = whose_turn(plan, day)
    assert all(is_present(plan, member, day) for member in chosen)
    assert bool(chosen) == any(is_present(plan, member, day) for member in plan.members)
