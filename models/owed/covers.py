"""What is owed for a cover: a DM to each who is asked, once they are at work, and its edits."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.owed.owing import owe_edit, owe_message
from models.people import days_of
from models.tables import Cover, Message, MessageKind


def owe_asked(session: Session, workspace_id: int, cover: Cover, user: str, starts: datetime, now: datetime) -> None:
    """Ask the person by DM once they are at work, unless that is after the shift's start (`starts`, UTC)."""
    wakes = days_of(session, workspace_id, user).wakes_at(now)
    if wakes is None or wakes >= starts:
        return
    owe_message(
        session, workspace_id, MessageKind.COVER, f"cover:{cover.id}:{cover.asked_at.isoformat()}:{user}", now,
        due_at=wakes, user=user, body={"cover": cover.id}, expires_at=starts,
    )  # fmt: skip


def owe_cover_edits(session: Session, cover: Cover, now: datetime) -> None:
    """Owe an edit of all that asked for the cover."""
    asked = select(Message).where(Message.kind == MessageKind.COVER)
    for message in session.scalars(asked.where(Message.key.startswith(f"cover:{cover.id}:", autoescape=True))):
        owe_edit(session, message, now)
