"""Which calendars there are: those that the roster names. When each is read, and what goes with one that leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.due import NOW
from models.roster.rows import all_teams, load_team
from models.storage.database import Database
from models.storage.holding import have_workspace, held
from models.tables import Absence, Calendar, Region, Team, Turn
from models.verbs.rescheduling import rescheduling, teams_where_member

EVERY: Final = timedelta(minutes=15)
# Made once: making a statement takes longer than running it.
_ALL: Final = select(Calendar).where(Calendar.workspace_id == bindparam("workspace")).order_by(Calendar.id)
_DUE: Final = (
    select(Calendar)
    .where(Calendar.workspace_id == bindparam("workspace"), Calendar.due_at <= NOW)
    .order_by(Calendar.due_at, Calendar.id)
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class CalendarToRead:
    """A calendar that is due: where it is, and for whom. `zone` is that of times without one; `called` is what
    calendars call the `members` (user ids) whom it may name."""

    id: int
    address: str
    region_id: int | None
    user: str | None
    zone: str
    members: frozenset[str]
    called: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Wanted:
    team_id: int
    region_id: int | None
    user: str | None
    address: str


def follow_roster(database: Database, workspace_id: int, now: datetime) -> None:
    """Have a row for each calendar that the roster names, at `now` (UTC).

    What one said that has left the roster goes with it; one whose address is new keeps what was known until it is read.
    """
    with database.read() as session:
        if _is_followed(session, workspace_id):
            return
    with database.write() as session:
        have_workspace(session, workspace_id)
        wanted = _wanted(session, workspace_id)
        for row in _rows(session, workspace_id):
            named = wanted.pop(row.source, None)
            if named is None:
                _drop(session, row, now)
            elif named.address != row.address:
                row.address, row.due_at, row.read_at = named.address, now, None
                row.trouble, row.failing_since, row.unnamed, row.told = "", None, 0, ""
        for source, named in wanted.items():
            session.add(
                Calendar(
                    workspace_id=workspace_id,
                    team_id=named.team_id,
                    region_id=named.region_id,
                    user=named.user,
                    source=source,
                    address=named.address,
                    due_at=now,
                )
            )


def take_due(database: Database, workspace_id: int, now: datetime) -> CalendarToRead | None:
    """A calendar that is due at `now` (UTC) and that no other process reads; its next reading is planned."""
    given = {"workspace": workspace_id, "now": now}
    with database.read() as session:
        if session.scalars(_DUE, given).first() is None:
            return None
    with database.write() as session:
        row = session.scalars(held(_DUE, free_only=True), given).first()
        if row is None:
            return None
        row.due_at = now + EVERY
        return _to_read(session, row)


def hold_calendar(session: Session, calendar_id: int, address: str) -> Calendar | None:
    """The calendar's row, held; None when it has left the roster, or has another address, since it was taken."""
    same = select(Calendar).where(Calendar.id == calendar_id, Calendar.address == address)
    return session.scalars(held(same)).first()


def _to_read(session: Session, row: Calendar) -> CalendarToRead:
    team = load_team(session, row.team_id)
    regions = [region for region in team.regions if not region.retired]
    there = next((region for region in regions if region.id == row.region_id), None)
    home = there or (team.region_of(row.user) if row.user else None) or next(iter(regions), None)
    members = {member.user for region in ([there] if there else regions) for member in region.members}
    timezone = home.timezone if home else "UTC"
    if home is not None and row.user is not None:
        member = next((one for one in home.members if one.user == row.user), None)
        timezone = (member.timezone if member else None) or timezone
    return CalendarToRead(
        row.id, row.address, row.region_id, row.user, timezone, frozenset(members), dict(team.called)
    )  # fmt: skip


def _is_followed(session: Session, workspace_id: int) -> bool:
    have = {row.source: row.address for row in _rows(session, workspace_id)}
    return have == {source: named.address for source, named in _wanted(session, workspace_id).items()}


def _rows(session: Session, workspace_id: int) -> list[Calendar]:
    return list(session.scalars(_ALL, {"workspace": workspace_id}))


def _wanted(session: Session, workspace_id: int) -> dict[str, _Wanted]:
    found: dict[str, _Wanted] = {}
    for team in all_teams(session, workspace_id):
        if team.leave:
            found[f"leave:{team.id}"] = _Wanted(team.id, None, None, team.leave)
        for region in team.regions:
            if not region.retired:
                found |= _of_region(team, region)
    return found


def _of_region(team: Team, region: Region) -> dict[str, _Wanted]:
    found = {
        f"leave:{team.id}:{member.user}": _Wanted(team.id, None, member.user, member.leave)
        for member in region.members
        if member.leave
    }
    if region.rota:
        found[f"rota:{region.id}"] = _Wanted(team.id, region.id, None, region.rota)
    return found


def _drop(session: Session, row: Calendar, now: datetime) -> None:
    """Forget a calendar and what it said."""
    absences = list(session.scalars(select(Absence).where(Absence.calendar_id == row.id)))
    users = {absence.user for absence in absences}
    team_ids = {team_id for user in users for team_id in teams_where_member(session, row.workspace_id, user)}
    with rescheduling(session, Act(row.workspace_id, None, now, Surface.BOT), sorted(team_ids)):
        for absence in absences:
            session.delete(absence)
    if row.region_id is not None:
        for turn in session.scalars(select(Turn).where(Turn.region_id == row.region_id)):
            session.delete(turn)
    session.delete(row)
