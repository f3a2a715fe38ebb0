"""The end of people's days: who is asked, in the one DM of that hour, what becomes of what they own.

It is due half an hour before the day ends, and its buttons work until its reader's next day starts.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from models.due import MOST, NOW, find_due
from models.owed.due_days import DueDay, days_due, dm_row, owe_each
from models.owed.owing import owe_edits_of
from models.people import days_of
from models.queue import decided_by, who_is_asked
from models.shifts.days import evening_of
from models.shifts.shift import Span
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.tables import Message, MessageKind, Person

DAYS_OFF: Final = 3
# A DM whose reader was away for longer has been edited when that was said.
FOLDED_WITHIN: Final = timedelta(hours=20)
TO_END: Final = select(Person.id).where(Person.evening_at <= NOW).order_by(Person.evening_at, Person.id).limit(MOST)


def is_last_before_days_off(day: Span, upcoming: Span | None) -> bool:
    """Whether three or more days off follow the day; `upcoming` is the person's next, None where none is in sight."""
    return upcoming is None or (upcoming.date - day.date).days > DAYS_OFF


def due_evenings(session: Session, now: datetime, limit: int) -> list[int]:
    """The people (row ids) whose day is near its end at `now` (UTC), not looked at yet, earliest first."""
    return find_due(session, TO_END, now, limit)


@again_after_conflicts
def end_days(database: Database, person_ids: list[int], now: datetime) -> int:
    """Owe their DM to whose day is near its end at `now` (UTC), and plan the next; says how many are owed.

    Somebody whose day has ended meanwhile gets none for it: what they left is parked, and their next digest tells.
    """
    with database.write() as session:
        evenings = days_due(session, person_ids, Person.evening_at <= now, now)
        if not evenings:
            return 0
        session.execute(update(Person), [{"id": one.id, "evening_at": _next_evening(one, now)} for one in evenings])
        ending = [(one, one.day) for one in evenings if one.day is not None and evening_of(one.day) <= now]
        asked = _asked(session, ending, now)
        rows = [
            dm_row(MessageKind.EVENING, one, day, now, one.upcoming.start if one.upcoming else None)
            for one, day in ending
            if one.id in asked
        ]
        return owe_each(session, rows, now)


def _next_evening(one: DueDay, now: datetime) -> datetime | None:
    """When their day is near its end; a day that has become longer meanwhile is looked at again."""
    if one.day is not None and evening_of(one.day) > now:
        return evening_of(one.day)
    return evening_of(one.upcoming) if one.upcoming else None


def _asked(session: Session, ending: Sequence[tuple[DueDay, Span]], now: datetime) -> set[int]:
    """Those (row ids) who own something that wants an answer; before days off also those who are to decide."""
    asked = who_is_asked(session, [one.id for one, _ in ending], now)
    leaving = (one for one, day in ending if one.id not in asked and is_last_before_days_off(day, one.upcoming))
    return asked | {one.id for one in leaving if decided_by(session, one.workspace_id, one.user)}


def follow_plans(session: Session, person: Person, now: datetime) -> None:
    """After a change of the person's days at `now` (UTC): the DM that stands says when they are back, and no longer
    works than until then."""
    message = _standing(session, person, now)
    if message is None:
        return
    back = days_of(session, person.workspace_id, person.user).next(now)
    message.expires_at = back.start if back else None
    session.flush()
    owe_edits_of(session, select(Message.id, Message.ts).where(Message.id == message.id), now)


def fold_evenings(session: Session, beginning: Sequence[DueDay], now: datetime) -> None:
    """When their next day starts, at `now` (UTC), the DMs of the evening before lose their buttons."""
    over = select(Message.id, Message.ts).where(
        Message.user.in_([one.user for one in beginning]),
        Message.kind == MessageKind.EVENING,
        Message.ts.is_not(None),
        Message.expires_at <= now,
        Message.expires_at > now - FOLDED_WITHIN,
    )
    owe_edits_of(session, over.order_by(Message.id), now)


def _standing(session: Session, person: Person, now: datetime) -> Message | None:
    """The person's last DM of the kind, while its buttons work."""
    theirs = select(Message).where(Message.workspace_id == person.workspace_id, Message.user == person.user)
    works = or_(Message.expires_at.is_(None), Message.expires_at > now)
    query = theirs.where(Message.kind == MessageKind.EVENING, Message.ts.is_not(None), works)
    return session.scalars(query.order_by(Message.created_at.desc(), Message.id.desc()).limit(1)).first()
