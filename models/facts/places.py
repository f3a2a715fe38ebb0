"""Where an item can go, from when till when, and what each choice of By means then."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.acts import Act
from models.people import days_of, name_of
from models.refusals import RefusedError
from models.tables import ByChoice, Item, Team
from models.targets import Target, ToNext, ToPerson, ToRegion
from models.verbs.offers import Offer, as_it_stands, by_for, find_offer

MOST_PEOPLE = 99
_COUNTED = (ByChoice.END, ByChoice.NOON, ByChoice.BACK)


@dataclass(frozen=True, slots=True)
class Place:
    """A choice of To: a region (with who is on shift then) or a person, and from when till when (UTC)."""

    target: Target
    name: str
    zone: str
    on_shift: tuple[str, ...]
    starts: datetime
    ends: datetime
    skipped: tuple[dict[str, str], ...] = ()

    def is_on(self, now: datetime) -> bool:
        """Whether they are told at once at `now` (UTC)."""
        return self.starts <= now < self.ends


@dataclass(frozen=True, slots=True)
class Morning:
    """When (UTC) a day starts, and where: a region's name, or a person's."""

    at: datetime
    zone: str
    where: str


def places_for(session: Session, act: Act, team: Team, item: Item) -> tuple[Place, ...]:
    """Where the item can go: the next region first. Raises RefusedError where it can go nowhere."""
    regions: list[Target] = [ToRegion(region.name) for region in team.plan().regions]
    ways: list[Target] = [ToNext(), *regions, *(ToPerson(user) for user in people_to_take(team, item))]
    places = tuple(place for to in ways if (place := _place(session, team, item, to, act.now)) is not None)
    if places:
        return places
    whom = "of those whom this is for" if item.confidential else f"of {team.name}"
    raise RefusedError(f"Nobody {whom} has a working day in the next 31 days, so nobody can take this.", "only_for")


def nobody_until(session: Session, team: Team, item: Item, now: datetime) -> Morning | None:
    """The first morning of anybody but the owner; None where somebody is at work, or nobody will be."""
    mornings = []
    for user in people_to_take(team, item):
        days = days_of(session, team.workspace_id, user)
        if days.is_awake(now):
            return None
        region, upcoming = team.region_of(user), days.next(now)
        if upcoming is not None:
            where = region.name if region else name_of(session, team.workspace_id, user)
            mornings.append(Morning(upcoming.start, region.timezone if region else days.zone, where))
    return min(mornings, key=lambda morning: morning.at, default=None)


def _place(session: Session, team: Team, item: Item, to: Target, now: datetime) -> Place | None:
    try:
        offer = find_offer(session, item, to, now)
    except RefusedError:
        return None
    if isinstance(to, ToPerson):
        zone = days_of(session, team.workspace_id, to.user).zone
        name = name_of(session, team.workspace_id, to.user)
        return Place(to, name, zone, (), offer.starts, offer.ends)
    region = team.region_called(str(offer.region))
    names = tuple(name_of(session, team.workspace_id, user) for user in offer.told)
    return Place(to, region.name, region.timezone, names, offer.starts, offer.ends, offer.skipped)


def people_to_take(team: Team, item: Item) -> list[str]:
    """To whom it can be handed by name: the team's people, or those whom it is for."""
    members = [member.user for region in team.regions if not region.retired for member in region.members]
    everyone = dict.fromkeys([*members, *(lead.user for lead in team.leads)])
    if item.is_cardless:
        everyone = dict.fromkeys(one.user for one in item.named)
    return [user for user in everyone if user != item.owner][:MOST_PEOPLE]


def standing_place(
    session: Session, team: Team, item: Item, now: datetime
) -> tuple[Place, dict[ByChoice, datetime]] | None:
    """Where the item is as things are, and what each choice of By means there: where it is offered, else its owner's
    own day. None for an owner with no day ahead."""
    offer = as_it_stands(session, item, now)
    if offer is None:
        return None
    if offer.region is not None:
        region = team.region_called(offer.region)
        place = Place(ToRegion(region.name), region.name, region.timezone, (), offer.starts, offer.ends)
    else:
        user = offer.user or item.owner
        name, zone = name_of(session, team.workspace_id, user), days_of(session, team.workspace_id, user).zone
        place = Place(ToPerson(user), name, zone, (), offer.starts, offer.ends)
    since, days = item.offered_at or now, days_of(session, team.workspace_id, item.owner)
    return place, {kind: by_for(kind, offer, days, since) for kind in _COUNTED}


def by_times(session: Session, act: Act, item: Item, chosen: Place) -> dict[ByChoice, datetime]:
    """What each choice of By would mean."""
    offer: Offer = find_offer(session, item, chosen.target, act.now)
    days = days_of(session, act.workspace_id, item.owner)
    return {kind: by_for(kind, offer, days, act.now) for kind in _COUNTED}
