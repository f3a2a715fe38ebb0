"""What a change of clocks does to a team, in sentences for its leads."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from handlers.blocks.words import plain_name, some
from models.facts.digest import ClockFacts

MOST_PAIRS = 6


def clock_lines(clocks: Sequence[ClockFacts], most: int) -> list[str]:
    """A line for each pair of regions that shares more or less time from then on: the first `most` of them."""
    lines = [line for one in clocks for line in _lines(one, named=len({each.team for each in clocks}) > 1)]
    shown = min(most, MOST_PAIRS)
    more = len(lines) - shown
    return [*lines[:shown], f"and {more} more: sunrelay shifts --gaps"] if more > 0 else lines


def clocks_in_brief(clocks: Sequence[ClockFacts]) -> str:
    """When clocks change, and whose."""
    first = clocks[0].change
    return f"Clocks change on {_day(first.date)} in {some([plain_name(name) for name in first.regions])}."


def _lines(clock: ClockFacts, *, named: bool) -> Iterator[str]:
    change, team = clock.change, f" ({plain_name(clock.team)})" if named else ""
    for (first, second), before, after in change.shared:
        pair = f"{plain_name(first)} and {plain_name(second)}"
        yield f"From {_day(change.date)} {pair} share {_instead(after, before)}{team}."


def _instead(after: timedelta, before: timedelta) -> str:
    """ "1 hour instead of 2"; the unit is said once where both are whole."""
    if after % timedelta(hours=1) or before % timedelta(hours=1):
        return f"{_length(after)} instead of {_length(before)}"
    hours = after // timedelta(hours=1)
    return f"{hours} hour{'' if hours == 1 else 's'} instead of {before // timedelta(hours=1)}"


def _length(length: timedelta) -> str:
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    parts = ([f"{hours} h"] if hours or not minutes else []) + ([f"{minutes} min"] if minutes else [])
    return " ".join(parts)


def _day(day: date) -> str:
    return f"{day.day} {day:%B}"
