"""Finding an item by its card, and what somebody who reacts on the card is to it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.access import find_item, roles
from models.acts import Act
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.shifts.sun_path import NoShiftError, next_region
from models.tables import Event, Item, Region, Team
from models.targets import ToRegion

# Made once: making a statement takes longer than running it.
_AT: Final = select(Item).where(
    Item.workspace_id == bindparam("workspace"), Item.channel == bindparam("channel"), Item.ts == bindparam("ts")
)


@dataclass(frozen=True, slots=True)
class CardFacts:
    """A card's item, and what who reacts is to it."""

    number: int
    owner: bool
    member: bool
    offered: bool


def card_at(session: Session, act: Act, ts: str) -> CardFacts | None:
    """The card that stands in the act's channel at `ts`, if one does."""
    item = _item_at(session, act, ts)
    if item is None:
        return None
    mine = roles(session, act, item)
    return CardFacts(item.number, owner=mine.owner, member=mine.member, offered=mine.offered)


def reaction_event(session: Session, act: Act, ts: str) -> int | None:
    """The event this person's reaction made of the card's item, if it was the last thing to happen to it."""
    item = _item_at(session, act, ts)
    event = session.get(Event, item.last_event) if item else None
    if event is None or event.actor != act.user or event.details.get("emoji") != act.emoji:
        return None
    return event.id


def is_region_emoji(session: Session, workspace_id: int, emoji: str) -> bool:
    """Whether the roster has given the emoji to a region of any team."""
    regions = select(Region.id).join(Team, Team.id == Region.team_id).where(Region.emoji == emoji, ~Region.retired)
    return session.scalar(regions.where(Team.workspace_id == workspace_id, ~Team.retired).limit(1)) is not None


def region_with_emoji(session: Session, act: Act, number: int, continents: Sequence[str]) -> ToRegion | None:
    """The team's region whose emoji the act's is; or else the one on these continents (as zone names begin): of several
    the next one, the owner's own last.

    None for an emoji that shows no continent, and is no region's. Raises RefusedError where no region is there.
    """
    item = find_item(session, act, number)
    team = load_team(session, item.team_id)
    named = next((region for region in team.regions if not region.retired and region.emoji == act.emoji), None)
    if named is not None:
        return ToRegion(named.name)
    return _on_continent(team, item, continents, act.now) if continents else None


def _on_continent(team: Team, item: Item, continents: Sequence[str], now: datetime) -> ToRegion:
    own = team.region_of(item.owner)
    plan = team.plan()
    there = [region for region in plan.regions if region.timezone.split("/")[0] in continents]
    others = [region for region in there if own is None or region.name != own.name]
    try:
        return ToRegion(next_region(replace(plan, regions=tuple(others or there)), now, holder=None).region.name)
    except NoShiftError as problem:
        raise RefusedError(
            f"{team.name} has no region on that side of the world: /handoff {item.label} to next works."
        ) from problem


def _item_at(session: Session, act: Act, ts: str) -> Item | None:
    return session.scalars(_AT, {"workspace": act.workspace_id, "channel": act.channel, "ts": ts}).first()
