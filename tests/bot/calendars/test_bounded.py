"""What would take for ever is given up, and ends."""

import threading
from datetime import date

import pytest

from bot.calendars import bounded
from bot.calendars.bounded import within
from models.calendars.reading import CalendarProblem, read_calendar
from tests.bot.conftest import PATIENCE, wait_for
from tests.calendar_server import calendar


def reading() -> list[threading.Thread]:
    return [thread for thread in threading.enumerate() if thread.name == "calendar-reading"]


# What ends it may meet it where Python lets nothing out (a destructor, say): then that is said, and it is ended again.
let_out = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@let_out
@pytest.mark.parametrize("rule", ["FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30"])
def test_a_rule_without_an_end_is_given_up(rule: str) -> None:
    endless = calendar(*[f"DTSTART:20000101T090000Z\nRRULE:{rule}"] * 20)
    with pytest.raises(CalendarProblem, match="takes longer than 0 seconds to read"):
        within(0.3, lambda: read_calendar(endless, date(2027, 3, 1), date(2027, 4, 1)))
    wait_for(lambda: reading() == [])


@let_out
def test_what_ends_it_may_come_to_nothing_once() -> None:
    class Swallows:
        def __del__(self) -> None:
            while True:
                pass

    def work() -> None:
        Swallows()
        while True:
            pass

    with pytest.raises(CalendarProblem, match="takes longer than 0 seconds to read"):
        within(0.1, work)
    wait_for(lambda: reading() == [])


def test_who_is_through_is_not_ended_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    join = threading.Thread.join
    late = threading.Event()

    def joins_until_it_is_through(thread: threading.Thread, _: float | None = None) -> None:
        late.set()
        join(thread, PATIENCE)
        thread.is_alive = lambda: True  # type: ignore[method-assign] # as it would be a moment before

    def work() -> int:
        late.wait(PATIENCE)
        return 7

    monkeypatch.setattr(threading.Thread, "join", joins_until_it_is_through)
    monkeypatch.setattr(bounded, "_end", lambda _: pytest.fail("whatever has its number by now would be ended"))
    assert within(0.01, work) == 7


def test_what_is_done_in_time_is_given_or_raised() -> None:
    assert within(PATIENCE, lambda: 7) == 7
    with pytest.raises(CalendarProblem, match="gives no iCalendar"):
        within(PATIENCE, lambda: read_calendar(b"<html>", date(2027, 3, 1), date(2027, 4, 1)))
