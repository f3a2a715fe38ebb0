"""How needed an item is to one reader: the order of a digest."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from models.shifts.shift import Span
from models.tables import Urgency
from models.visits import TOO_OFTEN_THERE


class Need(IntEnum):
    """Why an item stands where it stands, the most needed first."""

    DECIDE = 0
    CRITICAL = 1
    NOT_TAKEN = 2
    TRIGGER = 3
    THIRD_TIME = 4
    REST = 5


@dataclass(frozen=True, slots=True)
class Standing:
    """What the order goes by. Instants are UTC.

    `decides`: the reader is to decide it. `unclaimed` is how many regions and people let its offer pass, `times_there`
    how often it came to the region that it is with now, `hops` how often it came to another region.
    """

    id: int
    urgency: Urgency
    created_at: datetime
    by: datetime | None = None
    decide_by: datetime | None = None
    decides: bool = False
    times_sent_back: int = 0
    unclaimed: int = 0
    times_there: int = 0
    hops: int = 0


Rank = tuple[Need, int, datetime, int]


def need_of(item: Standing, day: Span) -> Need:
    """Why the item is needed on the reader's day `day`: the first that holds.

    - DECIDE: the reader is to decide it.
    - CRITICAL: its urgency says so.
    - NOT_TAKEN: it was sent back since it was opened; or it is unclaimed: since somebody offered it, its offer has
      moved on from a region, or from a person, at least once.
    - TRIGGER: a watch item with a trigger in the reader's day: its By or its Decide by falls into that day, the ends
      of the day included; or its By is over already, and it is still there.
    - THIRD_TIME: it is with its region for the third time or more.
    - REST: everything else.
    """
    holds = {
        Need.DECIDE: item.decides,
        Need.CRITICAL: item.urgency is Urgency.CRITICAL,
        Need.NOT_TAKEN: item.times_sent_back > 0 or item.unclaimed > 0,
        Need.TRIGGER: item.urgency is Urgency.WATCH and _has_trigger(item, day),
        Need.THIRD_TIME: item.times_there >= TOO_OFTEN_THERE,
    }
    return next((need for need, is_so in holds.items() if is_so), Need.REST)


def rank(item: Standing, day: Span) -> Rank:
    """What items are sorted by on the reader's day, the most needed first: a total order.

    First by need; where that is the same, those longest on the way (by hops), then the oldest; at last by id, so that
    no two stand in the same place.
    """
    return need_of(item, day), -item.hops, item.created_at, item.id


def _has_trigger(item: Standing, day: Span) -> bool:
    is_due = item.by is not None and item.by <= day.end
    return is_due or (item.decide_by is not None and day.start <= item.decide_by <= day.end)
