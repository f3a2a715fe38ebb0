"""Keeping what calendars say, on both databases: only what has changed is written, and everything follows from it."""

from collections.abc import Iterable
from datetime import date, datetime

import pytest
from sqlalchemy import select

from models.calendars import learning
from models.calendars.keeping import CalendarToRead, follow_roster, take_due
from models.calendars.learning import TimeOff, learn_leave, learn_turns, turn_of
from models.calendars.naming import Names, unknown_mails
from models.calendars.reading import CalendarEvent
from models.calendars.troubles import calendars_of, note_read, note_trouble
from models.roster.known import VERSION
from models.roster.rows import all_teams
from models.shifts.plan import RotaTurn
from models.shifts.shift import shift_on
from models.tables import Absence, Calendar, MessageKind, ShiftChange, ShiftChangeKind, Turn
from tests.models.office import Office
from tests.models.shifts.plans import utc
from tests.people import ANA, JONAS, MEI, PRIYA, ROSTER, WEI, at

URL = "https://calendar.example.com/x.ics"
LEAVE = ROSTER.replace("{user: U0WEI}", f"{{user: U0WEI, leave: {URL}}}")
ROTA = ROSTER.replace("        members: [{user: U0JONAS}", f"        rota: {URL}\n        members: [{{user: U0JONAS}}")
NOW = at("mon 02:00")


def taken(office: Office, roster: str, now: datetime = NOW) -> CalendarToRead:
    """The roster's calendar, due and taken."""
    office.applies(roster, now)
    follow_roster(office.database, 1, now)
    calendar = take_due(office.database, 1, now)
    assert calendar is not None
    return calendar


def off(day: int, last: int | None = None, user: str = WEI) -> TimeOff:
    return TimeOff(user, date(2027, 3, day), date(2027, 3, last or day), None, None)


def on_shift(office: Office, region: str, day: int) -> tuple[str, ...]:
    with office.reading() as session:
        shift = shift_on(all_teams(session, 1)[0].plan().region(region), date(2027, 3, day))
        return shift.on_shift if shift else ()


def version(office: Office) -> int:
    with office.reading() as session:
        return session.scalar(select(VERSION)) or 0


def rows(office: Office) -> list[Absence]:
    with office.reading() as session:
        return list(session.scalars(select(Absence).order_by(Absence.first)))


def test_what_it_says_is_kept_and_what_it_says_no_more_goes(office: Office) -> None:
    calendar = taken(office, LEAVE)
    learn_leave(office.database, calendar, [off(2, 3), off(5)], NOW)
    assert [on_shift(office, "Singapore", day) for day in (1, 2, 3, 4, 5)] == [(WEI,), (MEI,), (MEI,), (WEI,), (MEI,)]

    learn_leave(office.database, calendar, [off(5), off(4)], NOW)
    assert [row.first.day for row in rows(office) if row.first] == [4, 5]
    assert on_shift(office, "Singapore", 2) == (WEI,)


def test_the_same_again_writes_nothing(office: Office) -> None:
    calendar = taken(office, LEAVE)
    learn_leave(office.database, calendar, [off(2), off(2)], NOW)
    before, ids = version(office), [row.id for row in rows(office)]

    learn_leave(office.database, calendar, [off(2)], NOW)

    assert (version(office), [row.id for row in rows(office)]) == (before, ids)


def test_what_is_over_stays_until_it_is_of_no_use(office: Office) -> None:
    calendar = taken(office, LEAVE)
    learn_leave(office.database, calendar, [off(2)], NOW)

    learn_leave(office.database, calendar, [], at("mon 02:00", week=1))
    assert len(rows(office)) == 1
    learn_leave(office.database, calendar, [], at("mon 02:00", week=70))
    assert rows(office) == []


def test_whose_leave_it_is_is_told_nothing_and_who_stands_in_is(office: Office) -> None:
    calendar = taken(office, LEAVE)
    learn_leave(office.database, calendar, [off(3)], NOW)

    with office.reading() as session:
        changes = [(one.user, one.kind, one.by) for one in session.scalars(select(ShiftChange))]
    assert changes == [(MEI, ShiftChangeKind.APPEARS, WEI)]


def test_two_processes_read_one_calendar_once(office: Office) -> None:
    taken(office, LEAVE)
    assert take_due(office.database, 1, NOW) is None
    assert take_due(office.database, 1, at("mon 02:14")) is None
    assert take_due(office.database, 1, at("mon 02:15")) is not None


def test_a_reading_that_comes_after_its_calendar_left_the_roster_changes_nothing(office: Office) -> None:
    calendar = taken(office, LEAVE)
    office.applies(ROSTER, NOW)
    follow_roster(office.database, 1, NOW)

    learn_leave(office.database, calendar, [off(3)], NOW)
    note_read(office.database, calendar, NOW)
    note_trouble(office.database, calendar, "It cannot be read.", NOW)

    assert rows(office) == []
    assert office.messages(MessageKind.NOTICE) == []


def turn(user: str, first: int, last: int) -> RotaTurn:
    return RotaTurn(user, utc(f"2027-03-{first:02} 00:00"), utc(f"2027-03-{last:02} 00:00"))


