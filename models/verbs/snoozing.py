"""Snooze: a receiver wants to hear of an offer again in an hour, and not before. It never keeps it from moving on."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import hold_item, is_offered_to, require_actor
from models.acts import Act
from models.due import MOST, NOW, find_due, take_item
from models.facts.item import ItemFacts, item_facts
from models.owed.reminders import SNOOZED, may_be_reminded, owe_reminder, owe_reminder_edits, wants_quiet
from models.people import days_of, get_person
from models.refusals import RefusedError
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.tables import Item, Snooze, State, Urgency
from models.verbs.ladder import REMINDED
from models.verbs.recording import acting

HOUR: Final = timedelta(hours=1)
# Whoever is reminded still has that long to claim.
LAST_CALL: Final = timedelta(minutes=10)
TO_WAKE: Final = select(Snooze.item_id).where(Snooze.until <= NOW).order_by(Snooze.until, Snooze.item_id).limit(MOST)


@dataclass(frozen=True, slots=True)
class Snoozed:
    """The item, and when (UTC) its receiver hears of it again if it still waits."""

    item: ItemFacts
    until: datetime


def snooze(database: Database, act: Act, number: int) -> Snoozed:
    """Remind who acts again in an hour (critical: half of one), earlier where it moves on or their day ends before.

    It changes nothing for anybody else, but that the rest of the region is not told before. Raises RefusedError for who
    it does not wait for, and where too little time is left; NotVisibleError, NotKnownYetError.
    """
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        user = _require_waiting(session, act, item)
        if item.urgency is not Urgency.CRITICAL and wants_quiet(get_person(session, act.workspace_id, user), act.now):
            raise RefusedError("You want no reminder today: press Undo in this morning's digest first.")
        until = _until(session, item, user, act.now)
        row = session.get(Snooze, (item.id, user))
        if row is None:
            session.add(Snooze(item_id=item.id, user=user, until=until))
        else:
            row.until = until
        if item.ladder_step == REMINDED and item.remind_at is not None:
            item.remind_at = max(item.remind_at, until)
        owe_reminder_edits(session, item, user, act.now)
        return Snoozed(item_facts(session, item, act.now), until)


def due_to_wake(session: Session, now: datetime, limit: int) -> list[int]:
    """The ids of items that somebody wants to hear of again at `now` (UTC), longest due first."""
    return list(dict.fromkeys(find_due(session, TO_WAKE, now, limit)))


@again_after_conflicts
def end_snoozes(database: Database, item_id: int, now: datetime) -> int:
    """Owe the reminders of the item that people wanted until `now` (UTC), where it still waits; how many are owed."""
    with database.write() as session:
        item = take_item(session, item_id)
        if item is None:
            return 0
        over = list(session.scalars(select(Snooze).where(Snooze.item_id == item_id, Snooze.until <= now)))
        waiting = [row.user for row in over if _waits_for(session, item, row.user, now)]
        for row in over:
            session.delete(row)
        session.flush()
        for user in waiting:
            owe_reminder(session, item, user, SNOOZED, now, now)
        return len(waiting)


def _waits_for(session: Session, item: Item, user: str, now: datetime) -> bool:
    """Whether the offer still waits for the person, and they are at work."""
    waits = is_offered_to(session, item, user) and may_be_reminded(session, item, user)
    moves = item.move_at is not None and item.move_at <= now
    return waits and not moves and days_of(session, item.workspace_id, user).is_awake(now)


def _require_waiting(session: Session, act: Act, item: Item) -> str:
    user = require_actor(session, act, item)
    if item.state is not State.OFFERED:
        raise RefusedError(f"{item.label} waits for nobody now: there is nothing to remind you of.")
    if item.owner == user or not is_offered_to(session, item, user):
        raise RefusedError(f"{item.label} is not offered to you: only whom it waits for can snooze it.")
    return user


def _until(session: Session, item: Item, user: str, now: datetime) -> datetime:
    day = days_of(session, item.workspace_id, user).current(now)
    ends = [at - LAST_CALL for at in (item.move_at, day.end if day else now) if at is not None]
    until = min(now + (HOUR / 2 if item.urgency is Urgency.CRITICAL else HOUR), *ends)
    if until <= now:
        raise RefusedError(f"{item.label} moves on, or your day ends, too soon for that: claim it, or leave it.")
    return until
