"""Who was added to a team, and by whom: their first digest tells them, and nothing of its own does."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import Select, delete, exists, or_, select, update
from sqlalchemy.orm import Session

from models.tables import Message, Welcome


def note_added(
    session: Session, workspace_id: int, team_id: int, users: Collection[str], by: str | None, now: datetime
) -> None:
    """Keep that these people were added to the team at `now` (UTC), by somebody in Slack or (None) a roster file."""
    _forget(session, team_id, users)
    session.add_all(
        Welcome(workspace_id=workspace_id, team_id=team_id, user=user, by=by, at=now) for user in sorted(users)
    )
    session.flush()


def note_left(session: Session, team_id: int, users: Collection[str]) -> None:
    """Forget what was to be told to people who are not in the team any more."""
    _forget(session, team_id, users)


def tell_welcomes_in(session: Session, message: Message) -> None:
    """Let a digest tell what its reader was not told yet; what a digest that never went out was to tell, too."""
    ids = list(session.scalars(_untold(message).with_only_columns(Welcome.id)))
    if ids:
        session.execute(update(Welcome).where(Welcome.id.in_(ids)).values(message_id=message.id))


def welcomes_in(session: Session, message: Message) -> list[Welcome]:
    """What a digest tells of teams that its reader was added to."""
    return list(session.scalars(select(Welcome).where(Welcome.message_id == message.id).order_by(Welcome.id)))


def _untold(message: Message) -> Select[Welcome]:
    stands = exists(select(Message.id).where(Message.id == Welcome.message_id, Message.ts.is_not(None)))
    return select(Welcome).where(
        Welcome.workspace_id == message.workspace_id,
        Welcome.user == message.user,
        or_(Welcome.message_id.is_(None), ~stands),
    )


def _forget(session: Session, team_id: int, users: Collection[str]) -> None:
    if users:
        session.execute(delete(Welcome).where(Welcome.team_id == team_id, Welcome.user.in_(users)))
