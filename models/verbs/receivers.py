"""Who can take an item: regions and people who see it. Nobody is handed what they cannot open."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from models.access import channel_name, find_channel, is_in, sees_channel, sees_item
from models.people import find_person
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.shifts.plan import RegionPlan, TeamPlan
from models.shifts.sun_path import taking_shift
from models.tables import ChannelKind, Item, Team

_WHO_ELSE: Final = "Hand it to one of those who may by name, or let somebody else see it first."


def where_seen(session: Session, item: Item, team: Team, last: str | None, now: datetime) -> TeamPlan:
    """The team without the regions in which nobody can see the item: there it would wait for nobody.

    For a confidential one that is whoever is on the shift that would take it at `now` (UTC). `last`, the region that it
    comes from, stays, so that it is passed over as such.
    """
    plan = team.plan()
    seen = (region for region in plan.regions if region.name == last or _is_seen_in(session, item, region, now))
    return replace(plan, regions=tuple(seen))


def away_from(plan: TeamPlan, home: str | None, last: str | None) -> TeamPlan:
    """The team without the region that holds the item, if there is one besides it and the one last offered it."""
    others = [region for region in plan.regions if region.name not in {home, last}]
    if not others or home == last:
        return plan
    return replace(plan, regions=tuple(region for region in plan.regions if region.name != home))


def require_seen(session: Session, item: Item, team: Team, region: str, now: datetime) -> None:
    """Refuse a region (by its name) in which nobody can see the item at `now` (UTC); see `where_seen`."""
    if _is_seen_in(session, item, team.plan().region(region), now):
        return
    if item.confidential:
        raise RefusedError(f"Nobody on shift in {region} then may see this. {_WHO_ELSE}", "to")
    where = channel_name(session, item.workspace_id, item.channel or item.opened_in)
    raise RefusedError(
        f"Nobody of {region} can see {where}, where this item is. Invite them there, or pick somebody else.", "to"
    )


def seers_among(session: Session, item: Item, users: Iterable[str]) -> tuple[str, ...]:
    """Those of the people on a shift who can see the confidential item, but for its owner. Raises RefusedError where
    nobody can."""
    able = tuple(user for user in users if is_seen_by_any(session, item, (user,)))
    if not able:
        raise RefusedError(f"Nobody who may see this is on shift where it would go next. {_WHO_ELSE}", "to")
    return able


def is_seen_by_any(session: Session, item: Item, users: Iterable[str]) -> bool:
    """Whether any of the people, but for its owner, can see the item."""
    return any(user != item.owner and sees_item(session, item, user) for user in users)


def _is_seen_in(session: Session, item: Item, region: RegionPlan, now: datetime) -> bool:
    """Whether anybody of the region can see the item; where Slack has not told of its channel yet, they may."""
    if item.confidential:
        shift = taking_shift(region, now)
        return shift is not None and is_seen_by_any(session, item, shift.on_shift)
    channel = find_channel(session, item.workspace_id, item.channel) if item.channel else None
    if channel is None or channel.kind is not ChannelKind.PRIVATE or channel.fetched_at is None:
        return True
    return any(is_in(session, channel, member.user) for member in region.members)


def require_able(session: Session, item: Item, user: str, field: str = "to") -> None:
    """Refuse a person who can neither take the item nor decide of it: gone, not of the team's company, or not in its
    channel. `field` is the form field that names them."""
    team = load_team(session, item.team_id)
    name = require_colleague(session, team, user, field)
    channel = item.channel or item.opened_in
    if item.is_cardless and not item.is_for(user):
        raise RefusedError(f"{name} is not among those whom this is for: add them under Only for first.", field)
    sees = (
        sees_item(session, item, user) if item.confidential else sees_channel(session, team.workspace_id, user, channel)
    )
    if not sees:
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


def require_colleague(session: Session, team: Team, user: str, field: str) -> str:
    """The person's name, refused for who is gone, or a guest or of another company and not in the team's roster."""
    person = find_person(session, team.workspace_id, user)
    name = person.known_as if person else "They"
    if person is None or person.fetched_at is None:
        raise RefusedError("I am asking Slack who that is: send it again in a moment.", field)
    if person.deactivated:
        raise RefusedError(f"{name} is no longer active in Slack: pick somebody else.", field)
    if person.is_outsider and not team.names(user):
        why = "is an app or works at another company" if person.external else "is a guest"
        raise RefusedError(
            f"{name} {why}, and the roster of {team.name} does not name them: pick somebody else.", field
        )
    return name
