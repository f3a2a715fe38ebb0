"""What a DM about items handed in tells its reader, as plain values."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.owed.digests import EntryFacts, entries_of
from models.owed.owing import ANSWERED, DECIDED
from models.people import days_of
from models.tables import Message, State, Verb


@dataclass(frozen=True, slots=True)
class ArrivalFacts:
    """What was handed to the reader, or sent back to them; `zone` is the one they read times in."""

    user: str
    zone: str
    entries: tuple[EntryFacts, ...]


def arrival_facts(session: Session, message: Message, now: datetime) -> ArrivalFacts:
    """What is true at `now` (UTC) of all that the DM shows."""
    user = str(message.user)
    zone = days_of(session, message.workspace_id, user).zone
    return ArrivalFacts(user, zone, tuple(entries_of(session, message, now)))


def asks_for(entry: EntryFacts, user: str) -> bool:
    """Whether the entry still asks the reader for something: to claim it, to settle it, to look at what came back or
    was decided, to answer what they are asked."""
    wants = entry.waits or entry.settles or came_back(entry, user) or was_decided(entry) or bool(entry.asked)
    return entry.seen and wants


def was_decided(entry: EntryFacts) -> bool:
    """Whether the entry tells its reader what became of a question that the item asks."""
    decision = entry.item.decision
    return entry.part == DECIDED and entry.item.is_live and decision is not None and decision.is_news


def is_answered(entry: EntryFacts) -> bool:
    """Whether the entry stands there to tell the reader what they were answered."""
    return entry.seen and entry.part == ANSWERED and any(one.answered_at for one in entry.asking)


def came_back(entry: EntryFacts, user: str) -> bool:
    """Whether the item is the reader's own again because it was sent back, or because nobody was left to take it."""
    item = entry.item
    last = item.last.verb if item.last else None
    return item.state is State.OPEN and item.owner.user == user and last in {Verb.SEND_BACK, Verb.MOVE_ON}
