"""What has become of a person's shifts: a line each, in their own time, and by whom."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from handlers.blocks.limits import fit
from handlers.blocks.parts import words
from handlers.blocks.rendered import Rendered
from handlers.blocks.times import day, from_to, wall
from handlers.blocks.words import COMMAND, escape
from models.facts.covers import CoverFacts
from models.facts.shift_changes import ShiftChangeFacts, ShiftNewsFacts
from models.tables import ShiftChangeKind

MOST_TOLD: Final = 10
_DAY: Final = timedelta(days=1)


def shift_message(facts: ShiftNewsFacts, now: datetime) -> Rendered:
    """A DM of its own, for what is near."""
    lines = shift_lines(facts.changes, facts.zone, now)
    text = "\n".join([*lines, f"{COMMAND} who shows who is on shift."])
    return Rendered(text=escape(text), blocks=[words("\n".join(lines))])


def shift_lines(changes: Sequence[ShiftChangeFacts], zone: str, now: datetime, most: int = MOST_TOLD) -> list[str]:
    """A line for each of the first `most` changes, the nearest first, days on end as one; how many more there are."""
    runs = _runs(changes, zone)
    lines = [fit(_line(run, zone, now), 300) for run in runs[: min(most, MOST_TOLD)]]
    more = sum(len(run) for run in runs[len(lines) :])
    return [*lines, f"and {more} more of your shifts have changed"] if more else lines


def untaken_lines(untaken: Sequence[CoverFacts], zone: str, now: datetime) -> list[str]:
    """A line for each shift that one has asked to be covered, and that nobody has taken."""
    return [
        fit(f"Nobody has taken this yet: {one.region}, {from_to(one.starts, one.ends, zone, now)}.", 300)
        for one in untaken[:MOST_TOLD]
    ]


def _runs(changes: Sequence[ShiftChangeFacts], zone: str) -> list[list[ShiftChangeFacts]]:
    """Changes that are the same from one day to the next stand together."""
    runs: list[list[ShiftChangeFacts]] = []
    last: dict[tuple[object, ...], list[ShiftChangeFacts]] = {}
    for change in changes:
        start, end = wall(change.starts, zone), wall(change.ends, zone)
        kind = (change.region, change.kind, change.by, change.covered, start.time(), end.time())
        run = last.get(kind)
        if run is not None and start.date() - wall(run[-1].starts, zone).date() == _DAY:
            run.append(change)
        else:
            last[kind] = [change]
            runs.append(last[kind])
    return runs


def _line(run: Sequence[ShiftChangeFacts], zone: str, now: datetime) -> str:
    change, when = run[0], _when(run, zone, now)
    by = f" ({change.by})" if change.by else ""
    if change.covered:
        return f"Covered: {change.by} has your shift for {change.region}, {when}."
    match change.kind:
        case ShiftChangeKind.APPEARS:
            return f"New: you are on shift for {change.region}, {when}{by}."
        case ShiftChangeKind.MOVES:
            return f"Moved: your shift for {change.region} is now {when}{by}."
        case ShiftChangeKind.GOES:
            return f"Gone: you are not on shift for {change.region} any more, {when}{by}."


def _when(run: Sequence[ShiftChangeFacts], zone: str, now: datetime) -> str:
    first, last = run[0], run[-1]
    if first is last:
        return from_to(first.starts, first.ends, zone, now)
    hours = f"{wall(first.starts, zone):%H:%M} to {wall(first.ends, zone):%H:%M}"
    return f"{day(first.starts, zone, now)} to {day(last.starts, zone, now)}, each day {hours}"
