"""Where requests wait for one of few threads. Who has waited too long is told to come again, by a thread that does only
that: everybody is answered, and what nobody has time for is not begun.

Slack waits three seconds (docs.slack.dev/interactivity/handling-user-interaction): a request waits half of them here,
and for the database until most have passed; the rest is for the answer's way.
"""

import logging
import threading
import time
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from models.storage.patience import patience_until

log = logging.getLogger(__name__)

# More threads make the slowest answers slower, not the sum faster; with fewer, two people who open forms while Slack is
# slow hold up everybody.
THREADS: Final = 4
WAITS_HERE: Final = 1.5
WAITS_IN_ALL: Final = 2.2
NO_TIME: Final = 0.0
SAYS_AGAIN: Final = 60.0
TOO_MUCH: Final = "There is more to do at once than can be done: requests are told to come again in a moment."


@dataclass(frozen=True, slots=True)
class _Request:
    since: float
    answer: Callable[[], None]


class WaitingRoom:
    """Answers in the order of arrival. `turned_away` is called for each request that has waited too long.

    How a request is answered then is its own affair: it finds that it is out of patience (models.storage.patience).
    """

    def __init__(self, name: str, turned_away: Callable[[], None] = lambda: None) -> None:
        self._turned_away = turned_away
        self._waiting: deque[_Request] = deque()
        lock = threading.Lock()
        self._came_in = threading.Condition(lock)
        self._closing = threading.Condition(lock)
        self._is_closed = False
        names = [f"{name}-{number}" for number in range(1, THREADS + 1)]
        self._threads = [threading.Thread(target=self._answer, name=one, daemon=True) for one in names]
        self._threads.append(threading.Thread(target=self._turn_away, name=f"{name}-door", daemon=True))

    def open(self) -> None:
        """Answer from now on."""
        for thread in self._threads:
            thread.start()

    def enter(self, answer: Callable[[], None]) -> None:
        """A request comes in; `answer` is called once, in another thread. When the room is closed, it is not."""
        with self._came_in:
            if not self._is_closed:
                self._waiting.append(_Request(time.monotonic(), answer))
                self._came_in.notify()

    def close(self, seconds: float) -> bool:
        """Let nothing in, answer what is here for so long at most, and end; say whether all was answered."""
        until = time.monotonic() + seconds
        with self._came_in:
            self._is_closed = True
            self._came_in.notify_all()
            self._closing.notify_all()
        for thread in self._threads:
            if thread.is_alive():
                thread.join(max(0.0, until - time.monotonic()))
        return not any(thread.is_alive() for thread in self._threads)

    def _answer(self) -> None:
        while (request := self._next()) is not None:
            _answer_until(request.since + WAITS_IN_ALL, request)

    def _next(self) -> _Request | None:
        with self._came_in:
            while not self._waiting:
                if self._is_closed:
                    return None
                self._came_in.wait()
            request = self._waiting.popleft()
            if self._is_closed:
                self._closing.notify_all()  # perhaps nobody is left to be turned away
            return request

    def _turn_away(self) -> None:
        said = -SAYS_AGAIN
        while (request := self._next_late()) is not None:
            if time.monotonic() - said >= SAYS_AGAIN:
                said = time.monotonic()
                log.warning(TOO_MUCH)
            self._turned_away()
            _answer_until(NO_TIME, request)

    def _next_late(self) -> _Request | None:
        with self._closing:
            while self._waiting or not self._is_closed:
                # What comes in from now on is not late before that, so nobody needs to wake this thread.
                late_in = self._waiting[0].since + WAITS_HERE - time.monotonic() if self._waiting else WAITS_HERE
                if late_in <= 0:
                    return self._waiting.popleft()
                self._closing.wait(late_in)
            return None


def _answer_until(instant: float, request: _Request) -> None:
    try:
        with patience_until(instant):
            request.answer()
    except Exception:
        log.exception("A request failed, and nobody has answered it.")
