"""Fetching a calendar from a server that is well, slow, broken, or out to reach our own network."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from bot.calendars import fetching
from bot.calendars.fetching import fetch_calendar
from models.calendars.reading import CalendarProblem
from tests.bot.conftest import PATIENCE

CALENDAR = b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"


class Server(ThreadingHTTPServer):
    """A calendar's server on this machine, which the tests let us reach by the name it is known by."""

    def url(self, path: str, host: str = "localhost") -> str:
        """An address on it."""
        return f"http://{host}:{self.server_port}{path}"


class Answers(BaseHTTPRequestHandler):
    """One answer for each path."""

    stop: ClassVar[threading.Event] = threading.Event()

    def do_GET(self) -> None:
        """Answer as the path asks."""
        if self.path == "/slow-from-the-start":
            self._drip()
            return
        status, location = {
            "/moved": (302, "/calendar.ics"),
            "/round": (302, "/round"),
            "/inside": (302, "http://metadata.test/latest"),
            "/gone": (410, ""),
            "/broken": (500, ""),
        }.get(self.path, (200, ""))
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()
        if self.path == "/endless":
            self._write_until_left()
        elif self.path == "/slow":
            self._drip()
        elif status == 200:
            self.wfile.write(CALENDAR)

    def _write_until_left(self) -> None:
        try:
            for _ in range(200):
                self.wfile.write(b"X" * 100_000)
        except OSError:
            return

    def _drip(self) -> None:
        try:
            while not self.stop.wait(0.05):
                self.wfile.write(b"X")
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class calls it so
        """Say nothing."""


@pytest.fixture(autouse=True)
def all_the_time_it_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is not about time is fetched, however slow the machine is."""
    monkeypatch.setattr(fetching, "SECONDS", PATIENCE)


@pytest.fixture
def server() -> Iterator[Server]:
    with Server(("127.0.0.1", 0), Answers) as running:
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        Answers.stop.clear()
        yield running
        Answers.stop.set()
        running.shutdown()
        thread.join()


@pytest.mark.parametrize("path", ["/calendar.ics", "/moved"])
def test_a_calendar_is_fetched_also_from_where_it_has_moved(server: Server, path: str) -> None:
    assert fetch_calendar(server.url(path), ["localhost"]) == CALENDAR


@pytest.mark.parametrize(
    "path, says",
    [
        ("/gone", "answers 410"),
        ("/broken", "answers 500"),
        ("/round", "without an end"),
        ("/endless", "larger than 5 MB"),
    ],
)
def test_what_is_no_answer_is_said(server: Server, path: str, says: str) -> None:
    with pytest.raises(CalendarProblem, match=says):
        fetch_calendar(server.url(path), ["localhost"])


@pytest.mark.parametrize("path", ["/slow", "/slow-from-the-start"])
def test_who_sends_drop_by_drop_is_left(server: Server, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    monkeypatch.setattr(fetching, "SECONDS", 0.4)
    with pytest.raises(CalendarProblem, match="did not answer within"):
        fetch_calendar(server.url(path), ["localhost"])


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "169.254.169.254",
        "192.168.0.1",
        "::1",
        "fd00::1",
        "::ffff:10.0.0.1",
        "0.0.0.0",  # noqa: S104 nothing is bound to it
        "100.64.0.1",
    ],
)
def test_a_private_address_is_not_asked_whatever_it_is_called(address: str) -> None:
    with pytest.raises(CalendarProblem, match="CALENDAR_HOSTS"):
        fetch_calendar("https://calendar.test/x.ics", resolve=lambda *_: ["93.184.216.34", address])


def test_a_redirect_to_a_private_address_is_not_followed(server: Server) -> None:
    def resolve(host: str, _: int) -> list[str]:
        return ["169.254.169.254"] if host == "metadata.test" else ["127.0.0.1"]

    with pytest.raises(CalendarProblem, match=r"metadata\.test is on a private network"):
        fetch_calendar(server.url("/inside"), ["localhost"], resolve)


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://a.test/x", "nonsense", "https://", "http://[::1", "https://a:99999/"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(CalendarProblem, match="copy it again"):
        fetch_calendar(url)


def test_nobody_there_is_said() -> None:
    with pytest.raises(CalendarProblem, match="cannot be reached"):
        fetch_calendar("http://localhost:1/x.ics", ["localhost"], lambda *_: ["127.0.0.1"])
