"""What can become of an item at the end of its owner's day, what is preset, and why it cannot be handed off at a touch.

The rule of the preset: hand off what is critical, or is wanted before its owner is back, where somebody else is at work
before they are; keep the rest. What wants words first is left open: its owner says.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy.orm import Session

from models.notes import current_note
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.tables import Item, Urgency
from models.targets import ToNext
from models.verbs.offers import Offer, find_offer
from models.visits import circles

SNOOZE: Final = timedelta(minutes=30)
# Whoever is asked again has so long before the end of their day.
LAST_CALL: Final = timedelta(minutes=5)


class Choice(StrEnum):
    """What its owner wants to become of an item."""

    HAND_OFF = "hand_off"
    KEEP = "keep"
    DONE = "done"


class Lack(StrEnum):
    """Why an item cannot be handed off at a touch: no next step, it goes in circles and nothing new is said, it is
    critical and they are asleep there, nobody can take it."""

    STEP = "step"
    NEWS = "news"
    ASLEEP = "asleep"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Onward:
    """Where an item would go, and from when on it would stand there (UTC); what is in the way, if anything."""

    to: str | None = None
    starts: datetime | None = None
    lack: Lack | None = None


NOWHERE: Final = Onward()


def onward(session: Session, item: Item, now: datetime) -> Onward:
    """Where the item goes if it is handed off at `now` (UTC)."""
    try:
        offer = find_offer(session, item, ToNext(), now)
    except RefusedError:
        offer = None
    lack = _lack(session, item, offer, now)
    return Onward(offer.region, offer.starts, lack) if offer else Onward(lack=lack)


def preset(item: Item, way: Onward, back: datetime | None) -> Choice | None:
    """What the menu shows first; None where its owner is to say. `back` (UTC): when they are at work again, if ever."""
    presses = item.urgency is Urgency.CRITICAL or back is None or (item.by is not None and item.by <= back)
    goes_sooner = way.starts is not None and (back is None or way.starts < back)
    if way.lack is Lack.STEP:
        return None
    if not presses or not goes_sooner:
        return Choice.KEEP if back is not None else None
    return Choice.HAND_OFF if way.lack is None else None


def asks_again_at(ends: datetime, now: datetime) -> datetime | None:
    """When who wants to be asked later is asked again, before their day `ends` (all UTC); None where it is too late."""
    at = min(now + SNOOZE, ends - LAST_CALL)
    return at if at - now >= LAST_CALL else None


def _lack(session: Session, item: Item, offer: Offer | None, now: datetime) -> Lack | None:
    if not current_note(session, item).next_step.strip():
        return Lack.STEP
    if circles(load_team(session, item.team_id), item):
        return Lack.NEWS
    if offer is None:
        return Lack.NOBODY
    asleep = item.urgency is Urgency.CRITICAL and not offer.starts <= now < offer.ends
    return Lack.ASLEEP if asleep else None
