"""What time it is, and who works where in the world."""

from datetime import UTC, datetime

from bot.sandbox.payload import Json
from bot.sandbox.world import World


def clock_state(world: World) -> Json:
    """The time (seconds since the epoch), and whether the clock can be turned and is being played."""
    clock = world.clock
    return {"now": world.now(), "turns": clock is not None, "playing": clock is not None and clock.is_playing}


def strip_state(world: World) -> list[Json]:
    """The regions of the world as they are now, as the workspace was told of them."""
    return world.strip(datetime.fromtimestamp(world.now(), UTC))


def first_start(world: World, region: str | None = None) -> float | None:
    """When the next shift starts anywhere, or in that region; None where none is planned."""
    starts = [one["next_day_start"] for one in strip_state(world) if region in (None, one["region"])]
    return min((start for start in starts if start is not None), default=None)
