"""When the tick ticks: one job of APScheduler in UTC, and a watchdog that goes by the monotonic clock.

A wall clock that is set back stops APScheduler until the old time comes again; the watchdog notices and ticks.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import UTC
from typing import Any, Final

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from bot.clock import wall_clock
from bot.ticking.loops import Loop, reference

log = logging.getLogger(__name__)

PERIODS_OF_PATIENCE: Final = 2


class Ticker:
    """Calls `tick` every so many seconds, never twice at once. `noticed` is called when the watchdog had to step in."""

    def __init__(
        self,
        tick: Callable[[], None],
        seconds: float,
        *,
        ticked: Callable[[], None] = lambda: None,
        noticed: Callable[[], None] = lambda: None,
    ) -> None:
        self._tick = tick
        self._seconds = seconds
        self._ticked = ticked
        self._noticed = noticed
        self._finished = time.monotonic()
        self._idle = threading.Event()
        self._idle.set()
        # Between the scheduler's word and the tick's first step lies time: one that was late must not begin any more.
        self._beginning = threading.Lock()
        self._is_ended = False
        self._scheduler = BackgroundScheduler(timezone=UTC, executors={"default": ThreadPoolExecutor(1)})
        self._job: Any = self._scheduler.add_job(
            self._tick_once, "interval", seconds=seconds, id="tick", next_run_time=wall_clock(),
            misfire_grace_time=None, coalesce=True, max_instances=1,
        )  # fmt: skip
        self.watchdog = Loop("watchdog", self._watch)

    @property
    def seconds_since(self) -> float:
        """How long ago the last tick finished (or the ticker was made), in seconds."""
        return time.monotonic() - self._finished

    @property
    def is_well(self) -> bool:
        """Whether a tick has finished within three periods."""
        return self.seconds_since <= (PERIODS_OF_PATIENCE + 1) * self._seconds

    def start(self) -> None:
        """Tick at once, and from then on."""
        self._finished = time.monotonic()
        self._scheduler.start()
        self.watchdog.start()

    def stop(self, seconds: float) -> bool:
        """Let the tick that runs finish, for so long at most, and end; False where it did not finish. None begins."""
        with self._beginning:
            self._is_ended = True
        self.watchdog.stop(seconds)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        return self._idle.wait(seconds)

    def _tick_once(self) -> None:
        with self._beginning:
            if self._is_ended:
                return
            self._idle.clear()
        try:
            self._tick()
            self._ticked()
        except Exception:
            log.exception("A tick failed (reference %s).", reference())
        finally:
            self._finished = time.monotonic()
            self._idle.set()

    def _watch(self) -> float:
        late = self.seconds_since > PERIODS_OF_PATIENCE * self._seconds
        if late and self._idle.is_set():
            log.warning("No tick for %.1f s: ticking now. Was this machine's clock set back?", self.seconds_since)
            self._noticed()
            self._job.modify(next_run_time=wall_clock())
        elif late:
            log.warning("A tick has been running for %.1f s.", self.seconds_since)
            self._noticed()
        return self._seconds
