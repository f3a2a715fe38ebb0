"""What asks, at the end of somebody's day, what becomes of what they own."""

from datetime import datetime
from typing import Final

from handlers.blocks.evening.end_of_day import evening
from handlers.blocks.rendered import Rendered
from handlers.rendering.outcome import Drop, Wait, wait_until
from models.facts.evening import evening_facts
from models.owed.digest_parts import day_of
from models.owed.evening_entries import fill_evening
from models.people import days_of
from models.shifts.days import evening_of
from models.storage.session import Session
from models.tables import Message

LATER: Final = 300


def render_evening(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """The DM at the end of a day, in the last half hour of it."""
    if message.ts is None and (not_now := _not_now(session, message, now)) is not None:
        return not_now
    return evening(evening_facts(session, message, now), now)


def render_leaving(session: Session, message: Message, now: datetime) -> Rendered | Drop:
    """The list before days off that an earlier version owed. One that was not sent yet is not: the DM of every day's
    end tells it."""
    if message.ts is None:
        return Drop("the end of the day has a message of its own")
    return evening(evening_facts(session, message, now), now)


def _not_now(session: Session, message: Message, now: datetime) -> Drop | Wait | None:
    """What becomes of one that is not sent at `now` (UTC); None where it is, and what it shows is noted then."""
    days = days_of(session, message.workspace_id, str(message.user))
    day = days.current(now)
    if day is None or day.date != day_of(message).date:
        return Drop("the day is over: what is left is parked, and the next digest tells")
    if not days.is_awake(now):
        return Wait(LATER)
    if "first" not in message.body and evening_of(day) > now:
        return wait_until(evening_of(day), now)
    return None if fill_evening(session, message, now) else Drop("nothing of theirs wants an answer")
