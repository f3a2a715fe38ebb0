"""What became of a delivery that was taken to be sent: noted under its lease, so that only who has it decides."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session, joinedload

from models.owed.standing import Stands, note_dm_sent
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import held
from models.storage.once import insert_once
from models.tables import Action, Delivery, DeliveryState, Item, Message, MessageKind

LEASE: Final = timedelta(seconds=60)
LATE_TWIN: Final = timedelta(minutes=2)
# So many tries fail before a delivery is parked. What may have arrived all the same is looked for more often.
MOST_ATTEMPTS: Final = 5
MOST_DOUBTS: Final = 10
BACK_OFF: Final = (2, 15, 120, 600, 900)


def get_delivery(session: Session, delivery_id: int) -> Delivery:
    """The delivery with its message."""
    return session.scalars(
        select(Delivery).where(Delivery.id == delivery_id).options(joinedload(Delivery.message))
    ).one()


def hold_delivery(session: Session, delivery_id: int) -> Delivery:
    """The same, read anew and held for a change."""
    session.scalars(held(select(Delivery).where(Delivery.id == delivery_id))).one()
    return get_delivery(session, delivery_id)


def hold_taken(session: Session, delivery_id: int, lease: str) -> Delivery | None:
    """The delivery, held for a change, if the lease is still the sender's own."""
    found = session.scalars(held(select(Delivery).where(Delivery.id == delivery_id, Delivery.lease == lease))).first()
    return get_delivery(session, delivery_id) if found is not None else None


def note_call(delivery: Delivery, now: datetime) -> None:
    """Keep, in the caller's transaction, that Slack is about to be called at `now` (UTC): the lease runs from then."""
    delivery.first_try_at = delivery.first_try_at or now
    delivery.lease_until = now + LEASE


@dataclass(frozen=True, slots=True)
class Try:
    """The try by which Slack has it: under which lease; whether an earlier one may have arrived, too; and when, in real
    time, the next post may go into its conversation.
    """

    lease: str | None = None
    in_doubt: bool = False
    free_at: datetime | None = None


@again_after_conflicts
def note_sent(database: Database, delivery_id: int, channel: str, ts: str, now: datetime, by: Try = Try()) -> None:
    """Slack has it: keep where it stands. It counts even when the lease has run out meanwhile.

    Where an earlier try may still arrive, the bot looks for such a twin in two minutes. So it does when the lease has
    gone to another sender meanwhile; what that one has noted stays.
    """
    with database.write() as session:
        plain = by.lease is not None and not by.in_doubt
        if plain and note_dm_sent(session, delivery_id, str(by.lease), Stands(channel, ts, now, by.free_at)):
            return
        _hold_item_of(session, delivery_id)
        delivery = hold_delivery(session, delivery_id)
        is_post, taken_over = delivery.action is Action.POST, by.lease is not None and delivery.lease != by.lease
        if delivery.state is not DeliveryState.SENT:
            delivery.sent_at, delivery.free_at = now, by.free_at
            _end(delivery, DeliveryState.SENT, "")
            if is_post:
                _keep_place(session, delivery.message, channel, ts)
        if is_post and (by.in_doubt or taken_over):
            _owe_twin_check(session, delivery, now + LATE_TWIN)


@again_after_conflicts
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
        delivery = hold_taken(session, delivery_id, lease)
        if delivery is not None:
            put_back_in(session, delivery, due_at, trouble, counts=counts, in_doubt=in_doubt)


def put_back_in(
    session: Session,
    delivery: Delivery,
    due_at: datetime,
    trouble: str,
    *,
    counts: bool = True,
    in_doubt: bool = False,
) -> None:
    """The same as `put_back`, in the transaction of who holds the delivery."""
    if delivery.action is Action.EDIT and _another_edit_waits(session, delivery):
        _end(delivery, DeliveryState.DROPPED, trouble)
        return
    delivery.state, delivery.due_at, delivery.trouble = DeliveryState.PENDING, due_at, trouble
    delivery.lease = delivery.lease_until = None
    if not counts:
        delivery.attempts -= 1
    if not in_doubt:
        delivery.first_try_at = None


@again_after_conflicts
def leave_unknown(
    database: Database, delivery_id: int, lease: str, trouble: str, again_at: datetime | None = None
) -> None:
    """Nobody knows whether Slack has it: once the lease is over it is looked for, before it is sent again.

    `again_at` (UTC) makes the lease end then, if that is later. Meanwhile others may post into its conversation.
    """
    with database.write() as session:
        delivery = hold_taken(session, delivery_id, lease)
        if delivery is None:
            return
        delivery.trouble, delivery.lane = trouble, None
        if again_at is not None and delivery.lease_until is not None:
            delivery.lease_until = max(delivery.lease_until, again_at)


@again_after_conflicts
def drop(database: Database, delivery_id: int, why: str) -> None:
    """There is nothing to say any more."""
    with database.write() as session:
        end_in(session, hold_delivery(session, delivery_id), DeliveryState.DROPPED, why)


@again_after_conflicts
def park(database: Database, delivery_id: int, trouble: str) -> None:
    """It cannot be sent; it is kept, with the trouble, for people to look at. A card takes its lines along."""
    with database.write() as session:
        end_in(session, hold_delivery(session, delivery_id), DeliveryState.PARKED, trouble)


def wait_after(attempts: int) -> timedelta:
    """How long to wait before the next try, after so many."""
    return timedelta(seconds=BACK_OFF[max(0, min(attempts, len(BACK_OFF)) - 1)])


def end_in(session: Session, delivery: Delivery, state: DeliveryState, trouble: str) -> None:
    """End a delivery that the caller holds, in the caller's transaction. A card that ends takes its lines along."""
    _end(delivery, state, trouble)
    if delivery.message.kind is MessageKind.CARD and delivery.action is Action.POST:
        _park_lines(session, delivery.message, trouble)


def _hold_item_of(session: Session, delivery_id: int) -> None:
    """A card's item is held before its delivery, as everywhere."""
    of_card = select(Message.item_id).join(Delivery, Delivery.message_id == Message.id)
    of_card = of_card.where(Delivery.id == delivery_id, Message.kind == MessageKind.CARD)
    session.scalars(held(select(Item).where(Item.id.in_(of_card)))).first()


def _keep_place(session: Session, message: Message, channel: str, ts: str) -> None:
    message.channel, message.ts = channel, ts
    if message.kind is MessageKind.CARD and message.item_id is not None:
        item = session.get_one(Item, message.item_id)
        item.channel, item.ts = channel, ts


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


def _another_edit_waits(session: Session, delivery: Delivery) -> bool:
    waiting = select(Delivery.id).where(
        Delivery.message_id == delivery.message_id,
        Delivery.action == Action.EDIT,
        Delivery.state == DeliveryState.PENDING,
    )
    return session.scalar(waiting.limit(1)) is not None
