"""Slack user groups that hold who is on shift: which is to be set, what was set, and why one cannot be."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, or_, select
from sqlalchemy.orm import Session

from models.owed.owing import owe_notice
from models.people import find_person
from models.roster.rows import all_teams, load_team
from models.shifts.shift import running_shift
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import share_workspace
from models.storage.once import insert_once
from models.tables import Team, UserGroup

LEASE: Final = timedelta(seconds=60)
AGAIN: Final = timedelta(hours=1)
# Groups of teams whose roster names none any more.
_LEFT: Final = (
    select(UserGroup)
    .join(Team, Team.id == UserGroup.team_id)
    .where(Team.workspace_id == bindparam("workspace"), or_(Team.user_group.is_(None), Team.retired))
)
# Slack's words: docs.slack.dev/reference/methods/usergroups.users.update
_WHY: Final = {
    "plan_upgrade_required": "user groups need a paid Slack plan",
    "paid_teams_only": "user groups need a paid Slack plan",
    "permission_denied": "this workspace does not let everybody change user groups, and so not me (an admin can allow "
    "it: Workspace settings, Permissions, User Groups)",
    "missing_scope": "I lack the permission usergroups:write (whoever installed me can install me again from "
    "manifest.yml, and leave it ticked)",
    "no_such_subteam": "there is no such user group (whoever keeps the roster file can mend user_group there)",
}


@dataclass(frozen=True, slots=True)
class GroupToSet:
    """A team's user group (its id in Slack) and who shall be in it (user ids)."""

    workspace_id: int
    team_id: int
    group: str
    users: tuple[str, ...]


def on_shift_now(session: Session, team: Team, now: datetime) -> tuple[str, ...]:
    """Who is on shift at `now` (UTC) in any region of the team, without those whom Slack takes into no user group:
    guests, and who is deactivated."""
    running = [shift for region in team.plan().regions if (shift := running_shift(region, now)) is not None]
    users = dict.fromkeys(user for shift in running for user in shift.on_shift)
    return tuple(user for user in users if _may_be_in_group(session, team.workspace_id, user))


def groups_to_set(session: Session, workspace_id: int, now: datetime) -> list[GroupToSet]:
    """The user groups that hold others than they should at `now` (UTC); not those that wait after a refusal.

    While nobody is on shift a group keeps the last, since Slack has no empty ones.
    """
    teams = [team for team in all_teams(session, workspace_id) if team.user_group]
    found = []
    for team in teams:
        users = on_shift_now(session, team, now)
        row = session.get(UserGroup, team.id)
        if users and (row is None or _is_to_set(row, str(team.user_group), users, now)):
            found.append(GroupToSet(workspace_id, team.id, str(team.user_group), users))
    return found


@again_after_conflicts
def forget_groups(database: Database, workspace_id: int) -> None:
    """Forget what we have set for teams whose roster names no group any more: others may change it from then on."""
    given = {"workspace": workspace_id}
    with database.read() as session:
        if session.scalars(_LEFT, given).first() is None:
            return
    with database.write() as session:
        share_workspace(session, workspace_id)
        for row in session.scalars(_LEFT.with_for_update(of=UserGroup), given).all():
            session.delete(row)


@again_after_conflicts
def take_group(database: Database, todo: GroupToSet, now: datetime) -> bool:
    """Say whether the caller may set it: not where another process is just doing so."""
    with database.write() as session:
        share_workspace(session, todo.workspace_id)
        insert_once(session, UserGroup, team_id=todo.team_id, group=todo.group, holds=[], trouble="", told="")
        row = _hold(session, todo)
        if row.lease_until is not None and now < row.lease_until <= now + LEASE:
            return False
        if row.group != todo.group:
            row.group, row.holds, row.set_at, row.trouble, row.told, row.due_at = todo.group, [], None, "", "", None
        row.lease_until = now + LEASE
        return True


@again_after_conflicts
def note_group_set(database: Database, todo: GroupToSet, now: datetime) -> None:
    """Keep that Slack has taken it."""
    with database.write() as session:
        row = _hold(session, todo)
        row.holds, row.set_at = list(todo.users), now
        row.trouble, row.told, row.due_at, row.lease_until = "", "", None, None


@again_after_conflicts
def note_group_waits(database: Database, todo: GroupToSet, until: datetime) -> None:
    """Keep that Slack is not to be asked before `until` (UTC)."""
    with database.write() as session:
        row = _hold(session, todo)
        row.due_at, row.lease_until = until, None


@again_after_conflicts
def note_group_refused(database: Database, todo: GroupToSet, trouble: str, now: datetime) -> None:
    """Keep why Slack refuses it (`trouble` is its word); the team's leads are told once of each such trouble."""
    with database.write() as session:
        share_workspace(session, todo.workspace_id)
        row = _hold(session, todo)
        row.trouble, row.due_at, row.lease_until = trouble, now + AGAIN, None
        if row.told != trouble:
            row.told = trouble
            team = load_team(session, todo.team_id)
            says = say_refused(team.name, trouble)
            for lead in team.leads:
                key = f"user-group:{todo.team_id}:{now.isoformat()}:{lead.user}"
                owe_notice(session, todo.workspace_id, lead.user, key, says, now)


def group_troubles(session: Session, workspace_id: int) -> list[tuple[str, str]]:
    """The teams whose user group cannot be set, each with a sentence on why."""
    rows = [(team, session.get(UserGroup, team.id)) for team in all_teams(session, workspace_id) if team.user_group]
    return [(team.name, say_refused(team.name, row.trouble)) for team, row in rows if row is not None and row.trouble]


def say_refused(team: str, trouble: str) -> str:
    """Why a user group cannot be kept, in a sentence."""
    why = _WHY.get(trouble, f"Slack refuses it ({trouble})")
    return f"I cannot keep the user group of {team}: {why}. It stays as it is; all else goes on."


def _is_to_set(row: UserGroup, group: str, users: tuple[str, ...], now: datetime) -> bool:
    if row.group != group:
        return True
    waits = row.due_at is not None and now < row.due_at <= now + AGAIN
    return set(row.holds) != set(users) and not waits


def _may_be_in_group(session: Session, workspace_id: int, user: str) -> bool:
    person = find_person(session, workspace_id, user)
    return person is None or not (person.is_outsider or person.deactivated)


def _hold(session: Session, todo: GroupToSet) -> UserGroup:
    return session.get_one(UserGroup, todo.team_id, with_for_update=True, populate_existing=True)
