"""The roster as it is kept: finding teams, regions and a person's places in them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

from sqlalchemy import Integer, Select, String, bindparam, select
from sqlalchemy.orm import Session

from models.roster.known import known_roster, learn_teams, remember
from models.shifts.days import Place
from models.shifts.plan import Away
from models.shifts.rotation import cover_plan
from models.tables import Absence, Item, Member, Region, Team, TeamLead
from models.tables.absences import away_plan

# Made once: making a statement takes longer than running it.
_ALL: Final = (
    select(Team.id)
    .where(Team.workspace_id == bindparam("workspace", type_=Integer), ~Team.retired)
    .order_by(Team.position, Team.id)
)
_AT_HOME: Final = _ALL.where(Team.channel == bindparam("channel", type_=String))
_USER: Final = bindparam("user", type_=String)
_THEIRS: Final = (
    select(Region.team_id)
    .join(Member)
    .where(Member.user == _USER, ~Region.retired)
    .union(select(TeamLead.team_id).where(TeamLead.user == _USER))
)
_OF_PERSON: Final = _ALL.where(Team.id.in_(_THEIRS))
_Key = tuple[int, str]


def load_team(session: Session, team_id: int) -> Team:
    """The team with its leads, regions and members: to be read, not to be changed."""
    known = known_roster(session).teams.get(team_id)
    return known if known is not None else learn_teams(session, select(Team).where(Team.id == team_id))[0]


def offered_region(session: Session, item: Item) -> Region | None:
    """The region the item is offered to, if it is offered to one; it may have left the roster since."""
    if item.offered_region_id is None:
        return None
    regions = load_team(session, item.team_id).regions
    return next((region for region in regions if region.id == item.offered_region_id), None)


def all_teams(session: Session, workspace_id: int) -> list[Team]:
    """The workspace's teams in roster order, whole, without retired ones."""
    return _teams_in(session, workspace_id, "")


def team_at_home(session: Session, workspace_id: int, channel: str) -> Team | None:
    """The team whose home channel this is, whole."""
    return next(iter(_teams_in(session, workspace_id, channel)), None)


def teams_of(session: Session, workspace_id: int, user: str) -> list[Team]:
    """The teams in which the person is a member or a lead, whole, in roster order."""
    key, given = (workspace_id, user), {"workspace": workspace_id, "user": user}
    return _teams(session, known_roster(session).teams_of, key, _OF_PERSON, given)


def places_of(session: Session, workspace_id: int, user: str) -> tuple[Place, ...]:
    """The person's places in regions, over all teams: what their days follow from."""
    known = known_roster(session)
    places = known.places.get((workspace_id, user))
    if places is None:
        regions = [region for team in teams_of(session, workspace_id, user) for region in team.regions]
        places = tuple(place for region in regions if not region.retired for place in _places(region, user))
        remember(known.places, (workspace_id, user), places)
    return places


def away_of(session: Session, workspace_id: int, user: str) -> Away:
    """When somebody in no region is away: a member's absences come with their place."""
    known = known_roster(session)
    away = known.away.get((workspace_id, user))
    if away is None:
        query = select(Absence).where(Absence.workspace_id == workspace_id, Absence.user == user)
        away = away_plan(session.scalars(query.order_by(Absence.id)))
        remember(known.away, (workspace_id, user), away)
    return away


def learn_places(session: Session, workspace_id: int, users: Sequence[str]) -> None:
    """Read for many people at once which teams are theirs: what is asked of each after that is known."""
    known = known_roster(session)
    unknown = [user for user in users if (workspace_id, user) not in known.teams_of]
    if not unknown:
        return
    as_member = select(Member.user, Region.team_id).join(Region).where(Member.user.in_(unknown), ~Region.retired)
    as_lead = select(TeamLead.user, TeamLead.team_id).where(TeamLead.user.in_(unknown))
    theirs = as_member.union(as_lead).subquery()
    query = select(theirs.c.user, Team.id).join(Team, Team.id == theirs.c.team_id)
    query = query.where(Team.workspace_id == workspace_id, ~Team.retired).order_by(Team.position, Team.id)
    found: dict[str, list[int]] = {user: [] for user in unknown}
    for user, team_id in session.execute(query):
        found[user].append(team_id)
    _read(session, {team_id for ids in found.values() for team_id in ids})
    for user, ids in found.items():
        remember(known.teams_of, (workspace_id, user), tuple(ids))


def _read(session: Session, team_ids: Iterable[int]) -> dict[int, Team]:
    """These teams, by their ids; those that are not known yet are read at once."""
    known = known_roster(session).teams
    # Looked at once each: other threads learn too, and when there is too much, all of it goes.
    there = {team_id: team for team_id in team_ids if (team := known.get(team_id)) is not None}
    unread = [team_id for team_id in team_ids if team_id not in there]
    if unread:
        there.update({team.id: team for team in learn_teams(session, select(Team).where(Team.id.in_(unread)))})
    return there


def _teams_in(session: Session, workspace_id: int, channel: str) -> list[Team]:
    """The workspace's teams, or those whose home that channel is."""
    key, given = (workspace_id, channel), {"workspace": workspace_id} | ({"channel": channel} if channel else {})
    return _teams(session, known_roster(session).teams_in, key, _AT_HOME if channel else _ALL, given)


def _teams(
    session: Session, known: dict[_Key, tuple[int, ...]], key: _Key, query: Select[int], given: dict[str, Any]
) -> list[Team]:  # fmt: skip
    """The teams whose ids are known under the key, or else those that the query gives, from then on known; in its
    order."""
    ids = known.get(key)
    if ids is None:
        ids = tuple(session.scalars(query, given))
        remember(known, key, ids)
    there = _read(session, ids)
    return [there[team_id] for team_id in ids]


def _places(region: Region, user: str) -> list[Place]:
    """Where the person works in the region: as its member, and on the dates on which they cover for somebody."""
    plan = region.plan()
    places = [Place(plan, member) for member in plan.members if member.user == user]
    covering = [(cover, cover_plan(plan, cover)) for cover in plan.covers if cover.by == user]
    return places + [Place(plan, there, frozenset({cover.date})) for cover, there in covering if there is not None]
