"""The audit's other questions: which deliveries should have gone long ago, which offers moved, which questions lapsed,
which cards say that their item is parked, who owns an item."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, text
from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.owed.auditing import TOLERANCE
from models.refusals import RefusedError
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import held
from models.tables import (
    IS_PENDING,
    Action,
    Decision,
    Delivery,
    DeliveryState,
    Event,
    Item,
    Message,
    MessageKind,
    Person,
    State,
    Verb,
)
from models.tables.items import IS_LIVE, IS_OFFERED, IS_OPEN
from models.targets import ToNext
from models.verbs.handing_off import offer_by_bot

MOST: Final = 200
# Where something was sent so lately, sending goes on: what is behind it waits for its turn.
GOES_ON: Final = timedelta(minutes=2)
# In words of SQL's own: with a value put in its place SQLite cannot tell that a partial index holds such rows.
_OWED: Final = text("deliveries.state IN ('pending', 'sending')")
# What was sent lately is among the latest rows; there is no index of when.
_LATEST: Final = Delivery.id > select(func.max(Delivery.id) - 50_000).scalar_subquery()
_CONVERSATION: Final = func.coalesce(Message.user, Message.channel)


def overdue_deliveries(session: Session, workspace_id: int, now: datetime) -> list[str]:
    """The keys of deliveries that should have gone ten minutes before `now` (UTC), and wait for no turn of theirs.

    A wave is sent at a pace: what waits in it is overdue only once what comes after it has been sent. The same holds
    for one conversation.
    """
    goes_on = _sent_since(session, workspace_id, now - GOES_ON)
    late = [row for row in _late(session, workspace_id, now) if str(row[2]) not in goes_on]
    if not goes_on:
        return [delivery.key for delivery, _, _ in late]
    return [delivery.key for delivery, message, _ in late if _was_overtaken(session, delivery, message)]


def overdue_moves(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The row ids of offers that should have moved on ten minutes before `now` (UTC)."""
    offered = select(Item.id).where(Item.workspace_id == workspace_id, IS_OFFERED)
    return list(session.scalars(offered.where(Item.move_at <= now - TOLERANCE).order_by(Item.id).limit(MOST)))


def overdue_turns(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The row ids of open items whose card should have said ten minutes before `now` (UTC) that they are parked, or no
    longer."""
    turning = select(Item.id).where(Item.workspace_id == workspace_id, IS_OPEN, Item.turns_at <= now - TOLERANCE)
    return list(session.scalars(turning.order_by(Item.id).limit(MOST)))


def overdue_lapses(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The row ids of questions that should have lapsed ten minutes before `now` (UTC)."""
    late = select(Decision.id).where(Decision.workspace_id == workspace_id, IS_PENDING)
    return list(session.scalars(late.where(Decision.lapses_at <= now - TOLERANCE).order_by(Decision.id).limit(MOST)))


def ownerless(session: Session, workspace_id: int, now: datetime) -> list[int]:
    """The row ids of live items that nobody owns, or an open one somebody who is gone, since ten minutes."""
    is_gone = exists().where(Person.workspace_id == Item.workspace_id, Person.user == Item.owner, Person.deactivated)
    query = select(Item.id).where(Item.workspace_id == workspace_id, Item.updated_at <= now - TOLERANCE)
    nobodys = or_(and_(IS_LIVE, Item.owner == ""), and_(IS_OPEN, is_gone))
    return list(session.scalars(query.where(nobodys).order_by(Item.id).limit(MOST)))


@again_after_conflicts
def find_owner(database: Database, item_id: int, now: datetime) -> bool:
    """Give a live item without an owner back to who had it last; offer on what belongs to somebody who is gone.

    False where there is nothing to be done: somebody has mended it, or nobody can take it.
    """
    with database.write() as session:
        item = session.scalars(held(select(Item).where(Item.id == item_id))).one()
        if item.owner == "" and item.is_live:
            item.owner = _last_owner(session, item)
            return item.owner != ""
        if item.state is not State.OPEN or not _is_gone(session, item):
            return False
        try:
            offer_by_bot(session, Act(item.workspace_id, None, now, Surface.BOT), item, ToNext())
        except RefusedError:
            return False
        return True


def _late(session: Session, workspace_id: int, now: datetime) -> Iterator[tuple[Delivery, Message, str | None]]:
    since = now - TOLERANCE
    waits = and_(Delivery.state == DeliveryState.PENDING, Delivery.due_at <= since)
    abandoned = and_(Delivery.state == DeliveryState.SENDING, Delivery.lease_until <= since)
    rows = select(Delivery, Message, _CONVERSATION).join(Message, Delivery.message_id == Message.id)
    rows = rows.where(_OWED, Message.workspace_id == workspace_id, or_(waits, abandoned), _has_a_place())
    for row in session.execute(rows.order_by(Delivery.due_at, Delivery.id).limit(MOST)):
        yield row[0], row[1], row[2]


def _has_a_place() -> ColumnElement[bool]:
    """An edit waits for its message to stand, a line for its card, a card for Slack to tell of its channel."""
    stands = or_(Delivery.action == Action.POST, Message.ts.is_not(None))
    card_stands = exists().where(Item.id == Message.item_id, Item.ts.is_not(None))
    return and_(stands, or_(Message.kind != MessageKind.LINE, card_stands), _CONVERSATION.is_not(None))


def _sent_since(session: Session, workspace_id: int, since: datetime) -> set[str]:
    """The conversations into which something was sent since then."""
    sent = select(_CONVERSATION).join(Delivery, Delivery.message_id == Message.id)
    sent = sent.where(_LATEST, Message.workspace_id == workspace_id, Delivery.sent_at > since)
    return {str(where) for where in session.scalars(sent.distinct())}


def _was_overtaken(session: Session, delivery: Delivery, message: Message) -> bool:
    """Whether what comes after it was sent long after it was due."""
    after = or_(Delivery.rank > delivery.rank, and_(Delivery.rank == delivery.rank, Delivery.due_at > delivery.due_at))
    of_all = select(Delivery.id).join(Message, Delivery.message_id == Message.id)
    sent = of_all.where(_LATEST, Message.workspace_id == message.workspace_id, Delivery.action == delivery.action)
    return session.scalar(sent.where(after, Delivery.sent_at > delivery.due_at + TOLERANCE).limit(1)) is not None


def _is_gone(session: Session, item: Item) -> bool:
    person = select(Person.deactivated).where(Person.workspace_id == item.workspace_id, Person.user == item.owner)
    return bool(session.scalar(person))


def _last_owner(session: Session, item: Item) -> str:
    """Who opened or claimed it last, of what was not undone."""
    came_to = select(Event.actor).where(Event.item_id == item.id, Event.verb.in_((Verb.OPEN, Verb.CLAIM)))
    return session.scalar(came_to.where(Event.undone_at.is_(None)).order_by(Event.id.desc()).limit(1)) or ""
