"""Who can take an item: regions and people who see it. Nobody is handed what they cannot open."""

from dataclasses import replace

from sqlalchemy.orm import Session

from models.access import channel_name, find_channel, is_in, sees_channel
from models.people import find_person
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.shifts.plan import RegionPlan, TeamPlan
from models.tables import ChannelKind, Item, Team


def where_seen(session: Session, item: Item, team: Team, last: str | None) -> TeamPlan:
    """The team without the regions in which nobody can see the item: there it would wait for nobody.

    `last`, the one that it comes from, stays, so that it is passed over as such.
    """
    plan = team.plan()
    seen = (region for region in plan.regions if region.name == last or _is_seen_in(session, item, region))
    return replace(plan, regions=tuple(seen))


def away_from(plan: TeamPlan, home: str | None, last: str | None) -> TeamPlan:
    """The team without the region that holds the item, if there is one besides it and the one last offered it."""
    others = [region for region in plan.regions if region.name not in {home, last}]
    if not others or home == last:
        return plan
    return replace(plan, regions=tuple(region for region in plan.regions if region.name != home))


def require_seen(session: Session, item: Item, team: Team, region: str) -> None:
    """Refuse a region (by its name) in which nobody can see the item."""
    if not _is_seen_in(session, item, team.plan().region(region)):
        where = channel_name(session, item.workspace_id, item.channel or item.opened_in)
        raise RefusedError(
            f"Nobody of {region} can see {where}, where this item is. Invite them there, or pick somebody else.", "to"
        )


def _is_seen_in(session: Session, item: Item, region: RegionPlan) -> bool:
    """Whether anybody of the region can see the item; where Slack has not told of its channel yet, they may."""
    channel = find_channel(session, item.workspace_id, item.channel) if item.channel else None
    if channel is None or channel.kind is not ChannelKind.PRIVATE or channel.fetched_at is None:
        return True
    return any(is_in(session, channel, member.user) for member in region.members)


def require_able(session: Session, item: Item, user: str, field: str = "to") -> None:
    """Refuse a person who can neither take the item nor decide of it: gone, not of the team's company, or not in its
    channel. `field` is the form field that names them."""
    person = find_person(session, item.workspace_id, user)
    name = person.known_as if person else "They"
    if person is None or person.fetched_at is None:
        raise RefusedError("I am asking Slack who that is: send it again in a moment.", field)
    if person.deactivated:
        raise RefusedError(f"{name} is no longer active in Slack: pick somebody else.", field)
    team = load_team(session, item.team_id)
    if person.is_outsider and not team.names(user):
        why = "is an app or works at another company" if person.external else "is a guest"
        raise RefusedError(
            f"{name} {why}, and the roster of {team.name} does not name them: pick somebody else.", field
        )
    channel = item.channel or item.opened_in
    if not sees_channel(session, item.workspace_id, user, channel):
        raise RefusedError(
            f"{name} cannot see {channel_name(session, item.workspace_id, channel)}, where this item is. "
            "Invite them there, or pick somebody else.",
            field,
        )


def is_able(session: Session, item: Item, user: str) -> bool:
    """Whether the person can take the item, or decide of it."""
    try:
        require_able(session, item, user)
    except RefusedError:
        return False
    return True
