"""What a reminder tells its reader, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.owed.digests import EntryFacts, entries_of
from models.people import days_of
from models.tables import Item, Message, Snooze


@dataclass(frozen=True, slots=True)
class ReminderEntry:
    """An item in a reminder, when its offer moves on, and until when its reader has snoozed it (both UTC)."""

    entry: EntryFacts
    moves_at: datetime | None
    snoozed_until: datetime | None


@dataclass(frozen=True, slots=True)
class ReminderFacts:
    """What still waits, or did; `zone` is the one the reader reads times in."""

    user: str
    zone: str
    entries: tuple[ReminderEntry, ...]


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
    )


def still_asks(one: ReminderEntry, user: str) -> bool:
    """Whether the item still waits for the reader to claim it."""
    entry = one.entry
    return entry.seen and entry.waits and entry.item.owner.user != user


def _by_item(session: Session, query: Select[int, datetime | None]) -> dict[int, datetime | None]:
    return {row[0]: row[1] for row in session.execute(query)}
