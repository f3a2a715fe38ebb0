"""What is owed for a cover: a DM to each who is asked, once they are at work, and its edits."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.facts.covers import CoverFacts
from models.owed.owing import owe, owe_edit
from models.people import days_of
from models.tables import Cover, Message, MessageKind


def owe_asked(
    session: Session, workspace_id: int, cover: Cover, facts: CoverFacts, user: str, now: datetime
) -> datetime | None:
    """Ask the person by DM once they are at work, and give when that is (UTC); None where it is after the shift's
    start."""
    wakes = days_of(session, workspace_id, user).wakes_at(now)
    if wakes is None or wakes >= facts.starts:
        return None
    body = {
        "cover": cover.id, "asker": cover.instead_of, "region": facts.region,
        "starts": facts.starts.isoformat(), "ends": facts.ends.isoformat(),
    }  # fmt: skip
    owe(
        session, workspace_id, MessageKind.COVER, f"{_begins(cover)}{cover.asked_at.isoformat()}:{user}", now,
        due_at=wakes, user=user, body=body, expires_at=facts.starts,
    )  # fmt: skip
    return wakes


def owe_cover_edits(session: Session, covers: Collection[Cover], now: datetime) -> None:
    """Owe an edit of all that asked for these covers."""
    for cover in covers:
        asked = select(Message).where(Message.kind == MessageKind.COVER).order_by(Message.id)
        for message in session.scalars(asked.where(Message.key.startswith(_begins(cover), autoescape=True))).all():
            owe_edit(session, message, now)


def owe_edits_of_covers(session: Session, shifts: Collection[tuple[int, date]], now: datetime) -> None:
    """The same for the covers of these shifts, each the region's row id and its date."""
    if shifts:
        regions, days = {region_id for region_id, _ in shifts}, {day for _, day in shifts}
        near = select(Cover).where(Cover.region_id.in_(regions), Cover.date.in_(days)).order_by(Cover.id)
        owe_cover_edits(session, [one for one in session.scalars(near) if (one.region_id, one.date) in shifts], now)


def _begins(cover: Cover) -> str:
    return f"cover:{cover.id}:"
