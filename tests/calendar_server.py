"""A server of calendars on this machine: what stands at each path is said by the test, and can change."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

HOST = "localhost"


@dataclass
class Page:
    """What is answered. `drips`: drop by drop, without an end."""

    content: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    drips: bool = False


class CalendarServer(ThreadingHTTPServer):
    """`pages` by path; `asked` are the paths that were asked for, in order."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answers)
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.stopping = threading.Event()

    def url(self, path: str) -> str:
        """The address of a path."""
        return f"http://{HOST}:{self.server_port}{path}"

    def put(self, path: str, *events: str, **more: Any) -> None:
        """Let a calendar of these events stand there."""
        self.pages[path] = Page(calendar(*events), **more)


class _Answers(BaseHTTPRequestHandler):
    server: CalendarServer

    def do_GET(self) -> None:
        """Answer as the test said."""
        self.server.asked.append(self.path)
        page = self.server.pages.get(self.path, Page(status=404))
        self.send_response(page.status)
        for name, value in page.headers.items():
            self.send_header(name, value)
        self.end_headers()
        try:
            self.wfile.write(page.content)
            while page.drips and not self.server.stopping.wait(0.05):
                self.wfile.write(b"X")
        except OSError:
            return

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 the base class calls it so
        """Say nothing."""


@contextmanager
def serving() -> Iterator[CalendarServer]:
    """A server for the block."""
    with CalendarServer() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield server
        finally:
            server.stopping.set()
            server.shutdown()
            thread.join()


def calendar(*events: str) -> bytes:
    """An iCalendar; each event is its lines but for what all have."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:e{number}@test", "DTSTAMP:20270101T000000Z", *event.split("\n"), "END:VEVENT"]
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def all_day(first: str, end: str = "", title: str = "Off", more: str = "") -> str:
    """An all-day event from `first` to before `end`, such as 20270303."""
    until = f"\nDTEND;VALUE=DATE:{end}" if end else ""
    return f"SUMMARY:{title}\nDTSTART;VALUE=DATE:{first}{until}{more and chr(10) + more}"


def timed(start: str, end: str, title: str = "Off", more: str = "") -> str:
    """An event between two instants in UTC, such as 20270303T0900."""
    return f"SUMMARY:{title}\nDTSTART:{start}00Z\nDTEND:{end}00Z{more and chr(10) + more}"
