"""The ladder of an offer that nobody claims: when its steps come. All instants are UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from models.shifts.plan import Ladder


@dataclass(frozen=True, slots=True)
class Steps:
    """From when an offer waits, when who is on shift is reminded, when the rest of the region is, when it moves on."""

    begins: datetime
    remind: datetime
    widen: datetime
    move: datetime


def steps_of(ladder: Ladder, starts: datetime, ends: datetime, offered_at: datetime, *, critical: bool) -> Steps:
    """The steps of an offer made at `offered_at` to a shift from `starts` to `ends`.

    Times run from the later of shift start and offer. It moves on so long before the shift's end, but not within that
    time of the offer, and at the shift's end always. Critical: half of all times.
    """

    def minutes(count: int) -> timedelta:
        return timedelta(minutes=count) / (2 if critical else 1)

    begins, last = max(starts, offered_at), minutes(ladder.move)
    move = min(ends, max(ends - last, begins + last))
    return Steps(begins, begins + minutes(ladder.remind), begins + minutes(ladder.widen), move)
