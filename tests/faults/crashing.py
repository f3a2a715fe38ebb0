"""Runs the real command line, and kills its own process at a named point: the product knows nothing of it.

    python -m tests.faults.crashing after-call:2 run

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
from typing import Any, Final

from slack_sdk import WebClient
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

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
# Points of a transaction: just before and just after its commit. Points of a post: before a byte of it is written,
# when it is written and nothing has been read, and when Slack has answered.
POINTS: Final = frozenset(
    {f"{when}-{what}" for what in TRANSACTIONS for when in ("before", "after")} | {"before-call", "in-call", "after-call"}
)
POST: Final = "chat.postMessage"


@dataclass
class Crash:
    """The point, and how often it is still to be passed."""

    point: str
    passings: int = 1
    lock: threading.Lock = field(default_factory=threading.Lock)

    def pass_by(self, point: str) -> None:
        """Die here, if this is the point and the time."""
        if point != self.point:
            return
        with self.lock:
            self.passings -= 1
            if self.passings == 0:
                os.kill(os.getpid(), signal.SIGKILL)


def launch(words: Sequence[str]) -> int:
    """Run `sunrelay` with the words that are not ours.

    Ours are a point (`after-call:2`), `patience=1` (the most seconds to wait for Slack) and `pragma=max_page_count=99`.
    """
    rest = list(words)
    while rest and (rest[0].partition(":")[0] in POINTS or "=" in rest[0]):
        word = rest.pop(0)
        kind, _, value = word.partition("=")
        if kind == "patience":
            _be_impatient(float(value))
        elif kind == "pragma":
            _pragma(value)
        else:
            point, _, passings = word.partition(":")
            _arm(Crash(point, int(passings or 1)))
    from bot.cli import main

    main(rest, standalone_mode=True)
    return 0


def _arm(crash: Crash) -> None:
    _watch_commits(crash)
    _watch_calls(crash)


def _watch_commits(crash: Crash) -> None:
    traced = threading.local()

    @event.listens_for(Engine, "begin")
    def _(_: Any) -> None:
        traced.trace = []

    @event.listens_for(Engine, "before_cursor_execute")
    def _(_: Any, __: Any, statement: str, parameters: Any, ___: Any, ____: bool) -> None:
        traced.trace = [*getattr(traced, "trace", []), (statement, repr(parameters))]

    @event.listens_for(Engine, "commit")
    def _(_: Any) -> None:
        _pass("before")

    @event.listens_for(Session, "after_commit")
    def _(_: Any) -> None:
        _pass("after")

    def _pass(when: str) -> None:
        for what, is_about in TRANSACTIONS.items():
            if is_about(getattr(traced, "trace", [])):
                crash.pass_by(f"{when}-{what}")


def _watch_calls(crash: Crash) -> None:
    begin, read = http.client.HTTPConnection.request, http.client.HTTPConnection.getresponse
    calls = threading.local()

    def request(self: Any, method: str, url: str, *more: Any, **named: Any) -> None:
        calls.posts = url.endswith(POST)
        if calls.posts:
            crash.pass_by("before-call")
        begin(self, method, url, *more, **named)
        if calls.posts:
            crash.pass_by("in-call")

    def getresponse(self: Any) -> Any:
        answer = read(self)
        if getattr(calls, "posts", False):
            crash.pass_by("after-call")
        return answer

    http.client.HTTPConnection.request = request  # type: ignore[method-assign, assignment]
    http.client.HTTPConnection.getresponse = getresponse  # type: ignore[method-assign]


def _be_impatient(seconds: float) -> None:
    made = WebClient.__init__

    def make(self: WebClient, *words: Any, **named: Any) -> None:
        made(self, *words, **named)
        self.timeout = min(self.timeout, seconds)  # type: ignore[assignment]

    WebClient.__init__ = make  # type: ignore[method-assign]


def _pragma(value: str) -> None:
    @event.listens_for(Engine, "connect")
    def _(connection: Any, _: Any) -> None:
        connection.execute(f"PRAGMA {value}")


if __name__ == "__main__":
    sys.exit(launch(sys.argv[1:]))
