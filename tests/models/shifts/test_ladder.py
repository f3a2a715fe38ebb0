"""The steps of an unclaimed offer, as times."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.shifts.ladder import Steps, steps_of
from models.shifts.plan import USUAL_LADDER, Ladder
from tests.people import at

MORNING, EVENING = at("mon 08:00"), at("mon 16:00")
minutes = st.integers(5, 480)
two = st.lists(minutes, min_size=2, max_size=2, unique=True)
ladders = st.builds(lambda pair, move: Ladder(min(pair), max(pair), move), two, minutes)


def steps(offered: str, ladder: Ladder = USUAL_LADDER, *, critical: bool = False) -> Steps:
    return steps_of(ladder, MORNING, EVENING, at(offered), critical=critical)


@pytest.mark.parametrize(
    "offered,critical,remind,widen,move",
    [
        ("mon 05:00", False, "mon 08:30", "mon 09:00", "mon 15:00"),  # times run from the shift's start
        ("mon 10:00", False, "mon 10:30", "mon 11:00", "mon 15:00"),  # or from the offer
        ("mon 14:40", False, "mon 15:10", "mon 15:40", "mon 15:40"),  # it does not move within an hour of the offer
        ("mon 15:30", False, "mon 16:00", "mon 16:30", "mon 16:00"),  # and at the shift's end always
        ("mon 05:00", True, "mon 08:15", "mon 08:30", "mon 15:30"),  # critical: half the times
        ("mon 15:20", True, "mon 15:35", "mon 15:50", "mon 15:50"),
    ],
)
def test_the_usual_ladder(offered: str, critical: bool, remind: str, widen: str, move: str) -> None:
    found = steps(offered, critical=critical)
    assert (found.remind, found.widen, found.move) == (at(remind), at(widen), at(move))


def test_a_team_has_its_own_times() -> None:
    found = steps("mon 05:00", Ladder(remind=10, widen=45, move=90))
    assert (found.remind, found.widen, found.move) == (at("mon 08:10"), at("mon 08:45"), at("mon 14:30"))


@given(ladder=ladders, offered=st.integers(-600, 479), length=st.integers(30, 1440), critical=st.booleans())
def test_whatever_the_times(ladder: Ladder, offered: int, length: int, critical: bool) -> None:
    ends, offered_at = MORNING + timedelta(minutes=length), MORNING + timedelta(minutes=min(offered, length - 1))
    found = steps_of(ladder, MORNING, ends, offered_at, critical=critical)
    assert found.begins == max(MORNING, offered_at)
    assert found.begins < found.remind < found.widen
    assert found.begins < found.move <= ends
    share = 2 if critical else 1
    assert found.widen - found.begins == timedelta(minutes=ladder.widen) / share
