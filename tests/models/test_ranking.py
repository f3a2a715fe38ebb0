"""The order of a digest: each need in its place, and no two items in the same one."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise, permutations
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.ranking import Need, Standing, need_of, rank
from models.shifts.shift import Span
from models.tables import Urgency

START: Final = datetime(2027, 3, 2, 8, tzinfo=UTC)
DAY: Final = Span(START.date(), START, START + timedelta(hours=8))
LAST_NIGHT: Final = START - timedelta(hours=9)
TOMORROW: Final = DAY.end + timedelta(minutes=1)

instants = st.integers(-48, 48).map(lambda hours: START + timedelta(hours=hours))
standings = st.builds(
    Standing, st.integers(1, 10**9), st.sampled_from(Urgency), instants, st.none() | instants, st.none() | instants,
    st.booleans(), st.integers(0, 3), st.integers(0, 3), st.integers(0, 4), st.integers(0, 5),
)  # fmt: skip


def one(number: int = 1, urgency: Urgency = Urgency.STEADY, **more: object) -> Standing:
    return Standing(**{"id": number, "urgency": urgency, "created_at": LAST_NIGHT, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "item,need",
    [
        (one(decides=True), Need.DECIDE),
        (one(urgency=Urgency.CRITICAL), Need.CRITICAL),
        (one(times_sent_back=1), Need.NOT_TAKEN),
        (one(unclaimed=1), Need.NOT_TAKEN),
        (one(urgency=Urgency.WATCH, by=DAY.start), Need.TRIGGER),
        (one(urgency=Urgency.WATCH, by=DAY.end), Need.TRIGGER),
        (one(urgency=Urgency.WATCH, by=LAST_NIGHT), Need.TRIGGER),
        (one(urgency=Urgency.WATCH, by=TOMORROW), Need.REST),
        (one(urgency=Urgency.WATCH, decide_by=DAY.end), Need.TRIGGER),
        (one(urgency=Urgency.WATCH, decide_by=LAST_NIGHT), Need.REST),
        (one(urgency=Urgency.WATCH), Need.REST),
        (one(by=DAY.start), Need.REST),
        (one(times_there=3), Need.THIRD_TIME),
        (one(times_there=2), Need.REST),
        (one(hops=9), Need.REST),
    ],
)
def test_why_an_item_is_needed(item: Standing, need: Need) -> None:
    assert need_of(item, DAY) is need


def test_each_need_comes_before_the_next_whatever_else_is_true() -> None:
    in_order = [
        one(9, decides=True, created_at=START),
        one(8, Urgency.CRITICAL, created_at=START),
        one(7, times_sent_back=1, created_at=START),
        one(6, Urgency.WATCH, by=DAY.end, created_at=START),
        one(5, times_there=3, created_at=START),
        one(4, hops=2, created_at=START),
        one(3, hops=1, created_at=START),
        one(2, created_at=LAST_NIGHT),
        one(1, created_at=START),
    ]
    for mixed in list(permutations(in_order))[::20_011]:
        assert sorted(mixed, key=lambda item: rank(item, DAY)) == in_order


@given(st.lists(standings, min_size=2, max_size=8, unique_by=lambda item: item.id))
def test_it_is_a_total_order(items: list[Standing]) -> None:
    """Any two differ, and what they are sorted from makes no difference: one order for one set of items."""
    ranked = sorted(items, key=lambda item: rank(item, DAY))
    assert all(rank(before, DAY) < rank(after, DAY) for before, after in pairwise(ranked))
    turned_round = list(reversed(items))
    assert sorted(turned_round, key=lambda item: rank(item, DAY)) == ranked


@given(standings, st.integers(1, 10**6))
def test_two_that_are_alike_stand_in_the_order_of_their_ids(item: Standing, later: int) -> None:
    assert rank(item, DAY) < rank(replace(item, id=item.id + later), DAY)


@given(standings, standings)
def test_the_more_needed_one_is_first_whatever_its_age(one_item: Standing, other: Standing) -> None:
    if need_of(one_item, DAY) < need_of(other, DAY):
        assert rank(one_item, DAY) < rank(other, DAY)
