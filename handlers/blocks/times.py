"""Instants as people read them: Slack's date tokens for many readers, local times written out for one."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Final

from models.shifts.zones import is_zone, zone

_DAY_AND_TIME: Final = "{date_short_pretty} {time}"
_TIME: Final = "{time}"
_ONLY_DAY: Final = "{date_short_pretty}"
_DAY: Final = timedelta(days=1)


def token(instant: datetime) -> str:
    """The instant (UTC) with its date as Slack's token: everybody reads it in their own zone."""
    return _token(instant, _DAY_AND_TIME)


def clock_token(instant: datetime) -> str:
    """The same without the date, for what happens on the day the message is from."""
    return _token(instant, _TIME)


def day_token(instant: datetime) -> str:
    """Only its date, for what happened on another day."""
    utc = instant.astimezone(UTC)
    return _token(instant, _ONLY_DAY, f"{utc:%a} {utc.day} {utc:%b}")


def written_utc(instant: datetime) -> str:
    """The instant for readers whose zone is not known: "Tue 2 Mar 15:00 UTC"."""
    utc = instant.astimezone(UTC)
    return f"{utc:%a} {utc.day} {utc:%b %H:%M} UTC"


@lru_cache(maxsize=256)  # the lines of a list mostly end with the same few shifts
def local(instant: datetime, zone_name: str, now: datetime) -> str:
    """The instant for one reader in their zone: "today 15:00", "Wed 09:00", "3 Mar 09:00". `now` is UTC."""
    there = wall(instant, zone_name)
    return f"{_day_word(there, wall(now, zone_name))} {there:%H:%M}"


def clock(instant: datetime, zone_name: str, now: datetime) -> str:
    """The same, without the day when it is today's."""
    return local(instant, zone_name, now).removeprefix("today ")


def at_clock(instant: datetime, zone_name: str, now: datetime) -> str:
    """The same as part of a sentence: "at 15:00", "tomorrow 09:00"."""
    when = clock(instant, zone_name, now)
    return when if " " in when else f"at {when}"


def from_to(start: datetime, end: datetime, zone_name: str, now: datetime) -> str:
    """Two instants for one reader; the end's day is said where it is another: "Wed 09:00 to 17:00"."""
    begins, ends = local(start, zone_name, now), local(end, zone_name, now)
    first_day = begins.rpartition(" ")[0]
    return f"{begins} to {ends.removeprefix(f'{first_day} ')}"


def day(instant: datetime, zone_name: str, now: datetime) -> str:
    """Only the day: "today", "Wed", "3 Mar"."""
    return _day_word(wall(instant, zone_name), wall(now, zone_name))


def greeting(instant: datetime, zone_name: str) -> str:
    """How one greets at that instant in that zone."""
    hour = wall(instant, zone_name).hour
    if 3 <= hour < 12:
        return "Good morning"
    return "Good afternoon" if 12 <= hour < 18 else "Good evening"


def span(length: timedelta) -> str:
    """A length of time, as exact as it matters: "20 min", "1 h 39", "16 h 30", "49 h", "4 days"."""
    minutes = max(0, -(-int(length.total_seconds()) // 60))
    hours, rest = divmod(minutes, 60)
    if hours == 0:
        return f"{minutes} min"
    if length >= 4 * _DAY:
        return f"{length // _DAY} days"
    return f"{hours} h {rest:02}" if rest and length < _DAY else f"{hours} h"


def _token(instant: datetime, form: str, fallback: str = "") -> str:
    return f"<!date^{int(instant.timestamp())}^{form}|{fallback or written_utc(instant)}>"


def wall(instant: datetime, zone_name: str) -> datetime:
    """The instant (UTC) as a clock on the wall of that zone shows it."""
    return instant.astimezone(zone(zone_name) if is_zone(zone_name) else UTC)


def _day_word(there: datetime, here: datetime) -> str:
    away = (there.date() - here.date()).days
    if -1 <= away <= 1:
        return ("yesterday", "today", "tomorrow")[away + 1]
    if 1 < away < 7:
        return f"{there:%a}"
    year = f" {there.year}" if there.year != here.year else ""
    return f"{there.day} {there:%b}{year}"
