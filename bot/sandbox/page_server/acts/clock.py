"""Turning the clock."""

from collections.abc import Callable

from bot.sandbox.page_server.acts.asked import Asked
from bot.sandbox.page_server.acts.done import Done
from bot.sandbox.page_server.state.clock import first_start
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.turned_clock import TurnedClock
from bot.sandbox.world import World

MOST_SECONDS = 31 * 86_400.0


class ClockActs:
    """Turns the clock of a workspace, where it has one that can be turned."""

    def __init__(self, world: World) -> None:
        self._world = world

    @property
    def table(self) -> dict[str, Callable[[Asked], Done]]:
        """Which act does what."""
        return {"forward": self.forward, "next_start": self.next_start, "play": self.play, "pause": self.pause}

    def forward(self, asked: Asked) -> Done:
        """Turn it forward by so many seconds."""
        seconds = float(asked.act["seconds"])
        if not 0 < seconds <= MOST_SECONDS:
            raise Impossible("The clock goes forward, by 31 days at most.")
        self._clock.forward(seconds)
        return Done()

    def next_start(self, asked: Asked) -> Done:
        """Turn it to the next start of a shift, in whichever region that is; in `region` where one is named."""
        clock, region = self._clock, asked.act.get("region")
        start = first_start(self._world, None if region is None else str(region))
        if start is None:
            raise Impossible("No shift is planned within the next 31 days.")
        clock.to(start)
        return Done()

    def play(self, asked: Asked) -> Done:  # noqa: ARG002 - the shape of all of them
        """Let a day pass in a minute."""
        self._clock.play()
        return Done()

    def pause(self, asked: Asked) -> Done:  # noqa: ARG002 - the shape of all of them
        """Let it go on as clocks do."""
        self._clock.pause()
        return Done()

    @property
    def _clock(self) -> TurnedClock:
        if self._world.clock is None:
            raise Impossible("This clock cannot be turned.")
        return self._world.clock
