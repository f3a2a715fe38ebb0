"""Applying a roster: its teams become rows. Applying it twice changes nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.kinds import kinds_as_rows
from models.people import hold_person
from models.roster.known import WHOLE_TEAM, forget_roster
from models.roster.welcomes import note_added, note_left
from models.shifts.plan import MemberPlan, RegionPlan, TeamPlan
from models.storage.holding import have_workspace
from models.tables import Member, Region, Team, TeamLead, Workspace
from models.tables.teams import days_as_text
from models.workspace.directory import replan


@dataclass(frozen=True, slots=True)
class TeamChange:
    """What applying did to a team: `how` is new, changed, removed or unchanged."""

    team: str
    how: str


def apply_roster(
    session: Session, workspace: Workspace, teams: Sequence[TeamPlan], now: datetime, by: str | None = None
) -> list[TeamChange]:
    """Make the rows say what the roster says, at `now` (UTC); teams that it does not name are retired.

    `by` is who did it in Slack; None for a roster file, whose new teams tell nobody that they are in one.
    """
    have_workspace(session, workspace.id)
    rows = {team.name: team for team in _all_rows(session, workspace)}
    before = {name: row.as_written() for name, row in rows.items() if not row.retired}
    people = _people_of([row.as_written() for row in rows.values()]) | _people_of(teams)
    changes = []
    for position, plan in enumerate(teams):
        changes.append(_apply_team(session, workspace, rows.get(plan.name), plan, position, now))
    named = {plan.name for plan in teams}
    for name, row in rows.items():
        if name not in named and not row.retired:
            row.retired = True
            changes.append(TeamChange(name, "removed"))
    session.flush()
    _welcome(session, workspace, before, by, now)
    _read_anew(session, rows.values())
    for user in sorted(people):
        replan(session, hold_person(session, workspace.id, user), now)
    return changes


def _welcome(
    session: Session, workspace: Workspace, before: Mapping[str, TeamPlan], by: str | None, now: datetime
) -> None:
    """Note who has come and who is gone since the teams were as in `before`; who does it to themselves knows."""
    for row in _all_rows(session, workspace):
        was = before.get(row.name)
        if row.retired or (was is None and by is None):
            continue
        had, has = _people_of([was] if was else []), _people_of([row.as_written()])
        note_left(session, row.id, had - has)
        note_added(session, workspace.id, row.id, has - had - {by}, by, now)


def _read_anew(session: Session, teams: Iterable[Team]) -> None:
    forget_roster(session)
    for team in teams:
        session.expire(team, ["leads", "regions"])


def _apply_team(
    session: Session, workspace: Workspace, row: Team | None, plan: TeamPlan, position: int, now: datetime
) -> TeamChange:
    resolved = _with_rotation_starts(row, plan, now)
    if row is not None and not row.retired and row.as_written() == resolved:
        row.position = position
        return TeamChange(plan.name, "unchanged")
    how = "changed" if row is not None and not row.retired else "new"
    if row is None:
        row = Team(workspace_id=workspace.id, name=plan.name, leads=[], regions=[])
        session.add(row)
    row.channel, row.page, row.position, row.retired = plan.channel, plan.page, position, False
    row.ladder = asdict(plan.ladder)
    row.leave, row.called, row.user_group = plan.leave, dict(plan.names), plan.user_group
    row.kinds = kinds_as_rows(plan.kinds)
    _apply_leads(session, row, plan)
    _apply_regions(session, row, resolved)
    return TeamChange(plan.name, how)


def _with_rotation_starts(row: Team | None, plan: TeamPlan, now: datetime) -> TeamPlan:
    """Where the file gives no start of the rotation, the one in use stays; a new region's is this week's Monday."""
    in_use = {region.name: region.rotation_from for region in row.regions} if row else {}
    monday = now.date() - timedelta(days=now.weekday())

    def start(region: RegionPlan) -> date:
        return region.rotation_from or in_use.get(region.name, monday)

    return replace(plan, regions=tuple(replace(region, rotation_from=start(region)) for region in plan.regions))


def _apply_leads(session: Session, row: Team, plan: TeamPlan) -> None:
    row.leads.clear()
    session.flush()
    row.leads.extend(TeamLead(user=user, position=position) for position, user in enumerate(plan.leads))


def _apply_regions(session: Session, row: Team, plan: TeamPlan) -> None:
    """Fill each region's row; members are written anew, those a person left first, as one may move between regions."""
    by_name = {region.name: region for region in row.regions}
    for region in row.regions:
        region.retired = True
        region.members.clear()
    session.flush()
    for position, region_plan in enumerate(plan.regions):
        region = by_name.get(region_plan.name) or Region(name=region_plan.name, members=[])
        _fill_region(region, region_plan, position)
        if region_plan.name not in by_name:
            row.regions.append(region)
    session.flush()


def _fill_region(region: Region, plan: RegionPlan, position: int) -> None:
    if plan.rotation_from is None:
        raise ValueError("the rotation's start is set before a region is kept")
    region.timezone, region.hours, region.days = plan.timezone, str(plan.hours), days_as_text(plan.days)
    region.holidays, region.closed = plan.holidays, [day.isoformat() for day in sorted(plan.closed)]
    region.worked, region.starts = [day.isoformat() for day in sorted(plan.worked)], plan.starts
    region.rotation, region.rotation_from = plan.rotation, plan.rotation_from
    region.rota, region.rota_read = plan.rota_address, bool(plan.rota_address and region.rota_read)
    region.emoji, region.position, region.retired = plan.emoji, position, False
    region.members.extend(_member(member, place) for place, member in enumerate(plan.members))


def _member(plan: MemberPlan, position: int) -> Member:
    return Member(
        user=plan.user,
        timezone=plan.timezone,
        hours=str(plan.hours) if plan.hours else None,
        days=days_as_text(plan.days) if plan.days is not None else None,
        leave=plan.leave,
        position=position,
    )


def _all_rows(session: Session, workspace: Workspace) -> list[Team]:
    return list(session.scalars(select(Team).where(Team.workspace_id == workspace.id).options(*WHOLE_TEAM)))


def _people_of(teams: Sequence[TeamPlan]) -> set[str]:
    members = {member.user for team in teams for region in team.regions for member in region.members}
    return members | {lead for team in teams for lead in team.leads}
