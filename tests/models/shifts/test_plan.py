"""Hours as people write them."""

from datetime import time

import pytest
from hypothesis import given

from models.shifts.plan import Hours
from tests.models.shifts.plans import hours, round_the_world


@pytest.mark.parametrize(
    "text, start, end",
    [
        ("09:00-17:00", time(9), time(17)),
        ("9:00 - 17:30", time(9), time(17, 30)),
        ("22:00–06:00", time(22), time(6)),
        ("16:00-24:00", time(16), time(0)),
    ],
)
def test_hours_are_read_as_written(text: str, start: time, end: time) -> None:
    assert Hours.parse(text) == Hours(start, end)


@pytest.mark.parametrize(
    "text", ["9-5", "", "09:00", "09.00-17.00", "nine to five", "09:00-17:00-18:00", "٠٩:٠٠-١٧:٠٠"]
)
def test_what_is_no_hours_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(ValueError, match="write a start and an end"):
        Hours.parse(text)


@pytest.mark.parametrize("text", ["25:00-09:00", "09:60-17:00", "24:00-09:00", "09:00-24:01"])
def test_impossible_hours_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="impossible hours"):
        Hours.parse(text)


@given(hours)
def test_hours_read_back_what_they_say(any_hours: Hours) -> None:
    assert Hours.parse(str(any_hours)) == any_hours


def test_an_end_not_later_than_the_start_is_on_the_next_day() -> None:
    assert Hours.parse("22:00-06:00").ends_next_day
    assert Hours.parse("09:00-09:00").ends_next_day
    assert not Hours.parse("09:00-17:00").ends_next_day


def test_a_region_is_found_by_its_name() -> None:
    assert round_the_world().region("APAC").timezone == "Asia/Singapore"
    with pytest.raises(KeyError, match="Platform has no region LATAM"):
        round_the_world().region("LATAM")
