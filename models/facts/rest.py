"""What a critical item was handed on without: its owner is reminded of it once, at the end of their day."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.notes import current_note
from models.roster.rows import load_team
from models.tables import Item, Message, Note, Urgency


def missing_rest(session: Session, item: Item) -> tuple[str, ...]:
    """The fields of the note that a critical item should have and has not, in the form's order."""
    if item.urgency is not Urgency.CRITICAL or not item.is_live:
        return ()
    note, kind = current_note(session, item), load_team(session, item.team_id).kind_called(item.kind)
    return tuple(field for field in kind.wanted_later if not getattr(note, field))


def rest_to_ask(session: Session, item: Item, message: Message) -> tuple[str, ...]:
    """The same, as long as nobody was reminded of it before that message: it is once, whoever owns it."""
    missing = missing_rest(session, item)
    if not missing:
        return ()
    asked = session.scalar(select(func.min(Note.rest_asked_at)).where(Note.item_id == item.id))
    return missing if asked is None or asked >= message.created_at else ()


def note_rest_asked(session: Session, items: Sequence[Item], now: datetime) -> None:
    """Keep, in the caller's transaction, that the owners of those that lack it are reminded at `now` (UTC)."""
    for item in items:
        note = current_note(session, item)
        if note.rest_asked_at is None and missing_rest(session, item):
            note.rest_asked_at = now
