"""What a reminder tells its reader, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.owed.again import again_on
from models.owed.digests import EntryFacts, entries_of
from models.owed.reminders import SNOOZED, wants_quiet
from models.people import days_of, get_person
from models.tables import Item, Message, Snooze, Urgency


@dataclass(frozen=True, slots=True)
class ReminderEntry:
    """An item in a reminder, when its offer moves on, and until when its reader has snoozed it (both UTC)."""

    entry: EntryFacts
    moves_at: datetime | None
    snoozed_until: datetime | None


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What still waits, or did; `zone` is the one the reader reads times in, `beyond` how much more waited than has an
    entry."""

    user: str
    zone: str
    entries: tuple[ReminderEntry, ...]
    beyond: int = 0


def reminder_facts(session: Session, message: Message, now: datetime) -> ReminderFacts:
    """What is true at `now` (UTC) of all that the reminder shows."""
    user = str(message.user)
    entries = entries_of(session, message, now)
    item_ids = [entry.item.id for entry in entries]
    moves = _by_item(session, select(Item.id, Item.move_at).where(Item.id.in_(item_ids)))
    snoozes = select(Snooze.item_id, Snooze.until).where(Snooze.user == user, Snooze.until > now)
    snoozed = _by_item(session, snoozes.where(Snooze.item_id.in_(item_ids)))
    return ReminderFacts(
        user,
        days_of(session, message.workspace_id, user).zone,
        tuple(ReminderEntry(one, moves.get(one.item.id), snoozed.get(one.item.id)) for one in entries),
        message.body.get("beyond", 0),
    )


def still_asks(one: ReminderEntry, user: str) -> bool:
    """Whether the item still waits for the reader to claim it."""
    entry = one.entry
    return entry.seen and entry.waits and entry.item.owner.user != user


def wanted(session: Session, message: Message, facts: ReminderFacts, now: datetime) -> tuple[ReminderEntry, ...]:
    """What still asks the reader, as far as they want to hear of it now: they may have chosen another time since, or
    none. What is critical is told all the same."""
    user = str(message.user)
    days, person = days_of(session, message.workspace_id, user), get_person(session, message.workspace_id, user)
    day = days.current(now)
    chosen = day is not None and again_on(session, message.workspace_id, user, day.date) is not None
    quiet = wants_quiet(person, now)
    return tuple(
        one
        for one in facts.entries
        if still_asks(one, user) and one.snoozed_until is None
        if one.entry.item.urgency is Urgency.CRITICAL or not (quiet or (chosen and one.entry.part != SNOOZED))
    )


def _by_item(session: Session, query: Select[int, datetime | None]) -> dict[int, datetime | None]:
    return {row[0]: row[1] for row in session.execute(query)}
