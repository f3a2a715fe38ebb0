"""Remind me at …, and Not today: what one can choose in the morning, when, and who can."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from models.owed.again import LAST_CALL, MOST_TIMES, SOONEST, Choice, choice_in, times_ahead
from models.refusals import RefusedError
from models.shifts.shift import Span
from models.tables import MessageKind, Person, Urgency
from models.verbs.hearing_again import choose_anew, not_today, remind_at
from models.verbs.snoozing import snooze
from tests.models.office import Office
from tests.models.reminding import reminded, ticks
from tests.people import ANA, JONAS, at


@pytest.fixture
def morning(office: Office) -> Office:
    """Tuesday, 08:00 UTC: H-1 waits for Berlin, and Jonas has his digest."""
    office.opens(at("tue 07:00"))
    goes_on(office, "tue 08:00")
    return office


def goes_on(office: Office, *whens: str) -> None:
    """The bot does what is due at each of these times, and Slack takes what is owed."""
    for when in whens:
        ticks(office, at(when))
        office.sends_all(at(when))


def digest(office: Office) -> int:
    return office.messages(MessageKind.DIGEST, JONAS)[-1].id


def chosen(office: Office) -> Choice:
    return choice_in(office.messages(MessageKind.DIGEST, JONAS)[-1])


def asks(office: Office, when: str, at_time: str, user: str = JONAS) -> None:
    """Somebody asks, in Jonas's digest, to be reminded at a time."""
    remind_at(office.database, office.act(user, at(when)), digest(office), at(at_time))


def test_one_reminder_is_owed_at_that_time_and_the_ladder_brings_no_other(morning: Office) -> None:
    asks(morning, "tue 08:10", "tue 10:00")
    (again,) = morning.messages(MessageKind.AGAIN, JONAS)
    assert morning.due_of(again) == at("tue 10:00")
    assert chosen(morning) == Choice(at=at("tue 10:00"))
    goes_on(morning, "tue 08:30", "tue 09:00", "tue 09:59")
    assert reminded(morning, JONAS) == []
    assert reminded(morning, ANA) == [["of_region H-1"]]  # the ladder goes on to others


def test_what_is_critical_comes_all_the_same(morning: Office) -> None:
    asks(morning, "tue 08:10", "tue 12:00")
    morning.opens(at("tue 08:20"), urgency=Urgency.CRITICAL)
    goes_on(morning, "tue 08:20", "tue 08:40")
    assert reminded(morning, JONAS) == [["on_shift H-2"]]


def test_not_today_brings_nothing_till_the_day_is_over_and_nobody_else_is_spared(morning: Office) -> None:
    not_today(morning.database, morning.act(JONAS, at("tue 08:10")), digest(morning))
    goes_on(morning, "tue 08:30", "tue 09:00", "tue 14:00")
    assert (reminded(morning, JONAS), reminded(morning, ANA)) == ([], [["of_region H-1"]])
    morning.opens(at("wed 07:00"))
    goes_on(morning, "wed 08:00", "wed 08:30")
    assert reminded(morning, JONAS) == [["on_shift H-2"]]


def test_what_was_chosen_can_be_undone_and_chosen_anew(morning: Office) -> None:
    act = morning.act(JONAS, at("tue 08:11"))
    asks(morning, "tue 08:10", "tue 10:00")
    choose_anew(morning.database, act, digest(morning))
    assert chosen(morning) == Choice()
    assert morning.owed() == ["edit digest"]
    asks(morning, "tue 08:12", "tue 11:00")
    (again,) = morning.messages(MessageKind.AGAIN, JONAS)
    assert morning.due_of(again) == at("tue 11:00")
    choose_anew(morning.database, act, digest(morning))
    goes_on(morning, "tue 08:30")
    assert reminded(morning, JONAS) == [["on_shift H-1"]]


def test_undone_not_today_reminds_again(morning: Office) -> None:
    not_today(morning.database, morning.act(JONAS, at("tue 08:10")), digest(morning))
    choose_anew(morning.database, morning.act(JONAS, at("tue 08:11")), digest(morning))
    with morning.reading() as session:
        assert session.scalars(select(Person.quiet_until).where(Person.user == JONAS)).one() is None
    goes_on(morning, "tue 08:30")
    assert reminded(morning, JONAS) == [["on_shift H-1"]]


def test_once_the_reminder_has_come_it_cannot_be_undone(morning: Office) -> None:
    asks(morning, "tue 08:10", "tue 10:00")
    goes_on(morning, "tue 10:00")
    with pytest.raises(RefusedError, match="come already"):
        choose_anew(morning.database, morning.act(JONAS, at("tue 10:01")), digest(morning))


def test_only_its_reader_can_choose_in_a_digest(morning: Office) -> None:
    with pytest.raises(RefusedError, match="not your digest"):
        asks(morning, "tue 08:10", "tue 10:00", user=ANA)
    with pytest.raises(RefusedError, match="not your digest"):
        not_today(morning.database, morning.act(JONAS, at("tue 08:10")), 999_999)


@pytest.mark.parametrize("time", ["tue 08:10", "tue 07:00", "tue 16:00", "wed 10:00"])
def test_a_time_that_is_over_or_after_their_day_is_refused(morning: Office, time: str) -> None:
    with pytest.raises(RefusedError, match="choose another"):
        asks(morning, "tue 08:10", time)
    assert morning.messages(MessageKind.AGAIN) == []


def test_one_choice_at_a_time_and_none_once_the_day_is_over(morning: Office) -> None:
    asks(morning, "tue 08:10", "tue 10:00")
    with pytest.raises(RefusedError, match="chosen already"):
        not_today(morning.database, morning.act(JONAS, at("tue 08:11")), digest(morning))
    with pytest.raises(RefusedError, match="day is over"):
        choose_anew(morning.database, morning.act(JONAS, at("tue 16:00")), digest(morning))


def test_who_wants_no_reminder_today_cannot_snooze_but_what_is_critical(morning: Office) -> None:
    morning.opens(at("tue 08:05"), urgency=Urgency.CRITICAL)
    not_today(morning.database, morning.act(JONAS, at("tue 08:10")), digest(morning))
    with pytest.raises(RefusedError, match="no reminder today"):
        snooze(morning.database, morning.act(JONAS, at("tue 08:11")), 1)
    assert snooze(morning.database, morning.act(JONAS, at("tue 08:11")), 2).until == at("tue 08:41")


@given(st.integers(0, 23 * 60), st.integers(1, 14 * 60), st.sampled_from(["Europe/Berlin", "Asia/Kolkata", "nowhere"]))
def test_the_times_are_full_hours_ahead_within_the_day(minutes: int, length: int, timezone: str) -> None:
    now = at("tue 00:00") + timedelta(minutes=minutes)
    day = Span(now.date(), now - timedelta(minutes=5), now + timedelta(minutes=length))
    times = times_ahead(day, now, timezone)
    half = timedelta(minutes=30 if timezone == "Asia/Kolkata" else 0)
    assert len(times) <= MOST_TIMES
    assert all(now + SOONEST <= time <= day.end - LAST_CALL for time in times)
    assert all((time + half).minute == 0 for time in times)
    assert times == sorted(set(times))
    expected = _first_full_hour(now + SOONEST, half)
    assert (times[:1] == [expected]) == (expected <= day.end - LAST_CALL)


def _first_full_hour(after: datetime, half: timedelta) -> datetime:
    minute = after
    while (minute + half).minute:
        minute += timedelta(minutes=1)
    return minute
