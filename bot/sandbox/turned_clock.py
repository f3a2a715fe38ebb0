"""The workspace's clock: it goes on by itself, can be turned forward or played fast, and never runs backwards."""

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

# Days begin and end on the full quarter of an hour nearly everywhere, nearly always on the full five minutes.
FINE, COARSE = 300.0, 900.0
# Beyond this a jump is made in coarse steps, so that a night passes in a second, and a weekend in a few.
A_LONG_JUMP: Final = 2 * 3600.0
A_DAY_IN_A_MINUTE: Final = 24 * 60.0
# While it is played, something moves so often.
MOVE_SECONDS: Final = 0.25
LONGEST_HOLD: Final = 10.0


class TurnedClock:
    """Seconds since the epoch. `begins` is where it starts; `flows` tells seconds that pass by themselves.

    `rest` returns once everybody has done what is due at the instant. A jump stops there on its way again and again,
    so that what happens in a night happens in its order. `reaches` is told of an instant before it is shown, `moved` is
    called after each step. Once `is_ended` says so, no step is made any more.
    """

    def __init__(self, begins: float, flows: Callable[[], float]) -> None:
        self.rest: Callable[[], None] = lambda: None
        self.is_ended: Callable[[], bool] = lambda: False
        self.reaches: Callable[[float], None] = lambda _: None
        self.moved: Callable[[], None] = lambda: None
        self._flows = flows
        self._at, self._flowed = begins, flows()
        self._lock = threading.Condition(threading.RLock())
        self._turning = threading.Lock()
        self._acts = 0
        self._rate = 0.0
        self._player: threading.Thread | None = None

    def now(self) -> float:
        """The instant."""
        with self._lock:
            flowed = self._flows()
            self._at += max(0.0, flowed - self._flowed)
            self._flowed = flowed
            return self._at

    def forward(self, seconds: float) -> None:
        """Turn it forward by so much, counted from when it is this caller's turn."""
        with self._turning:
            self._go_on_to(self.now() + seconds)

    def to(self, instant: float, step: float | None = None) -> None:
        """Turn it forward to an instant, in steps of so many seconds; one that is past changes nothing."""
        with self._turning:
            self._go_on_to(instant, step)

    @property
    def is_playing(self) -> bool:
        """Whether it is being played fast."""
        return self._rate > 0

    def play(self, seconds_per_second: float = A_DAY_IN_A_MINUTE) -> None:
        """From now on let so many seconds pass in one, at most: a step waits until everybody has done what is due."""
        with self._lock:
            self._rate = seconds_per_second
            if self._player is None:
                self._player = threading.Thread(target=self._play, name="sandbox-clock", daemon=True)
                self._player.start()
            self._lock.notify_all()
        self.moved()

    def pause(self) -> None:
        """Be played no more; it goes on by itself. Returns once it has come to rest."""
        with self._lock:
            self._rate = 0.0
            self._lock.notify_all()
            player = self._player
            if player not in (None, threading.current_thread()):
                # Where somebody plays it again meanwhile, it does not come to rest.
                self._lock.wait_for(lambda: self._player is not player or self._rate > 0)
        self.moved()

    @contextmanager
    def held(self) -> Iterator[None]:
        """While somebody's act is being answered, no step is made: a form has three seconds to open."""
        with self._lock:
            self._acts += 1
        try:
            yield
        finally:
            with self._lock:
                self._acts -= 1
                self._lock.notify_all()

    def _go_on_to(self, instant: float, step: float | None = None) -> None:
        now = self.now()
        size = step or (FINE if instant - now <= A_LONG_JUMP else COARSE)
        while now < instant and not self.is_ended():
            self._step(min(instant, _next_on_grid(now, size)))
            now = self.now()

    def _step(self, instant: float) -> None:
        self.reaches(instant)
        self.rest()  # what people have just done is not torn apart by the jump
        with self._lock:
            self._lock.wait_for(lambda: self._acts == 0, LONGEST_HOLD)
            self._at = max(self.now(), instant)
        self.moved()
        self.rest()

    def _play(self) -> None:
        try:
            while rate := self._rate_of_next_step():
                self._play_a_step(rate)
        finally:
            with self._lock:
                if self._player is threading.current_thread():
                    self._rate = 0.0
                    self._plays_no_more()

    def _rate_of_next_step(self) -> float:
        # In one hold: who plays it again a moment after it was paused finds this thread going on, or none.
        with self._lock:
            if self.is_ended():
                self._rate = 0.0
            if not self._rate:
                self._plays_no_more()
            return self._rate

    def _plays_no_more(self) -> None:
        self._player = None
        self._lock.notify_all()

    def _play_a_step(self, rate: float) -> None:
        begun, now = time.monotonic(), self.now()
        size = min(FINE, max(1.0, rate * MOVE_SECONDS))
        with self._turning:
            self._step(min(now + size, _next_on_grid(now, FINE)))
        with self._lock:
            left = (self.now() - now) / rate - (time.monotonic() - begun)
            self._lock.wait_for(lambda: self._rate != rate, max(0.0, left))


def _next_on_grid(now: float, size: float) -> float:
    """The next multiple of `size` seconds."""
    return (now // size + 1) * size
