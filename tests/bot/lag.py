"""By how much this machine is too slow just now: seconds in which a thread that wanted to run did not."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

EVERY: Final = 0.005


class Lag:
    """`seconds` grow while all threads of this process, or others on the machine, want more of it than there is."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self._over = threading.Event()

    def measure(self) -> None:
        """Until it is over: how much later than it should this thread goes on, in all."""
        while not self._over.is_set():
            began = time.monotonic()
            self._over.wait(EVERY)
            self.seconds += max(0.0, time.monotonic() - began - EVERY)

    def end(self) -> None:
        """It is over."""
        self._over.set()


@contextmanager
def measured_lag() -> Iterator[Lag]:
    """The lag from here on. What must be over within a time is given so much more, and no more than that."""
    lag = Lag()
    measuring = threading.Thread(target=lag.measure, name="lag", daemon=True)
    measuring.start()
    try:
        yield lag
    finally:
        lag.end()
        measuring.join()
