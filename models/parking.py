"""Parked: still owned an hour after the end of its owner's day, or while they are away. Teammates may then claim it.

What its owner keeps by choice is not, until the day they kept it for.
"""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from models.people import PersonDays, days_of
from models.tables import Item, State

GRACE = timedelta(hours=1)


def is_parked(session: Session, item: Item, now: datetime) -> bool:
    """Whether the open item waits with an owner who went home, or is away; `now` is UTC.

    What one claims while off counts from one's next day's end: a day that ended before the claim does not park it.
    """
    if item.state is not State.OPEN or is_kept(item.kept_until, now):
        return False
    before = parked_before(days_of(session, item.workspace_id, item.owner), now)
    return before is not None and item.owner_since < before


def is_kept(kept_until: datetime | None, now: datetime) -> bool:
    """Whether an owner has chosen to keep what they have, beyond `now` (UTC)."""
    return kept_until is not None and now < kept_until


def parked_before(days: PersonDays, now: datetime) -> datetime | None:
    """What somebody has had since before then is parked at `now` (both UTC); None where nothing of theirs is."""
    if days.is_awake(now):
        return None
    if days.is_away(now):
        return now
    ended = days.last(now)
    return ended.end if ended is not None and now >= ended.end + GRACE else None


def next_turn(session: Session, item: Item, now: datetime) -> datetime | None:
    """When the item next becomes parked, or its owner is back (UTC): its card changes then by itself."""
    if item.state is not State.OPEN:
        return None
    if is_kept(item.kept_until, now):
        return item.kept_until
    days = days_of(session, item.workspace_id, item.owner)
    upcoming = days.next(now)
    if is_parked(session, item, now):
        return upcoming.start if upcoming else None
    ended = days.last(now)
    just_ended = ended if ended and item.owner_since < ended.end and now < ended.end + GRACE else None
    day = days.current(now) or just_ended or upcoming
    return day.end + GRACE if day else None
