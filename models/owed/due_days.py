"""People whose time has come, many at once: the day they are in, and their next one.

Many days start or end in one minute, so all is asked for many people at once. What follows from a region's hours is
computed once for all who have the same.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session

from models.owed.owing import RANK_DM
from models.people import PersonDays, days_in_zone
from models.roster.rows import learn_places
from models.shifts.days import Place
from models.shifts.shift import Span
from models.storage.holding import held
from models.storage.once import insert_each_once
from models.tables import Action, Delivery, Message, MessageKind, Person


@dataclass(frozen=True, slots=True)
class DueDay:
    """A person (`id` is their row's) whose time has come: the day that runs, if one does, and their next one.

    Who is deactivated has no next day.
    """

    id: int
    workspace_id: int
    user: str
    day: Span | None
    upcoming: Span | None


def days_due(session: Session, person_ids: Sequence[int], is_due: ColumnElement[bool], now: datetime) -> list[DueDay]:
    """Those of these people for whom it `is_due`, held; whoever another process looks at just now is left to it."""
    columns = (Person.id, Person.workspace_id, Person.user, Person.timezone, Person.deactivated)
    due = select(*columns).where(Person.id.in_(person_ids), is_due).order_by(Person.user)
    free = session.execute(held(due, free_only=True)).all()
    for workspace_id in {row.workspace_id for row in free}:
        learn_places(session, workspace_id, [row.user for row in free if row.workspace_id == workspace_id])
    alike: dict[Any, tuple[Span | None, Span | None]] = {}
    found = []
    for row in free:
        days = days_in_zone(session, row.workspace_id, row.user, row.timezone)
        day, upcoming = _day_and_next(days, now, alike)
        found.append(DueDay(row.id, row.workspace_id, row.user, day, None if row.deactivated else upcoming))
    return found


def dm_row(kind: MessageKind, due: DueDay, day: Span, now: datetime, expires_at: datetime | None) -> dict[str, Any]:
    """The row of a DM that is the one of its kind for that day (`models.owed.digest_parts.day_of` reads it again)."""
    date = day.date.isoformat()
    return {
        "workspace_id": due.workspace_id, "kind": kind, "user": due.user, "opaque": uuid.uuid4().hex,
        "key": f"{kind.value}:{due.workspace_id}:{due.user}:{date}",
        "body": {"date": date, "start": day.start.isoformat(), "end": day.end.isoformat()},
        "created_at": now, "expires_at": expires_at,
    }  # fmt: skip


def owe_each(session: Session, rows: Sequence[dict[str, Any]], now: datetime) -> int:
    """Owe each message once, from now on; says how many were not owed yet."""
    if not rows:
        return 0
    insert_each_once(session, Message, rows)
    has_post = exists().where(Delivery.key == Message.key)
    new = select(Message.id, Message.key).where(Message.key.in_([row["key"] for row in rows]), ~has_post)
    posts = [
        {"key": key, "message_id": message, "action": Action.POST, "rank": RANK_DM, "due_at": now}
        for message, key in session.execute(new.order_by(Message.id))
    ]
    insert_each_once(session, Delivery, posts)
    return len(posts)


def _day_and_next(days: PersonDays, now: datetime, alike: dict[Any, Any]) -> tuple[Span | None, Span | None]:
    """The running day and the next one: the same for all whose places are alike."""
    what = tuple(_what_counts(place) for place in days.places)
    if what not in alike:
        alike[what] = (days.current(now), days.next(now))
    found: tuple[Span | None, Span | None] = alike[what]
    return found


def _what_counts(place: Place) -> tuple[object, ...]:
    """What of a place a day follows from. A region's plan is the same object for all who work there."""
    member, region = place.member, place.region
    where = id(region) if region.name else region.timezone  # who is in no region has office hours in their zone
    return where, member.timezone, member.hours, member.days, member.away, member.trips, place.only_on
