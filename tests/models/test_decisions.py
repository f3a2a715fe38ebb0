"""When somebody is reminded of what they are to decide: an hour before, in their hours, and never too late."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.decisions import last_chance, reminder_at
from models.people import PersonDays
from models.shifts.days import Place, office_hours
from models.shifts.plan import Away, DaysOff
from tests.people import at

HOUR = timedelta(hours=1)
# 09:00-17:00 in Berlin, which is 08:00-16:00 UTC in this week.
IN_BERLIN = PersonDays((office_hours("Europe/Berlin"),), "Europe/Berlin")


@pytest.mark.parametrize(
    "decide_by, reminded",
    [
        ("tue 12:00", "tue 11:00"),
        ("tue 09:00", "tue 08:00"),
        ("tue 08:30", "tue 08:00"),  # the day begins within the hour: its beginning tells
        ("tue 16:00", "tue 15:00"),
        ("tue 22:00", "tue 15:00"),  # an hour before they go home
        ("tue 08:00", "mon 15:00"),  # nothing of the day is left: the evening before
        ("wed 04:00", "tue 15:00"),
        ("sun 12:00", "fri 15:00"),
    ],
)
def test_an_hour_before_the_last_chance(decide_by: str, reminded: str) -> None:
    assert reminder_at(IN_BERLIN, at(decide_by), at("mon 08:30")) == at(reminded)


def test_within_the_hour_it_is_now() -> None:
    assert reminder_at(IN_BERLIN, at("mon 12:00"), at("mon 11:30")) == at("mon 11:30")


def test_once_they_have_gone_home_for_the_last_time_it_is_too_late() -> None:
    assert reminder_at(IN_BERLIN, at("mon 22:00"), at("mon 16:00")) is None
    assert reminder_at(IN_BERLIN, at("mon 22:00"), at("mon 15:59")) == at("mon 15:59")


def test_who_is_away_for_good_is_not_reminded() -> None:
    place = office_hours("Europe/Berlin", Away(days=(DaysOff(at("mon 00:00").date() - timedelta(days=90), None),)))
    gone = PersonDays((place,), "Europe/Berlin")

    assert last_chance(gone, at("tue 12:00")) is None
    assert reminder_at(gone, at("tue 12:00"), at("mon 12:00")) is None


zones = st.sampled_from(("Europe/Berlin", "Asia/Singapore", "America/Los_Angeles", "Asia/Kathmandu"))
moments = st.integers(0, 7 * 24 * 60).map(lambda minutes: at("mon 00:00") + timedelta(minutes=minutes))


@settings(max_examples=150, deadline=None)
@given(zones, moments, moments)
def test_it_is_in_their_hours_and_before_the_time(timezone: str, one: datetime, other: datetime) -> None:
    now, decide_by = min(one, other), max(one, other)
    days = PersonDays((place := office_hours(timezone),), timezone)
    assert isinstance(place, Place)

    reminded = reminder_at(days, decide_by, now)

    if reminded is None:
        chance = last_chance(days, decide_by)
        assert chance is None or chance <= now
        return
    assert now <= reminded < decide_by
    assert days.is_awake(reminded) or reminded == now < decide_by
    if reminded > now:
        day = days.current(reminded)
        assert day is not None
        assert reminded == day.start or reminded + HOUR in {decide_by, day.end}
