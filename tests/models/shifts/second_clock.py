"""A second computation of local times: pytz's tables read from UTC outwards, minute by minute, with no sum of ours."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import pytz

MINUTE = timedelta(minutes=1)


def wall(instant: datetime, timezone: str) -> datetime:
    """What a clock on the wall shows at `instant`."""
    return instant.astimezone(pytz.timezone(timezone)).replace(tzinfo=None)


@lru_cache(maxsize=4096)
def first_instant(day: date, at: time, timezone: str) -> datetime:
    """The first instant at which the wall shows this time; where it never does, the time later by the gap."""
    wanted = datetime.combine(day, at)
    instant = (wanted - timedelta(hours=15)).replace(tzinfo=UTC)
    before = wall(instant, timezone)
    while (shown := wall(instant, timezone)) < wanted:
        before = shown
        instant += MINUTE
    if shown == wanted:
        return instant
    gap = shown - before - MINUTE
    return first_instant((wanted + gap).date(), (wanted + gap).time(), timezone)


def clock_changes(timezone: str) -> list[date]:
    """The UTC dates on which the zone's clocks change, 2026 to 2037; a plain week's date where they never do."""
    times = getattr(pytz.timezone(timezone), "_utc_transition_times", [])
    return [at.date() for at in times if 2026 <= at.year <= 2037] or [date(2027, 3, 28)]
