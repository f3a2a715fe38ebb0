"""Runs the real command line, and kills or stops its own process at a named point: the product knows nothing of it.

    python -m tests.faults.crashing kill=after-call:2 run

ends `sunrelay run` with SIGKILL when Slack has answered the second chat.postMessage and nothing has been noted. Points
are bound to commits (by what the transaction wrote) and to HTTP calls, not to functions of the product, so that the
product can be rebuilt without them.
"""

import http.client
import os
import re
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Final

from apscheduler.schedulers import base as scheduler
from slack_sdk import WebClient
from slack_sdk.web.base_client import BaseClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from bot import clock, waiting_room
from bot.cli import main
from bot.outbox import pace
from bot.slack import app

Trace = list[tuple[str, str]]


def _wrote(statement: str, word: str = "") -> Callable[[Trace], bool]:
    """Whether the transaction executed such a statement (a pattern), with that word among its values."""
    pattern = re.compile(statement, re.IGNORECASE | re.DOTALL)
    return lambda trace: any(pattern.search(sql) and word in values for sql, values in trace)


# What a transaction is about, by what it wrote.
TRANSACTIONS: Final = {
    "take": _wrote(r"UPDATE deliveries\b.*\blease", "'sending'"),
    "note": _wrote(r"UPDATE deliveries\b", "'sent'"),
    "verb": _wrote(r"INSERT INTO seen\b"),
    "day": _wrote(r"UPDATE people\b.*\bday_starts_at"),
    "move": _wrote(r"INSERT INTO events\b", "'move_on'"),
}
# Points of a post: before a byte of it is written, when it is written and nothing has been read, when Slack has
# answered. Points of a transaction: just before and just after its commit.
OF_POSTS: Final = frozenset({"before-call", "in-call", "after-call"})
POINTS: Final = OF_POSTS | {f"{when}-{what}" for what in TRANSACTIONS for when in ("before", "after")}
POST: Final = "chat.postMessage"
SIGNALS: Final = {"kill": signal.SIGKILL, "pause": signal.SIGSTOP}


@dataclass
class Blow:
    """The point, how often it is still to be passed, and what happens then."""

    point: str
    passings: int
    number: signal.Signals
    lock: threading.Lock = field(default_factory=threading.Lock)

    def pass_by(self, point: str) -> None:
        """Strike here, if this is the point and the time."""
        if point != self.point:
            return
        with self.lock:
            self.passings -= 1
            strikes = self.passings == 0
        if strikes:
            os.kill(os.getpid(), self.number)


def launch(words: Sequence[str]) -> None:
    """Run `sunrelay` with the words that are not ours. Ours come first, and say what is to go wrong:

    `kill=POINT` and `pause=POINT` (`:2` behind it for its second passing), `patience=1` (the most seconds a post waits
    for Slack), `busy=60` (the seconds after which people are told to come again, and Slack's forms are given up),
    `pace=0.02` (the seconds between two posts into a conversation), `pragma=max_page_count=99`, `wall=FILE` (by how
    many seconds the machine's clock is wrong).
    """
    rest = list(words)
    while rest and "=" in rest[0]:
        kind, _, value = rest.pop(0).partition("=")
        PREPARED[kind](value)
    main(rest)


def _strike(number: signal.Signals) -> Callable[[str], None]:
    def prepare(value: str) -> None:
        point, _, passings = value.partition(":")
        assert point in POINTS, f"no such point: {point}"
        blow = Blow(point, int(passings or 1), number)
        _watch_commits(blow)
        _watch_calls(blow)

    return prepare


def _watch_commits(blow: Blow) -> None:
    traced = threading.local()

    @event.listens_for(Engine, "begin")
    def _(_: Any) -> None:
        traced.trace = []

    @event.listens_for(Engine, "before_cursor_execute")
    def _(_: Any, __: Any, statement: str, parameters: Any, ___: Any, ____: bool) -> None:
        traced.trace = [*getattr(traced, "trace", []), (statement, repr(parameters))]

    @event.listens_for(Engine, "commit")
    def _(_: Any) -> None:
        passes("before")

    @event.listens_for(Session, "after_commit")
    def _(_: Any) -> None:
        passes("after")

    def passes(when: str) -> None:
        for what, is_about in TRANSACTIONS.items():
            if is_about(getattr(traced, "trace", [])):
                blow.pass_by(f"{when}-{what}")


def _watch_calls(blow: Blow) -> None:
    begin, read = http.client.HTTPConnection.request, http.client.HTTPConnection.getresponse
    calls = threading.local()

    def request(self: Any, method: str, url: str, *more: Any, **named: Any) -> None:
        calls.posts = url.endswith(POST)
        if calls.posts:
            blow.pass_by("before-call")
        begin(self, method, url, *more, **named)
        if calls.posts:
            blow.pass_by("in-call")

    def getresponse(self: Any) -> Any:
        answer = read(self)
        if getattr(calls, "posts", False):
            blow.pass_by("after-call")
        return answer

    http.client.HTTPConnection.request = request  # type: ignore[method-assign]
    http.client.HTTPConnection.getresponse = getresponse  # type: ignore[method-assign]


def _be_impatient(seconds: str) -> None:
    """Only with posts: whatever else Slack is asked is answered, however slow the machine is."""
    calls, post = threading.local(), WebClient.chat_postMessage

    def posts(self: Any, **says: Any) -> Any:
        calls.posts = True
        try:
            return post(self, **says)
        finally:
            calls.posts = False

    def set_timeout(self: Any, most: float) -> None:
        self.__dict__["timeout"] = most

    def timeout(self: Any) -> float:
        most = float(self.__dict__["timeout"])
        return min(most, float(seconds)) if getattr(calls, "posts", False) else most

    WebClient.chat_postMessage = posts  # type: ignore[method-assign]
    BaseClient.timeout = property(timeout, set_timeout)  # type: ignore[assignment]


def _never_be_busy(seconds: str) -> None:
    """A slow machine is no crowd."""
    waiting_room.WAITS_HERE = waiting_room.WAITS_IN_ALL = float(seconds)  # type: ignore[misc]
    app.CALL_SECONDS = int(float(seconds))  # type: ignore[misc]


def _hurry(seconds: str) -> None:
    assert pace.PER_CHANNEL.total_seconds() == 1, "Slack's limit for a conversation"
    pace.PER_CHANNEL = timedelta(seconds=float(seconds))  # type: ignore[misc]


def _pragma(value: str) -> None:
    @event.listens_for(Engine, "connect")
    def _(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA {value}")


def _set_wall_clock(file: str) -> None:
    """The machine's clock is as wrong as the file says, for us and for the scheduler, which reads it itself."""
    path, right = Path(file), datetime

    class Wrong(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Any:
            return right.now(tz) + timedelta(seconds=float(path.read_text()))

    scheduler.datetime = clock.datetime = Wrong  # type: ignore[attr-defined]


PREPARED: Final[dict[str, Callable[[str], None]]] = {
    **{word: _strike(number) for word, number in SIGNALS.items()},
    "patience": _be_impatient,
    "busy": _never_be_busy,
    "pace": _hurry,
    "pragma": _pragma,
    "wall": _set_wall_clock,
}

if __name__ == "__main__":
    launch(sys.argv[1:])
