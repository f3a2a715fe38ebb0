"""What a calendar from elsewhere says, and what it may not do to us."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.calendars.reading import CalendarEvent, CalendarProblem, read_calendar
from tests.models.shifts.plans import utc

WHOLE = b"""\
BEGIN:VCALENDAR\r\nVERSION:2.0\r\nX-WR-TIMEZONE:Europe/Berlin\r\nBEGIN:VTIMEZONE\r\nTZID:There\r\nBEGIN:STANDARD\r\n\
DTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\r\n\
END:STANDARD\r\nEND:VTIMEZONE\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID=There:20270303T090000\r\n\
DTEND;TZID=There:20270303T170000\r\nRRULE:FREQ=WEEKLY;BYDAY=MO,WE;UNTIL=20270501T000000Z\r\n\
EXDATE;TZID=There:20270310T090000\r\nSUMMARY:Ana\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b.cc\r\nEND:VEVENT\r\n\
BEGIN:VEVENT\r\nUID:b\r\nDTSTART;VALUE=DATE:20270305\r\nDTEND;VALUE=DATE:20270308\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"""
PIECES = (
    b"", b"20270303T090000", b"FREQ=DAILY", b"COUNT=0", b"INTERVAL=-1", b"99999999T999999Z", b"-P1D", b"TZID=\x00",
    b"RDATE;VALUE=PERIOD:20270304T000000Z/PT1H\r\n", b"END:VEVENT\r\n", b"BEGIN:VEVENT\r\n", b"X-WR-TIMEZONE:Europe",
    b"RECURRENCE-ID:20270303\r\n", b"EXDATE:20270303,20270304\r\n", b"DURATION:-PT5H\r\n", b"\xff\xfe",
)  # fmt: skip
FIRST, LAST = date(2027, 3, 1), date(2027, 3, 31)


def calendar(*events: str) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:e{number}@test", "DTSTAMP:20270101T000000Z", *event.split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def only(*events: str, zone: str = "UTC") -> CalendarEvent:
    found = read_calendar(calendar(*events), FIRST, LAST, zone)
    assert len(found) == 1
    return found[0]


def test_an_all_day_event_ends_on_the_day_before_its_end() -> None:
    event = only("SUMMARY:Leave\nDTSTART;VALUE=DATE:20270303\nDTEND;VALUE=DATE:20270306")
    assert (event.first, event.last, event.start) == (date(2027, 3, 3), date(2027, 3, 5), None)
    one_day = only("SUMMARY:Leave\nDTSTART;VALUE=DATE:20270303")
    assert (one_day.first, one_day.last) == (date(2027, 3, 3), date(2027, 3, 3))


def test_a_timed_event_is_two_instants() -> None:
    event = only("DTSTART;TZID=Europe/Berlin:20270303T130000\nDTEND;TZID=Europe/Berlin:20270303T170000")
    assert (event.start, event.end, event.first) == (utc("2027-03-03 12:00"), utc("2027-03-03 16:00"), None)
    floating = only("DTSTART:20270303T090000\nDURATION:PT2H", zone="Asia/Singapore")
    assert (floating.start, floating.end) == (utc("2027-03-03 01:00"), utc("2027-03-03 03:00"))


def test_a_recurring_event_is_written_out_and_an_exception_left_out() -> None:
    weekly = "DTSTART;VALUE=DATE:20270305\nRRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20270312"
    found = read_calendar(calendar(weekly), FIRST, LAST)
    assert [event.first for event in found] == [date(2027, 3, 5), date(2027, 3, 19), date(2027, 3, 26)]
    assert len({event.uid for event in found}) == 3
    assert found == read_calendar(calendar(weekly), FIRST, LAST)


def test_what_is_cancelled_or_has_no_length_is_not_told() -> None:
    cancelled = "STATUS:CANCELLED\nDTSTART;VALUE=DATE:20270305"
    nothing = "DTSTART:20270305T090000Z\nDTEND:20270305T090000Z"
    assert read_calendar(calendar(cancelled, nothing), FIRST, LAST) == []


def test_it_says_whom_it_names() -> None:
    day, hr = "DTSTART;VALUE=DATE:20270305", "ORGANIZER:mailto:hr@example.com"
    attends = "ATTENDEE;CN=Jonas:MAILTO:Jonas@Example.com"
    declined = "ATTENDEE;PARTSTAT=DECLINED:mailto:ana@example.com"
    event = only(f"SUMMARY:Jonas\n{attends}\n{declined}\n{hr}\n{day}")
    assert (event.people, event.title) == (("jonas@example.com",), "Jonas")
    assert only(f"SUMMARY:Jonas\n{hr}\n{day}").people == ("hr@example.com",)
    assert only(f"SUMMARY:On call: Wei@Example.com (APAC)\n{attends}\n{day}").people == ("wei@example.com",)
    assert only(f"SUMMARY:Nobody\n{day}").people == ()


@pytest.mark.parametrize(
    "content, says",
    [
        (b"<!doctype html><html>Sign in</html>", "gives no iCalendar"),
        (b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>', "gives no iCalendar"),
        (b"", "gives no iCalendar"),
        (b"BEGIN:VCALENDAR\r\n" + b"X" * 5_000_001, "larger than 5 MB"),
        (calendar("DTSTART:20270301T000000Z\nRRULE:FREQ=SECONDLY"), "many times a day"),
        (calendar("DTSTART:20270301T000000Z\nRRULE:FREQ=MINUTELY;INTERVAL=5"), "many times a day"),
        (calendar("DTSTART:20270301T000000Z\nRRULE:FREQ=DAILY;BYHOUR=8,9,10;BYMINUTE=0,30"), "many times a day"),
        (calendar(*["DTSTART:19000101T000000Z\nRRULE:FREQ=DAILY"] * 10), "repeats too many events"),
        (calendar(*["DTSTART;VALUE=DATE:20200101\nRRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE"] * 400), "repeats too many events"),
        (calendar(*["DTSTART;VALUE=DATE:20270301\nRRULE:FREQ=DAILY"] * 1000), "repeats too many events"),
        (calendar(*["DTSTART;VALUE=DATE:20270301"] * 5_001), "says more than 5000 things"),
        (calendar(*["DTSTART;VALUE=DATE:20270301"] * 20_001), "more than 20000 events"),
    ],
)
def test_what_is_no_calendar_is_said(content: bytes, says: str) -> None:
    with pytest.raises(CalendarProblem, match=says):
        read_calendar(content, FIRST, LAST)


@pytest.mark.parametrize("broken", [b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR", b"BEGIN:VCALENDAR"])
def test_half_a_calendar_is_refused(broken: bytes) -> None:
    with pytest.raises(CalendarProblem, match="again"):
        read_calendar(broken, FIRST, LAST)


def test_a_calendar_of_years_is_no_bomb() -> None:
    weekly = "DTSTART:20200106T090000Z\nDTEND:20200106T170000Z\nRRULE:FREQ=WEEKLY"
    ended = "DTSTART;VALUE=DATE:20100101\nRRULE:FREQ=DAILY;COUNT=5"
    birthday = "DTSTART;VALUE=DATE:19700305\nRRULE:FREQ=YEARLY"
    found = read_calendar(calendar(*[weekly] * 20, *[ended] * 3000, *[birthday] * 300), FIRST, LAST)
    assert len(found) == 20 * 5 + 300


def test_one_bad_event_does_not_hide_the_others() -> None:
    good = "DTSTART;VALUE=DATE:20270305"
    for bad in (
        "DTSTART:nonsense\nDTEND:20270306T100000Z",
        "DTSTART:nonsense\nRRULE:FREQ=DAILY",
        "DTSTART:20270303T090000Z\nRRULE:FREQ=SOMETIMES",
        "DTSTART:20270303T090000Z\nRRULE:FREQ=WEEKLY;UNTIL=soon",
        "DTSTART:20270303T090000Z\nRRULE:COUNT=3",
    ):
        found = [event.first for event in read_calendar(calendar(bad, good), FIRST, LAST)]
        assert date(2027, 3, 5) in found, bad


@settings(deadline=None, max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_whatever_a_calendar_holds_it_is_read_or_refused(data: st.DataObject) -> None:
    """A calendar with pieces of it lost, doubled, moved or made up."""
    content = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(content)))
        length = data.draw(st.integers(0, 12))
        content[at : at + length] = data.draw(st.sampled_from(PIECES) | st.binary(max_size=4))
    found: list[CalendarEvent] = []
    with suppress(CalendarProblem):
        found = read_calendar(bytes(content), FIRST, LAST)
    assert all((event.first is None) != (event.start is None) for event in found)
