"""Answers that come after Slack has its own: sent by a small pool, asked for by whichever thread was at work."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Final

log = logging.getLogger(__name__)

THREADS: Final = 2
MOST_AT_ONCE: Final = 20


class Answers:
    """Runs what it is given, in the order in which it came."""

    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(THREADS, thread_name_prefix="answer")
        self._lock = threading.Lock()
        self._given: list[Future[None]] = []

    def later(self, work: Callable[[], None]) -> None:
        """Do it in another thread. Once this has ended, it is not done."""
        with self._lock:
            self._given = [one for one in self._given if not one.done()]
            try:
                self._given.append(self._pool.submit(_guarded, work))
            except RuntimeError:
                log.info("An answer was not sent, since Sunrelay is ending.")

    def has_room(self) -> bool:
        """Whether what is given now is done while its reader still looks for it."""
        with self._lock:
            return sum(not one.done() for one in self._given) < MOST_AT_ONCE

    def wait(self) -> int:
        """Wait for all that were given; 0 where none was since this was last asked."""
        with self._lock:
            given, self._given = self._given, []
        wait(given)
        return len(given)

    def stop(self, seconds: float) -> bool:
        """Begin no more of them, and let those in hand finish for so long at most; False where one did not."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        with self._lock:
            in_hand = [one for one in self._given if not one.done()]
        return not wait(in_hand, seconds).not_done


def _guarded(work: Callable[[], None]) -> None:
    try:
        work()
    except Exception:
        log.exception("An answer failed.")