def test_a_rota_is_followed_without_news_at_first_and_with_news_then(office: Office) -> None:
    calendar = taken(office, ROTA)
    assert on_shift(office, "Berlin", 2) == (JONAS,)

    learn_turns(office.database, calendar, [turn(ANA, 1, 4), turn(JONAS, 4, 5)], NOW)
    assert [on_shift(office, "Berlin", day) for day in (1, 2, 3, 4, 5)] == [(ANA,), (ANA,), (ANA,), (JONAS,), ()]
    with office.reading() as session:
        assert list(session.scalars(select(ShiftChange))) == []

    before = version(office)
    learn_turns(office.database, calendar, [turn(ANA, 1, 4), turn(JONAS, 4, 5)], NOW)
    assert version(office) == before

    learn_turns(office.database, calendar, [turn(JONAS, 1, 5)], NOW)
    assert on_shift(office, "Berlin", 3) == (JONAS,)
    with office.reading() as session:
        assert {one.user for one in session.scalars(select(ShiftChange))} == {ANA, JONAS}


def test_an_empty_rota_closes_the_region_and_a_rota_that_leaves_gives_the_rotation_back(office: Office) -> None:
    calendar = taken(office, ROTA)
    learn_turns(office.database, calendar, [], NOW)
    assert on_shift(office, "Berlin", 2) == ()

    office.applies(ROSTER, NOW)
    follow_roster(office.database, 1, NOW)

    assert on_shift(office, "Berlin", 2) == (JONAS,)
    with office.reading() as session:
        assert list(session.scalars(select(Turn))) == []
        assert list(session.scalars(select(Calendar))) == []


def test_an_all_day_turn_lasts_from_midnight_to_midnight_there() -> None:
    event = CalendarEvent("x", "Ana", (), first=date(2027, 3, 27), last=date(2027, 3, 28))
    assert turn_of(ANA, event, "Europe/Berlin") == RotaTurn(ANA, utc("2027-03-26 23:00"), utc("2027-03-28 22:00"))


def test_the_leads_hear_once_of_each_time_it_fails(office: Office) -> None:
    calendar = taken(office, LEAVE)
    note_read(office.database, calendar, NOW)
    for wall in ("mon 02:15", "mon 02:30", "mon 02:45", "mon 03:00", "mon 03:15"):
        note_trouble(office.database, calendar, "It answers 500.", at(wall))
    assert len(office.messages(MessageKind.NOTICE, PRIYA)) == 1
    note_read(office.database, calendar, at("mon 03:30"))
    for wall in ("mon 05:15", "mon 05:30", "mon 05:45"):
        note_trouble(office.database, calendar, "It answers 500.", at(wall))
    assert len(office.messages(MessageKind.NOTICE, PRIYA)) == 1
    note_trouble(office.database, calendar, "It answers 500.", at("mon 06:00"))
    assert len(office.messages(MessageKind.NOTICE, PRIYA)) == 2
    note_trouble(office.database, calendar, "It answers 500.", at("tue 06:00"))
    assert len(office.messages(MessageKind.NOTICE, PRIYA)) == 2


def test_a_teams_calendar_in_which_nothing_names_anybody_is_told_once(office: Office) -> None:
    calendar = taken(office, ROSTER.replace("    leads:", f"    leave: {URL}\n    leads:"))
    note_read(office.database, calendar, NOW, unnamed=2, events=9)
    assert office.messages(MessageKind.NOTICE) == []
    for wall in ("mon 02:15", "mon 02:30"):
        note_read(office.database, calendar, at(wall), unnamed=3, events=3)
    told = office.messages(MessageKind.NOTICE, PRIYA)
    assert ["3 events name nobody of that team" in message.body["text"] for message in told] == [True]
    with office.reading() as session:
        assert [one.what for one in calendars_of(session, 1)] == ["the leave calendar of Platform"]


@pytest.mark.parametrize(
    "title, people, named",
    [
        ("On call", ("ana@x.test",), {ANA}),
        ("On call", ("ANA@x.test".lower(), "jonas@x.test"), {ANA, JONAS}),
        ("Ana K. is away", (), {ANA}),
        ("ANA K.", (), {ANA}),
        ("Anabel K. and Susana", (), set()),
        ("Ana K., Jonas W", (), {ANA, JONAS}),
        ("Jonas W", ("ana@x.test",), {ANA}),  # an e-mail says more than a title
        ("Jonas W", ("stranger@x.test",), {JONAS}),
        ("Mei", ("mei@x.test",), set()),  # she is in another region
        ("", (), set()),
    ],
)
def test_whom_an_event_names(title: str, people: Iterable[str], named: set[str]) -> None:
    called = {"Ana K.": ANA, "Jonas W": JONAS, "Jonas@x.test": JONAS, "Mei": MEI}
    names = Names(frozenset({ANA, JONAS}), called, {"ana@x.test": ANA, "mei@x.test": MEI})
    event = CalendarEvent("x", title, tuple(people))
    assert names.named_by(event) == named
    assert unknown_mails([event], called) == set(people) - {"jonas@x.test"}


def test_the_roster_goes_before_what_slack_says() -> None:
    names = Names(frozenset({ANA, JONAS}), {"team@x.test": ANA}, {"team@x.test": JONAS})
    assert names.named_by(CalendarEvent("x", "", ("team@x.test",))) == {ANA}


def test_the_window_is_wide_enough_for_what_looks_back_and_ahead() -> None:
    assert learning.DAYS_BACK > 31
    assert learning.ROTA_AHEAD > 31
