"""The audit of days' ends: who owns what wanted an answer, and were they asked, once? It asks the tables itself.

It shares no query and no sum with what ends days, so that a fault there does not hide itself here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import Session

from models.owed.auditing import AT_ONCE, TOLERANCE, MissingDM, is_seen_by, owe_after_all
from models.people import days_of, find_person
from models.shifts.shift import Span
from models.storage.database import Database
from models.tables import Absence, Action, Delivery, Item, Message, MessageKind, Person, ShiftChange
from models.tables.items import IS_OPEN

ASKED_BEFORE_END: Final = timedelta(minutes=30)
# What is older was found by the audit before.
LOOKS_BACK: Final = timedelta(hours=1)
_A_DAY: Final = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class MissingEvening(MissingDM):
    """Their day is near its end, or has just ended, they owned something, and were not asked.

    `back`: when their next day starts (UTC), None with no day ahead.
    """

    kind = MessageKind.EVENING
    back: datetime | None

    @property
    def due(self) -> datetime:
        """When they should have been asked (UTC)."""
        return self.day.end - ASKED_BEFORE_END


def missing_evenings(
    database: Database, workspace_id: int, here_since: datetime, now: datetime
) -> list[MissingEvening]:
    """The DMs at the end of a day that were due ten minutes to an hour and ten before `now` (UTC), since the bot is
    here, and are neither sent, nor wait, nor were given up."""
    with database.read() as session:
        owners = select(Item.owner).where(Item.workspace_id == workspace_id, IS_OPEN).distinct()
        concerned = sorted(session.scalars(owners))
    found: list[MissingEvening] = []
    for first in range(0, len(concerned), AT_ONCE):
        with database.read() as session:
            found += _missing(session, workspace_id, concerned[first : first + AT_ONCE], here_since, now)
    return found


def owe_missing_evening(database: Database, missing: MissingEvening, now: datetime) -> bool:
    """Owe it now (UTC), while their day runs; False where it has been owed meanwhile, or they have gone home: then what
    they left is parked, and nobody is written to."""
    return now < missing.day.end and owe_after_all(database, missing, missing.back, now)


def doubled_evenings(session: Session, workspace_id: int, now: datetime) -> list[str]:
    """The keys of DMs, of the hour before `now` (UTC), that ask about the end of a day about which another asks.

    Who wanted to be asked again is asked twice: that is one of each sort.
    """
    ours = select(Message).where(Message.workspace_id == workspace_id, Message.kind == MessageKind.EVENING)
    recent = ours.where(Message.created_at > now - _A_DAY, _is_posted()).order_by(Message.created_at, Message.id)
    known: set[tuple[str | None, object, bool]] = set()
    doubled = []
    for message in session.scalars(recent):
        sort = (message.user, message.body.get("date"), "first" in message.body)
        if sort in known and message.created_at > now - LOOKS_BACK:
            doubled.append(message.key)
        known.add(sort)
    return doubled


def _missing(
    session: Session, workspace_id: int, users: Iterable[str], here_since: datetime, now: datetime
) -> Iterator[MissingEvening]:  # fmt: skip
    for user in users:
        person, days = find_person(session, workspace_id, user), days_of(session, workspace_id, user)
        if person is None or person.fetched_at is None or person.deactivated or days.is_away(now):
            continue
        for day in (days.current(now), days.last(now)):
            upcoming = days.next(now)
            one = MissingEvening(workspace_id, user, day, upcoming.start if upcoming else None) if day else None
            if one is not None and _is_missing(session, person, one, here_since, now):
                yield one


def _is_missing(
    session: Session, person: Person, one: MissingEvening, here_since: datetime, now: datetime
) -> bool:  # fmt: skip
    in_time = here_since <= one.due and now - TOLERANCE - LOOKS_BACK < one.due <= now - TOLERANCE
    if not in_time or one.day.end - one.day.start < 2 * ASKED_BEFORE_END or _was_told(session, one.key):
        return False
    return _owned(session, person, one.due) and not _has_changed(session, person, one.day)


def _was_told(session: Session, key: str) -> bool:
    """Its post is a delivery in any state."""
    return session.scalar(select(Message.id).where(Message.key == key, _is_posted())) is not None


def _is_posted() -> ColumnElement[bool]:
    return exists().where(Delivery.message_id == Message.id, Delivery.action == Action.POST)


def _owned(session: Session, person: Person, at: datetime) -> bool:
    """Whether something was theirs then (UTC), open and not kept, and nothing has become of it since."""
    theirs = select(Item.id).where(Item.workspace_id == person.workspace_id, IS_OPEN, Item.owner == person.user)
    unkept = or_(Item.kept_until.is_(None), Item.kept_until <= at)
    unanswered = theirs.where(Item.owner_since <= at, Item.updated_at <= at, unkept, is_seen_by(person))
    return session.scalar(unanswered.limit(1)) is not None


def _has_changed(session: Session, person: Person, day: Span) -> bool:
    """Whether their hours of that day may have been others when they were to be asked."""
    moved = and_(ShiftChange.workspace_id == person.workspace_id, ShiftChange.user == person.user)
    away = and_(Absence.workspace_id == person.workspace_id, Absence.user == person.user)
    changes = (
        select(ShiftChange.id).where(moved, ShiftChange.at > day.start),
        select(Absence.id).where(away, Absence.added_at > day.start),
    )
    return any(session.scalar(change.limit(1)) is not None for change in changes)
