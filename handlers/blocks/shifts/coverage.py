"""When nobody is on shift and when regions can talk: what is alike from day to day is one line, in a reader's time."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Final

from handlers.blocks.limits import fit
from handlers.blocks.times import clock, from_to, wall
from handlers.blocks.words import counted, plain_name
from models.shifts.coverage import Gap, Overlap

_DAY: Final = timedelta(days=1)
LONGEST_WEEKS: Final = timedelta(days=14)


def gap_lines(found: Sequence[Gap], zone_name: str, now: datetime, most: int) -> list[str]:
    """When nobody is on shift, the first `most` kinds of it."""
    if not found:
        return ["Somebody is always on shift in the next two weeks."]
    if found[0].start == now and found[0].end >= now + LONGEST_WEEKS:
        return ["Nobody is on shift in the next two weeks."]
    alike: dict[tuple[str, ...], list[Gap]] = {}
    for gap in found:
        alike.setdefault(_kind(gap, zone_name, now), []).append(gap)
    said = [_times(ones, zone_name, now) for ones in alike.values()]
    return [f"Nobody is on shift, in the next two weeks: {_some(said, most)}."]


def overlap_lines(found: Sequence[Overlap], zone_name: str, now: datetime, most: int) -> list[str]:
    """Which regions can talk when, the first `most` kinds of it."""
    alike: dict[tuple[str, ...], list[Overlap]] = {}
    for both in found:
        alike.setdefault((*both.regions, *_clocks(both, zone_name)), []).append(both)
    said = [f"{_pair(ones[0])} {_times(ones, zone_name, now)}" for ones in alike.values()]
    return [f"At work together: {_some(said, most)}."] if said else []


def _kind(gap: Gap, zone_name: str, now: datetime) -> tuple[str, ...]:
    """What gaps have in common that are told as one: the clock times; where they last for days, the weekdays too."""
    if gap.start == now:
        return ("now",)
    if gap.end - gap.start < _DAY:
        return _clocks(gap, zone_name)
    return tuple(f"{there:%a %H:%M}" for there in _there(gap, zone_name))


def _times(ones: Sequence[Gap | Overlap], zone_name: str, now: datetime) -> str:
    first = ones[0]
    if len(ones) == 1 and first.start == now:
        return f"now, till {clock(first.end, zone_name, now)}"
    if len(ones) == 1:
        return from_to(first.start, first.end, zone_name, now)
    start, end = _there(first, zone_name)
    if first.end - first.start < _DAY:
        return f"{start:%H:%M} to {end:%H:%M} on {counted(len(ones), 'day')}"
    return f"{start:%a %H:%M} to {end:%a %H:%M}, {len(ones)} times"


def _pair(both: Overlap) -> str:
    first, second = both.regions
    return f"{plain_name(first)} and {plain_name(second)}"


def _clocks(span: Gap | Overlap, zone_name: str) -> tuple[str, ...]:
    return tuple(f"{there:%H:%M}" for there in _there(span, zone_name))


def _there(span: Gap | Overlap, zone_name: str) -> Iterable[datetime]:
    return wall(span.start, zone_name), wall(span.end, zone_name)


def _some(said: Sequence[str], most: int) -> str:
    more = len(said) - most
    rest = [f"{more} more"] if more > 0 else []
    return fit("; ".join([*said[:most], *rest]), 900)
