"""What last happened to an item, as events; without what was undone."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.tables import Event, Item, Verb


def last_change(session: Session, item: Item) -> Event | None:
    """The last thing that happened to the item itself: decisions are told by themselves."""
    event = session.get(Event, item.last_event) if item.last_event else None
    if event is None or not _is_of_decision(event):
        return event
    before = select(Event).where(Event.item_id == item.id, Event.id < event.id).order_by(Event.id.desc())
    return next((one for one in session.scalars(before) if not _is_of_decision(one)), None)


def last_sent_back(session: Session, item: Item) -> Event | None:
    """The event by which the item was last sent back, if that was not undone."""
    sent = select(Event).where(Event.item_id == item.id, Event.verb == Verb.SEND_BACK, Event.undone_at.is_(None))
    return session.scalars(sent.order_by(Event.id.desc()).limit(1)).first()


def last_closing(session: Session, item: Item) -> Event | None:
    """The event by which the item was last done or cancelled."""
    closings = select(Event).where(Event.item_id == item.id, Event.verb.in_((Verb.FINISH, Verb.CANCEL)))
    return session.scalars(closings.where(Event.undone_at.is_(None)).order_by(Event.id.desc())).first()


def regions_held(session: Session, item: Item) -> tuple[str, ...]:
    """The regions that held the item, in order, each stay once."""
    stays = select(Event.details).where(
        Event.item_id == item.id, Event.verb.in_((Verb.OPEN, Verb.CLAIM)), Event.undone_at.is_(None)
    )
    names: list[str] = []
    for details in session.scalars(stays.order_by(Event.id)):
        region: Any = details.get("region")
        if region and names[-1:] != [region]:
            names.append(region)
    return tuple(names)


def _is_of_decision(event: Event) -> bool:
    return event.verb is Verb.DECIDE or (event.verb is Verb.UNDO and event.details.get("undone") == Verb.DECIDE)
