"""Telling leads, once, what a change of clocks in a region of theirs does: in a digest of the two weeks before it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.roster.rows import load_team, teams_of
from models.shifts.coverage import ClockChange, changing_on, clock_change_on
from models.storage.once import insert_once
from models.tables import ClockTelling, Message, Team

DAYS_AHEAD: Final = 14


def has_clocks_to_tell(session: Session, workspace_id: int, user: str, now: datetime) -> bool:
    """Whether the person leads a team in which a change of clocks is ahead at `now` (UTC), and was not told of it."""
    return next(_to_tell(session, workspace_id, user, now), None) is not None


def tell_clocks_in(session: Session, message: Message, now: datetime) -> None:
    """Let the digest tell its reader of the changes that are still to be told at `now` (UTC)."""
    user = str(message.user)
    for team, change in list(_to_tell(session, message.workspace_id, user, now)):
        insert_once(session, ClockTelling, team_id=team.id, user=user, date=change.date)
        telling = session.scalars(
            select(ClockTelling).where(
                ClockTelling.team_id == team.id, ClockTelling.user == user, ClockTelling.date == change.date
            )
        ).one()
        telling.message_id = message.id


def clocks_told_in(session: Session, message: Message) -> list[tuple[str, ClockChange]]:
    """What a digest tells of changes of clocks: the team's name, and what the change does."""
    user = str(message.user)
    if not any(team.is_led_by(user) for team in teams_of(session, message.workspace_id, user)):
        return []
    told = select(ClockTelling).where(ClockTelling.message_id == message.id)
    rows = session.scalars(told.order_by(ClockTelling.date, ClockTelling.team_id)).all()
    found = ((load_team(session, row.team_id), row.date) for row in rows)
    changes = ((team.name, clock_change_on(team.plan(), day)) for team, day in found)
    return [(name, change) for name, change in changes if change is not None]


def _to_tell(session: Session, workspace_id: int, user: str, now: datetime) -> Iterator[tuple[Team, ClockChange]]:
    for team in teams_of(session, workspace_id, user):
        if not team.is_led_by(user):
            continue
        for day in (now.date() + timedelta(days=step) for step in range(DAYS_AHEAD)):
            if not changing_on(team.plan(), day) or _was_told(session, team, user, day):
                continue
            change = clock_change_on(team.plan(), day)
            if change is not None:
                yield team, change


def _was_told(session: Session, team: Team, user: str, day: date) -> bool:
    told = select(ClockTelling.id).join(Message, ClockTelling.message_id == Message.id)
    told = told.where(ClockTelling.team_id == team.id, ClockTelling.user == user, ClockTelling.date == day)
    return session.scalar(told.where(Message.ts.is_not(None)).limit(1)) is not None
