"""The roster as it is kept: finding teams, regions and a person's places in them."""

from collections.abc import Iterable

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from models.shifts.days import Place
from models.tables import Item, Member, Region, Team, TeamLead

WHOLE_TEAM = (selectinload(Team.leads), selectinload(Team.regions).selectinload(Region.members))


def load_team(session: Session, team_id: int) -> Team:
    """The team with its leads, regions and members. A session asks once for each."""
    known = _teams_read(session)
    return known[team_id] if team_id in known else _whole(session, select(Team).where(Team.id == team_id))[0]


def offered_region(session: Session, item: Item) -> Region | None:
    """The region the item is offered to, if it is offered to one; it may have left the roster since."""
    return session.get(Region, item.offered_region_id) if item.offered_region_id is not None else None


def all_teams(session: Session, workspace_id: int) -> list[Team]:
    """The workspace's teams in roster order, whole, without retired ones."""
    query = select(Team).where(Team.workspace_id == workspace_id, ~Team.retired).order_by(Team.position, Team.id)
    return _whole(session, query)


def team_at_home(session: Session, workspace_id: int, channel: str) -> Team | None:
    """The team whose home channel this is, whole."""
    query = select(Team).where(Team.workspace_id == workspace_id, Team.channel == channel, ~Team.retired)
    return next(iter(_whole(session, query)), None)


def teams_of(session: Session, workspace_id: int, user: str) -> list[Team]:
    """The teams in which the person is a member or a lead, whole, in roster order. A session asks once for each."""
    known: dict[tuple[int, str], list[Team]] = session.info.setdefault("teams of people", {})
    if (workspace_id, user) not in known:
        known[workspace_id, user] = _find_teams(session, workspace_id, user)
    return known[workspace_id, user]


def places_of(session: Session, workspace_id: int, user: str) -> tuple[Place, ...]:
    """The person's places in regions, over all teams: what their days follow from. A session makes them once."""
    known: dict[tuple[int, str], tuple[Place, ...]] = session.info.setdefault("places", {})
    if (workspace_id, user) not in known:
        regions = [region for team in teams_of(session, workspace_id, user) for region in team.regions]
        known[workspace_id, user] = tuple(
            place for region in regions if not region.retired for place in _places(region, user)
        )
    return known[workspace_id, user]


def forget_what_was_read(session: Session, teams: Iterable[Team]) -> None:
    """Have the roster read anew by this session, after its rows have changed."""
    for what in ("teams", "teams of people", "places"):
        session.info.pop(what, None)
    for team in teams:
        session.expire(team, ["leads", "regions"])


def _teams_read(session: Session) -> dict[int, Team]:
    known: dict[int, Team] = session.info.setdefault("teams", {})
    return known


def _whole(session: Session, query: Select[Team]) -> list[Team]:
    """The teams with their leads, regions and members; the session knows them from now on."""
    teams = list(session.scalars(query.options(*WHOLE_TEAM)))
    _teams_read(session).update({team.id: team for team in teams})
    return teams


def _find_teams(session: Session, workspace_id: int, user: str) -> list[Team]:
    as_member = select(Region.team_id).join(Member).where(Member.user == user, ~Region.retired)
    as_lead = select(TeamLead.team_id).where(TeamLead.user == user)
    theirs = Team.id.in_(as_member.union(as_lead))
    query = select(Team.id).where(Team.workspace_id == workspace_id, ~Team.retired, theirs)
    ids = list(session.scalars(query.order_by(Team.position, Team.id)))
    known = _teams_read(session)
    unread = [team_id for team_id in ids if team_id not in known]
    if unread:
        _whole(session, select(Team).where(Team.id.in_(unread)))
    return [known[team_id] for team_id in ids]


def _places(region: Region, user: str) -> list[Place]:
    plan = region.plan()
    return [Place(plan, member) for member in plan.members if member.user == user]
