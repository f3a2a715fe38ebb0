"""Taking owed deliveries to send, and noting what became of them. A lease keeps two senders off one delivery."""

import uuid
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import and_, case, exists, or_, select, update
from sqlalchemy.orm import Session, joinedload

from models.storage.database import Database
from models.storage.once import insert_once
from models.tables import Action, Delivery, DeliveryState, Item, Message, MessageKind

LEASE: Final = timedelta(seconds=60)
LATE_TWIN: Final = timedelta(minutes=2)
MOST_ATTEMPTS: Final = 8
BACK_OFF: Final = (1, 2, 5, 15, 60, 300, 900)

# An edit waits for its message, a line for the card whose thread it goes into.
_CARD_STANDS = exists(select(Item.id).where(Item.id == Message.item_id, Item.ts.is_not(None)))
CAN_GO: Final = and_(
    or_(Delivery.action == Action.POST, Message.ts.is_not(None)),
    or_(Message.kind != MessageKind.LINE, _CARD_STANDS),
)


def take_due(database: Database, now: datetime) -> int | None:
    """Take the most urgent delivery due at `now` (UTC) under a lease of 60 s, and give its id; None when none is due.

    One whose lease is over is taken again: nobody knows whether it arrived, and `attempts` tells the sender so.
    """
    with database.write() as session:
        waits = Delivery.state == DeliveryState.PENDING
        abandoned = (Delivery.state == DeliveryState.SENDING) & (Delivery.lease_until <= now)
        query = select(Delivery).join(Message).where(Delivery.due_at <= now, or_(waits, abandoned), CAN_GO)
        query = query.order_by(Delivery.rank, Delivery.due_at, Delivery.id).limit(1)
        delivery = session.scalars(query.with_for_update(skip_locked=True, of=Delivery)).first()
        if delivery is None:
            return None
        delivery.state = DeliveryState.SENDING
        delivery.lease, delivery.lease_until = uuid.uuid4().hex, now + LEASE
        delivery.attempts += 1
        return delivery.id


def next_due(session: Session) -> datetime | None:
    """When the next delivery that can go is due (UTC), or None when nothing is owed."""
    lapses = case((Delivery.state == DeliveryState.SENDING, Delivery.lease_until), else_=Delivery.due_at)
    waiting = Delivery.state.in_((DeliveryState.PENDING, DeliveryState.SENDING))
    query = select(lapses).join(Message, Delivery.message_id == Message.id).where(waiting, CAN_GO)
    return session.scalars(query.order_by(lapses).limit(1)).first()


def get_delivery(session: Session, delivery_id: int) -> Delivery:
    """The delivery with its message."""
    return session.scalars(
        select(Delivery).where(Delivery.id == delivery_id).options(joinedload(Delivery.message))
    ).one()


def note_call(database: Database, delivery_id: int, lease: str, now: datetime) -> bool:
    """Keep that Slack is about to be called; False when the lease has gone to another sender meanwhile."""
    with database.write() as session:
        delivery = _held(session, delivery_id, lease)
        if delivery is None:
            return False
        delivery.first_try_at = delivery.first_try_at or now
        return True


def note_sent(
    database: Database, delivery_id: int, channel: str, ts: str, now: datetime, *, in_doubt: bool = False
) -> None:
    """Slack has it: keep where it stands. It counts even when the lease has run out meanwhile.

    `in_doubt` says that an earlier try may still arrive: in two minutes the bot looks for such a twin.
    """
    with database.write() as session:
        delivery = get_delivery(session, delivery_id)
        delivery.state, delivery.sent_at, delivery.trouble = DeliveryState.SENT, now, ""
        delivery.lease = delivery.lease_until = None
        message = delivery.message
        if delivery.action is Action.POST:
            message.channel, message.ts = channel, ts
        if delivery.action is Action.POST and message.kind is MessageKind.CARD and message.item_id is not None:
            item = session.get_one(Item, message.item_id)
            item.channel, item.ts = channel, ts
        if in_doubt and delivery.action is Action.POST:
            _owe_twin_check(session, delivery, now + LATE_TWIN)


