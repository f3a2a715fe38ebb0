"""What became of handed-over items, kept for the next digest of whoever handed them over. Each is told once."""

from collections.abc import Collection, Iterator, Sequence
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, bindparam, delete, exists, or_, select
from sqlalchemy.orm import Session

from models.people import days_of, find_person
from models.queries import visible
from models.seeing import SEES_PUBLIC, seen_by
from models.storage.once import insert_each_once
from models.tables import IS_LIVE, Event, Happening, Item, Message, Person, SenderQuestion, State, Verb
from models.tables.base import Instant

MOST_CLAIMS: Final = 100
_CLOSES: Final = frozenset({Verb.FINISH, Verb.CANCEL, Verb.REOPEN})
# Made once: making a statement takes longer than running it.
_OF_ITEM: Final = Happening.item_id == bindparam("item")
_FORGET: Final = delete(Happening).where(_OF_ITEM, Happening.event_id == bindparam("event"))
_FORGET_SAID: Final = delete(Happening).where(
    _OF_ITEM, Happening.event_id.is_(None), Happening.at == bindparam("at", type_=Instant)
)
_CLAIMS: Final = select(Event.details).where(
    Event.item_id == bindparam("item"), Event.verb == Verb.CLAIM, Event.undone_at.is_(None)
)


def note_happening(session: Session, item: Item, event: Event) -> None:
    """Keep that the event is to be told to those who handed the item over, or own it; not to who did it.

    To be called for each event, in its transaction. Who is told of it by a DM of its own is not told twice.
    """
    concerned = {user for user in _concerned(session, item, event) if user and user != event.actor}
    _keep(session, item, concerned, event.at, event.id)


def note_said(session: Session, item: Item, by: Collection[str | None], now: datetime) -> None:
    """Keep that something was said of the item at `now` (UTC), by `by`: a reply was tagged, a question decided.

    It is told to who handed the item over and to who owns it; not to who said it, nor to an owner who is at work on it
    just then. What was said is read from where it is kept.
    """
    at_work = item.state is State.OPEN and _is_awake(session, item, now)
    note_told(session, item, {item.came_from, None if at_work else item.owner} - {*by}, now)


def note_told(session: Session, item: Item, to: Collection[str | None], now: datetime) -> None:
    """Keep that what was said of the item at `now` (UTC) is to be told to these people."""
    _keep(session, item, {user for user in to if user}, now, None)


def forget_said(session: Session, item: Item, at: datetime) -> None:
    """What was said of the item at that instant (UTC) was taken back: nothing is to be told of it."""
    session.connection().execute(_FORGET_SAID, {"item": item.id, "at": at})


def forget_happening(session: Session, event: Event) -> None:
    """The event was undone: nothing is to be told of it."""
    session.connection().execute(_FORGET, {"item": event.item_id, "event": event.id})


def has_happenings(session: Session, workspace_id: int, user: str) -> bool:
    """Whether something is still to be told to the person, of an item that they may see."""
    return bool(untold_happenings(session, workspace_id, user))


def untold_happenings(session: Session, workspace_id: int, user: str) -> list[Happening]:
    """What is still to be told to the person of items that they may see, in the order in which it happened."""
    person = find_person(session, workspace_id, user)
    found = _untold_of(person is not None and person.sees_public_channels)
    return list(session.scalars(found, {"workspace": workspace_id, "reader": user}))


def tell_happenings_in(
    session: Session, message: Message, untold: Sequence[Happening], told: Collection[int], known: Collection[int]
) -> None:
    """Let the digest tell those of the `untold` whose row ids are `told`; forget those that its reader knows already,
    and leave the others for another one."""
    for one in untold:
        if one.id in known:
            session.delete(one)
        else:
            one.message_id = message.id if one.id in told else None


def happenings_told_in(session: Session, message: Message, item_ids: Collection[int]) -> list[Happening]:
    """What a digest tells of these items, in the order in which it happened."""
    theirs = (Happening.workspace_id == message.workspace_id) & (Happening.user == message.user)
    told = select(Happening).where(theirs, Happening.message_id == message.id, Happening.item_id.in_(item_ids))
    return list(session.scalars(told.order_by(Happening.id)))


def untold() -> ColumnElement[bool]:
    """The condition that no digest that was sent tells it."""
    stands = exists(select(Message.id).where(Message.id == Happening.message_id, Message.ts.is_not(None)))
    return or_(Happening.message_id.is_(None), ~stands)


def has_untold() -> ColumnElement[bool]:
    """The condition that something is still to be told to a person (a row of `people`) of an item that they may see."""
    theirs = (Happening.workspace_id == Person.workspace_id) & (Happening.user == Person.user)
    seen = seen_by(Person.user.expression, None, sees_public=SEES_PUBLIC)
    return exists(select(Happening.id).join(Item, Item.id == Happening.item_id).where(theirs, untold(), seen))


def has_to_answer() -> ColumnElement[bool]:
    """The condition that a person (a row of `people`) was asked something of a live item that they may see, and has
    not answered it."""
    seen = seen_by(Person.user.expression, None, sees_public=SEES_PUBLIC)
    asked = select(SenderQuestion.id).join(Item, Item.id == SenderQuestion.item_id).where(
        SenderQuestion.asked == Person.user, SenderQuestion.answered_at.is_(None),
        Item.workspace_id == Person.workspace_id, IS_LIVE, seen,
    )  # fmt: skip
    return exists(asked)


@cache
def _untold_of(sees_public: bool) -> Select[Happening]:
    theirs = select(Happening).join(Item, Item.id == Happening.item_id).where(
        Happening.workspace_id == bindparam("workspace"), Happening.user == bindparam("reader")
    )  # fmt: skip
    return theirs.where(untold(), visible(sees_public=sees_public)).order_by(Happening.id)


def _keep(session: Session, item: Item, users: set[str], at: datetime, event_id: int | None) -> None:
    rows: list[dict[str, Any]] = [
        {"workspace_id": item.workspace_id, "user": user, "item_id": item.id, "event_id": event_id, "at": at}
        for user in sorted(users)
    ]
    insert_each_once(session, Happening, rows)


def _concerned(session: Session, item: Item, event: Event) -> Iterator[str | None]:
    """The user ids of those whom an event concerns, by what happened; who did it may be among them."""
    if event.verb is Verb.CLAIM:
        yield event.details.get("from")
    elif event.verb in _CLOSES:
        yield item.owner
        yield from _who_handed_over(session, item)
    elif event.verb is Verb.DECIDE:
        told_now = _is_awake(session, item, event.at)  # by a DM
        told_later = (item.came_from, None if told_now else item.owner)
        yield from (user for user in told_later if user != event.details.get("decider"))
    elif event.verb is Verb.OFFER:
        yield item.owner if event.actor is not None else None
    elif event.verb is Verb.MOVE_ON or (event.verb is Verb.SEND_BACK and item.state is State.OPEN):
        is_theirs_again = item.state is State.OPEN  # then a DM tells who is at work
        yield None if is_theirs_again and _is_awake(session, item, event.at) else item.owner


def _who_handed_over(session: Session, item: Item) -> Iterator[str | None]:
    claims = session.scalars(_CLAIMS.order_by(Event.id.desc()).limit(MOST_CLAIMS), {"item": item.id})
    yield from {details.get("from") for details in claims}


def _is_awake(session: Session, item: Item, now: datetime) -> bool:
    return days_of(session, item.workspace_id, item.owner).is_awake(now)
