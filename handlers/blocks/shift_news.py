"""What has become of a person's shifts: a line each, in their own time, and by whom."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from handlers.blocks.limits import fit
from handlers.blocks.parts import words
from handlers.blocks.rendered import Rendered
from handlers.blocks.times import from_to
from handlers.blocks.words import COMMAND, escape
from models.facts.shift_changes import ShiftChangeFacts, ShiftNewsFacts
from models.tables import ShiftChangeKind

MOST_TOLD: Final = 10


def shift_message(facts: ShiftNewsFacts, now: datetime) -> Rendered:
    """A DM of its own, for what is near."""
    lines = shift_lines(facts.changes, facts.zone, now)
    text = "\n".join([*lines, f"{COMMAND} who shows who is on shift."])
    return Rendered(text=escape(text), blocks=[words("\n".join(lines))])


def shift_lines(changes: Sequence[ShiftChangeFacts], zone: str, now: datetime, most: int = MOST_TOLD) -> list[str]:
    """A line for each of the first `most` changes, the nearest first; how many more there are."""
    lines = [fit(_line(change, zone, now), 300) for change in changes[: min(most, MOST_TOLD)]]
    more = len(changes) - len(lines)
    return [*lines, f"and {more} more of your shifts have changed"] if more > 0 else lines


def _line(change: ShiftChangeFacts, zone: str, now: datetime) -> str:
    when = from_to(change.starts, change.ends, zone, now)
    by = f" ({change.by})" if change.by else ""
    match change.kind:
        case ShiftChangeKind.APPEARS:
            return f"New: you are on shift for {change.region}, {when}{by}."
        case ShiftChangeKind.MOVES:
            return f"Moved: your shift for {change.region} is now {when}{by}."
        case ShiftChangeKind.GOES:
            return f"Gone: you are not on shift for {change.region} {when} any more{by}."