def put_back(
    database: Database,
    delivery_id: int,
    lease: str,
    due_at: datetime,
    trouble: str,
    *,
    counts: bool = True,
    in_doubt: bool = False,
) -> None:
    """Slack certainly does not have this try: owe it again from `due_at` (UTC) on.

    A try that does not count is none of the delivery's own failing. `in_doubt`: an earlier try may have arrived.
    """
    with database.write() as session:
        delivery = _held(session, delivery_id, lease)
        if delivery is None:
            return
        if delivery.action is Action.EDIT and _another_edit_waits(session, delivery):
            _end(delivery, DeliveryState.DROPPED, trouble)
            return
        delivery.state, delivery.due_at, delivery.trouble = DeliveryState.PENDING, due_at, trouble
        delivery.lease = delivery.lease_until = None
        if not counts:
            delivery.attempts -= 1
        if not in_doubt:
            delivery.first_try_at = None


def leave_unknown(
    database: Database, delivery_id: int, lease: str, trouble: str, again_at: datetime | None = None
) -> None:
    """Nobody knows whether Slack has it: once the lease is over it is looked for, before it is sent again.

    `again_at` (UTC) makes the lease end then, if that is later.
    """
    with database.write() as session:
        delivery = _held(session, delivery_id, lease)
        if delivery is not None:
            delivery.trouble = trouble
            if again_at is not None and delivery.lease_until is not None:
                delivery.lease_until = max(delivery.lease_until, again_at)


def drop(database: Database, delivery_id: int, why: str) -> None:
    """There is nothing to say any more."""
    _end_with(database, delivery_id, DeliveryState.DROPPED, why)


def park(database: Database, delivery_id: int, trouble: str) -> None:
    """It cannot be sent; it is kept, with the trouble, for people to look at. A card takes its lines along."""
    _end_with(database, delivery_id, DeliveryState.PARKED, trouble)


def park_in(session: Session, delivery_id: int, trouble: str) -> Delivery:
    """The same as `park`, in the caller's transaction."""
    return _end_in(session, delivery_id, DeliveryState.PARKED, trouble)


def wait_after(attempts: int) -> timedelta:
    """How long to wait before the next try, after so many."""
    return timedelta(seconds=BACK_OFF[max(0, min(attempts, len(BACK_OFF)) - 1)])


def _end_with(database: Database, delivery_id: int, state: DeliveryState, trouble: str) -> None:
    with database.write() as session:
        _end_in(session, delivery_id, state, trouble)


def _end_in(session: Session, delivery_id: int, state: DeliveryState, trouble: str) -> Delivery:
    delivery = get_delivery(session, delivery_id)
    _end(delivery, state, trouble)
    if delivery.message.kind is MessageKind.CARD and delivery.action is Action.POST:
        _park_lines(session, delivery.message, trouble)
    return delivery


def _owe_twin_check(session: Session, delivery: Delivery, due_at: datetime) -> None:
    key = f"twin:{delivery.id}"
    columns = {"message_id": delivery.message_id, "action": Action.TWIN, "first_try_at": delivery.first_try_at}
    insert_once(session, Delivery, key=key, rank=delivery.rank, due_at=due_at, **columns)


def _end(delivery: Delivery, state: DeliveryState, trouble: str) -> None:
    delivery.state, delivery.trouble = state, trouble
    delivery.lease = delivery.lease_until = None


def _park_lines(session: Session, card: Message, trouble: str) -> None:
    lines = select(Message.id).where(Message.item_id == card.item_id, Message.kind == MessageKind.LINE)
    owed = Delivery.message_id.in_(lines) & (Delivery.state == DeliveryState.PENDING)
    session.execute(update(Delivery).where(owed).values(state=DeliveryState.PARKED, trouble=trouble))


def _held(session: Session, delivery_id: int, lease: str) -> Delivery | None:
    """The delivery, if the lease is still the sender's own."""
    query = select(Delivery).where(Delivery.id == delivery_id, Delivery.lease == lease)
    return session.scalars(query).first()


def _another_edit_waits(session: Session, delivery: Delivery) -> bool:
    waiting = select(Delivery.id).where(
        Delivery.message_id == delivery.message_id,
        Delivery.action == Action.EDIT,
        Delivery.state == DeliveryState.PENDING,
    )
    return session.scalar(waiting.limit(1)) is not None
