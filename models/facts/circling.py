"""What is true of an item that goes in circles: how often it came, why it was sent back, what has changed since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.notes import KEPT, current_note
from models.people import name_of
from models.tables import Event, Item, Note, Team, Verb
from models.visits import circles, region_with, region_with_before, times_with

MOST_EVENTS: Final = 100
MOST_REASONS: Final = 5
COMPARED: Final = tuple(name for name in KEPT if name != "whats_new")


@dataclass(frozen=True, slots=True)
class SentBackFacts:
    """Who sent an item back, when (UTC), and why in their words, if they said so."""

    name: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CirclingFacts:
    """How often the item came to the `region` it is with, the last times it was sent back (the oldest first), and what
    has changed since: the sender's line, or the names of the note's fields where they wrote none."""

    region: str | None
    times_there: int
    times_sent_back: int
    sent_back: tuple[SentBackFacts, ...]
    whats_new: str
    changed: tuple[str, ...]


def circling_facts(session: Session, team: Team, item: Item) -> CirclingFacts | None:
    """What is true of the item if it goes in circles; None if it does not."""
    if not item.is_live or not circles(team, item):
        return None
    events = standing_events(session, item)
    with_region = region_with(team, item)
    since = _came_away(team, item, events)
    return CirclingFacts(
        region=next((region.name for region in team.regions if region.id == with_region), None),
        times_there=times_with(item.visits, with_region),
        times_sent_back=item.times_sent_back,
        sent_back=tuple(_sent_back(session, item, event) for event in sent_back_in(events)[-MOST_REASONS:]),
        whats_new=_news_since(events, since),
        changed=_changed_since(session, item, since) if since else (),
    )


def standing_events(session: Session, item: Item) -> list[Event]:
    """What happened to the item and was not undone, the oldest first."""
    happened = select(Event).where(Event.item_id == item.id, Event.undone_at.is_(None), Event.verb != Verb.UNDO)
    return list(session.scalars(happened.order_by(Event.id.desc()).limit(MOST_EVENTS)))[::-1]


def sent_back_in(events: Sequence[Event]) -> list[Event]:
    """Those by which it was sent back."""
    return [event for event in events if event.verb is Verb.SEND_BACK]


def _sent_back(session: Session, item: Item, event: Event) -> SentBackFacts:
    return SentBackFacts(name_of(session, item.workspace_id, event.actor), event.at, event.reason)


def _came_away(team: Team, item: Item, events: Sequence[Event]) -> Event | None:
    """The event by which it was last sent back, or left the region that it is with again now."""
    here = region_with(team, item)
    places = [region_with_before(team, event.before) for event in events] + [here]
    left = [
        event
        for event, before, after in zip(events, places, places[1:], strict=False)
        if event.verb is Verb.SEND_BACK or (before == here and after != here and event.verb is not Verb.OPEN)
    ]
    return left[-1] if left else None


def _news_since(events: Sequence[Event], since: Event | None) -> str:
    """The last line on what is new that was written when it was handed on after that event."""
    after = events[events.index(since) + 1 :] if since else events
    return next((event.details["news"] for event in reversed(after) if "news" in event.details), "")


def _changed_since(session: Session, item: Item, event: Event) -> tuple[str, ...]:
    """Which fields of the note changed since the event."""
    then = session.get_one(Note, (item.id, event.before["note_version"]))
    note = current_note(session, item)
    fields = [name for name in COMPARED if getattr(then, name) != getattr(note, name)]
    return (*fields, "urgency") if event.before["urgency"] != item.urgency else tuple(fields)
