"""Turning the clock."""

from collections.abc import Callable

from bot.sandbox.page_server.acts.asked import Asked
from bot.sandbox.page_server.acts.done import Done
from bot.sandbox.people.impossible import Impossible

MOST_SECONDS = 31 * 86_400.0


class ClockActs:
    """Moves the clock forward by seconds with `turn`, where it can be moved."""

    def __init__(self, turn: Callable[[float], None] | None) -> None:
        self._turn = turn

    def forward(self, asked: Asked) -> Done:
        """Move it forward by so many seconds."""
        if self._turn is None:
            raise Impossible("This clock cannot be turned.")
        seconds = float(asked.act["seconds"])
        if not 0 < seconds <= MOST_SECONDS:
            raise Impossible("The clock goes forward, by 31 days at most.")
        self._turn(seconds)
        return Done()
