"""Rows on which our own code failed: left alone for a while, so that they neither spin nor stand in others' way."""

from datetime import datetime, timedelta
from typing import Final

WAITS: Final = (60, 300, 900, 3_600)


class Failing:
    """Remembers, in memory, what failed and when it may be tried again. Instants are UTC."""

    def __init__(self) -> None:
        self._failures: dict[object, tuple[int, datetime]] = {}

    def __len__(self) -> int:
        return len(self._failures)

    def waits(self, row: object, now: datetime) -> bool:
        """Whether the row has failed and is to be left alone at `now`."""
        return row in self._failures and now < self._failures[row][1]

    def failed(self, row: object, now: datetime) -> None:
        """It failed (again): it waits a minute, then five, then longer."""
        times = self._failures.get(row, (0, now))[0] + 1
        self._failures[row] = times, now + timedelta(seconds=WAITS[min(times, len(WAITS)) - 1])

    def went_well(self, row: object) -> None:
        """It is done."""
        self._failures.pop(row, None)
