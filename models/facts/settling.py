"""What a lead needs to know to settle who has an item: between whom it goes, and when both sides are awake."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy.orm import Session

from models.facts.circling import sent_back_in, standing_events
from models.owed.settling import Why, asked_to_settle, is_to_settle
from models.people import days_of, is_gone, name_of
from models.shifts.days import Place, awake_spans
from models.shifts.hours import Span
from models.shifts.overlap import WITHIN, Together, next_together
from models.tables import Item, Region, State, Team

# Zones lie 26 hours apart, and hours may go past midnight.
_BEFORE: Final = timedelta(days=2)
_DATES: Final = WITHIN.days + 5


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """Somebody who is asked to settle it, and whether they work in a region of the team, so that they may claim."""

    user: str
    name: str
    may_claim: bool


@dataclass(frozen=True, slots=True)
class SettleFacts:
    """Who is asked and why, how often the item was with which region (the most first), and between whom it goes.

    `other` is the side that the owner has to talk to, `together` the next time when both are awake; `together` is None
    where they share no hour within seven days, `other` where there is nobody to talk to.
    """

    why: Why
    asked: tuple[AskedFacts, ...]
    asks_leads: bool
    visits: tuple[tuple[str, int], ...]
    other: str | None
    together: Together | None

    def asks(self, user: str) -> bool:
        """Whether that person is asked."""
        return any(one.user == user for one in self.asked)


def settle_facts(session: Session, team: Team, item: Item, now: datetime) -> SettleFacts | None:
    """What is true at `now` (UTC) if the item waits to be settled; None if it does not."""
    if not is_to_settle(item):
        return None
    asked = tuple(
        AskedFacts(user, name_of(session, item.workspace_id, user), team.region_of(user) is not None)
        for user in asked_to_settle(session, item)
    )
    other = _other_side(session, team, item)
    return SettleFacts(
        why=Why(item.settle_why),
        asked=asked,
        asks_leads=all(team.is_led_by(one.user) for one in asked),
        visits=_visits(team, item),
        other=_name(session, item, other) if other is not None else None,
        together=_together(session, item, other, now) if other is not None else None,
    )


def _visits(team: Team, item: Item) -> tuple[tuple[str, int], ...]:
    counted = [(region.name, item.visits.get(str(region.id), 0)) for region in team.regions]
    return tuple(sorted((one for one in counted if one[1]), key=lambda one: -one[1]))


def _other_side(session: Session, team: Team, item: Item) -> Region | str | None:
    """The region, or the person (a user id), that the owner has to talk to: whom it is offered to, who sent it back,
    whom it came from."""
    if item.state is State.OFFERED:
        region = next((region for region in team.regions if region.id == item.offered_region_id), None)
        return region or item.offered_user
    sent = sent_back_in(standing_events(session, item))
    actor = sent[-1].actor if sent else None
    if actor is not None and actor != item.owner:
        theirs = team.region_of(actor)
        return theirs if theirs is not None and theirs is not team.region_of(item.owner) else actor
    return item.came_from if item.came_from != item.owner else None


def _name(session: Session, item: Item, side: Region | str) -> str:
    return side.name if isinstance(side, Region) else name_of(session, item.workspace_id, side)


def _together(session: Session, item: Item, side: Region | str, now: datetime) -> Together | None:
    mine = _hours_of(session, item, item.owner, now)
    theirs = _hours_in(session, item, side, now) if isinstance(side, Region) else _hours_of(session, item, side, now)
    return next_together(mine, theirs, now)


def _hours_of(session: Session, item: Item, user: str, now: datetime) -> list[Span]:
    if is_gone(session, item.workspace_id, user):
        return []
    return days_of(session, item.workspace_id, user).spans((now - _BEFORE).date(), _DATES)


def _hours_in(session: Session, item: Item, region: Region, now: datetime) -> list[Span]:
    """The hours of all members of the region."""
    plan, first = region.plan(), (now - _BEFORE).date()
    there = [Place(plan, one) for one in plan.members if not is_gone(session, item.workspace_id, one.user)]
    return [span for place in there for span in awake_spans((place,), first, _DATES)]
