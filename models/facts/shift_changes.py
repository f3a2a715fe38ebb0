"""What has become of a person's shifts, as plain values."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.owed.shift_changes import changes_told_in
from models.people import days_of, name_of
from models.tables import Cover, Message, Region, ShiftChange, ShiftChangeKind


@dataclass(frozen=True, slots=True)
class ShiftChangeFacts:
    """A shift of a region that appears for the reader, moves to these hours (UTC), or goes; `by` is the name of who did
    it, None for the roster or the bot. `covered`: it goes because they cover the reader, who asked for that."""

    region: str
    kind: ShiftChangeKind
    starts: datetime
    ends: datetime
    by: str | None
    covered: bool = False


@dataclass(frozen=True, slots=True)
class ShiftNewsFacts:
    """All that a DM tells its reader of their shifts; `zone` is the one they read times in."""

    user: str
    zone: str
    changes: tuple[ShiftChangeFacts, ...]


def shift_news(session: Session, message: Message) -> ShiftNewsFacts:
    """What the DM tells."""
    user = str(message.user)
    zone = days_of(session, message.workspace_id, user).zone
    return ShiftNewsFacts(user, zone, tuple(changes_in(session, message)))


def changes_in(session: Session, message: Message) -> Iterator[ShiftChangeFacts]:
    """What the DM tells of its reader's shifts, by date."""
    for change in changes_told_in(session, message):
        by = name_of(session, change.workspace_id, change.by) if change.by is not None else None
        region = session.get_one(Region, change.region_id).name
        yield ShiftChangeFacts(region, change.kind, change.starts, change.ends, by, _is_covered(session, change))


def _is_covered(session: Session, change: ShiftChange) -> bool:
    if change.kind is not ShiftChangeKind.GOES or change.by is None:
        return False
    same_shift = select(Cover.id).where(Cover.region_id == change.region_id, Cover.date == change.date)
    asked = same_shift.where(Cover.instead_of == change.user, Cover.taken_by == change.by)
    return session.scalar(asked.limit(1)) is not None
