"""What would take for ever is given up, and ends."""

import threading
import time
from datetime import date

import pytest

from bot.calendars.bounded import within
from models.calendars.reading import CalendarProblem, read_calendar
from tests.calendar_server import calendar


def reading() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "calendar-reading"]


@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_rule_without_an_end_is_given_up(rule: str) -> None:
    endless = calendar(*[f"DTSTART:20000101T090000Z\nRRULE:{rule}"] * 20)
    with pytest.raises(CalendarProblem, match="takes longer than 0 seconds to read"):
        within(0.3, lambda: read_calendar(endless, date(2027, 3, 1), date(2027, 4, 1)))
    ends = time.monotonic() + 10
    while reading() and time.monotonic() < ends:
        time.sleep(0.05)
    assert reading() == []


def test_what_is_done_in_time_is_given_or_raised() -> None:
    assert within(5, lambda: 7) == 7
    with pytest.raises(CalendarProblem, match="gives no iCalendar"):
        within(5, lambda: read_calendar(b"<html>", date(2027, 3, 1), date(2027, 4, 1)))
