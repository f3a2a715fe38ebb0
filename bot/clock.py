"""What time it is. No other module reads the wall clock; everywhere else `now` is an argument."""

import logging
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

log = logging.getLogger(__name__)


class Clock(Protocol):
    """Called, it answers with the present instant: an aware datetime in UTC."""

    def __call__(self) -> datetime:
        """The present instant, in UTC."""
        ...


class ClockProblem(Exception):
    """The clock file cannot be followed. Its text is one sentence: what is wrong, and what to do."""


def wall_clock() -> datetime:
    """The present instant by this machine's clock, in UTC."""
    return datetime.now(UTC)


class FileClock:
    """Follows a file that holds seconds since the epoch, so that a day can be tried out in a minute.

    The file is read at every call. Whoever writes it should replace it in one step (write another, then rename): a
    half-written number is a number, too. While the file cannot be read, the last instant that could be stands still.
    """

    def __init__(self, path: Path) -> None:
        """Read `path` once; raises ClockProblem if it does not say when it is."""
        self._path = path
        self._standing_still = False
        try:
            self._last = _read(path)
        except (OSError, ValueError, OverflowError):
            raise ClockProblem(
                f"CLOCK_FILE {path} does not say when it is: write the seconds since 1970-01-01 UTC into it, "
                "such as 1800000000."
            ) from None

    def __call__(self) -> datetime:
        """The instant in the file, or the last that could be read; in UTC."""
        try:
            self._last = _read(self._path)
        except (OSError, ValueError, OverflowError):
            if not self._standing_still:
                log.warning("CLOCK_FILE %s cannot be read: the clock stands still at %s.", self._path, self._last)
            self._standing_still = True
        else:
            self._standing_still = False
        return self._last


def clock_of(seconds: Callable[[], float]) -> Clock:
    """The clock that goes by what tells the seconds since the epoch."""
    return lambda: datetime.fromtimestamp(seconds(), UTC)


def choose_clock(clock_file: Path | None) -> Clock:
    """The clock that the settings ask for: the wall clock, or one that follows `clock_file`.

    Raises ClockProblem if the file does not say when it is.
    """
    return wall_clock if clock_file is None else FileClock(clock_file)


def _read(path: Path) -> datetime:
    return datetime.fromtimestamp(float(path.read_text(encoding="ascii")), UTC)
