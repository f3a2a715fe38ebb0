"""How long who asks for the database waits for it: Slack's requests have no time, the bot's own threads have."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_UNTIL: ContextVar[float | None] = ContextVar("_UNTIL", default=None)
# Who comes late still gets a database that nobody holds.
LEAST_SECONDS: Final = 0.05


@contextmanager
def patience_until(instant: float) -> Iterator[None]:
    """What this thread asks of the database inside waits until `instant` (of the monotonic clock) at most."""
    before = _UNTIL.set(instant)
    try:
        yield
    finally:
        _UNTIL.reset(before)


def seconds_left() -> float | None:
    """For how long this thread may still wait; None for as long as it takes."""
    until = _UNTIL.get()
    return None if until is None else max(until - time.monotonic(), LEAST_SECONDS)


def is_out_of_patience() -> bool:
    """Whether this thread has waited as long as it may."""
    until = _UNTIL.get()
    return until is not None and until <= time.monotonic()
