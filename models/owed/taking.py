"""Taking an owed delivery to send it, under a lease: one sender at a time has it, on one replica or another."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any, Final, TypeVar, overload

from sqlalchemy import ColumnElement, Select, and_, bindparam, exists, func, or_, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased, contains_eager

from models.owed.deliveries import LEASE, MOST_ATTEMPTS, end_in, hold_delivery, wait_after
from models.owed.pacing import BELIEVED
from models.owed.stuck import hold_whose, park_in
from models.storage.conflicts import ConflictError
from models.storage.database import Database
from models.tables import Action, Delivery, DeliveryState, Item, Message, MessageKind, Person
from models.tables.base import Instant

T = TypeVar("T")

# In words of SQL's own: with a value put in its place SQLite cannot tell that a partial index holds such rows.
_OWED: Final = text("deliveries.state IN ('pending', 'sending')")
_PENDING: Final = text("deliveries.state = 'pending'")
_SENDING: Final = text("deliveries.state = 'sending'")
_OTHER = aliased(Delivery, name="other")
_OTHER_SENDING: Final = text("other.state = 'sending'")
_EARLIER = aliased(Delivery, name="earlier")
_EARLIER_LINE = aliased(Message, name="earlier_line")
_EARLIER_OWED: Final = text("earlier.state IN ('pending', 'sending')")
_NOW: Final = bindparam("now", type_=Instant)
_SOME: Final = frozenset({"some"})
_ANY_TIME: Final = datetime.max.replace(tzinfo=UTC)

# An edit waits for its message, a line for the card whose thread it goes into.
_CARD_STANDS = exists(select(Item.id).where(Item.id == Message.item_id, Item.ts.is_not(None)))
CAN_GO: Final = and_(
    or_(Delivery.action == Action.POST, Message.ts.is_not(None)),
    or_(Message.kind != MessageKind.LINE, _CARD_STANDS),
)
# The conversation a post goes into: the DM with a person, or a channel. Unknown while an item has no place.
LANE: Final = func.coalesce(Message.user, Message.channel)
_NEXT_PENDING = select(Delivery.due_at).join(Message, Delivery.message_id == Message.id).where(_PENDING, CAN_GO)
_NEXT_ABANDONED = select(func.min(Delivery.lease_until)).where(_SENDING)
_NEXT_DUE: Final = select(
    _NEXT_PENDING.order_by(Delivery.due_at).limit(1).scalar_subquery(), _NEXT_ABANDONED.scalar_subquery()
)


@dataclass(frozen=True, slots=True)
class Limits:
    """What must wait now, whatever is owed: all posts, all edits, DMs that are still to be opened; the lanes (user id
    or channel) of posts and the channels of edits that Slack asked to leave alone. `at` is real time, for the pace of
    each lane; without it there is none.
    """

    posts: bool = True
    edits: bool = True
    opens: bool = True
    lanes: frozenset[str] = frozenset()
    channels: frozenset[str] = frozenset()
    at: datetime | None = None


FREE: Final = Limits()


class PreparingFailed(Exception):
    """What was to be done with a delivery that was taken failed, so that it was not taken after all."""

    def __init__(self, delivery_id: int) -> None:
        super().__init__(f"delivery {delivery_id}")
        self.delivery_id = delivery_id


@overload
def take_due(database: Database, now: datetime, limits: Limits = FREE) -> int | None: ...


@overload
def take_due(
    database: Database, now: datetime, limits: Limits = FREE, *, prepare: Callable[[Session, Delivery], T]
) -> T | None: ...


def take_due(
    database: Database,
    now: datetime,
    limits: Limits = FREE,
    *,
    prepare: Callable[[Session, Delivery], T] | None = None,
) -> T | int | None:
    """Take the most urgent delivery due at `now` (UTC) under a lease of 60 s; None when there is none to be taken.

    Gives what `prepare` makes of it in the same transaction, otherwise its id. One whose lease is over is taken again:
    nobody knows whether it arrived. Raises PreparingFailed, and nothing was taken.
    """
    taken: int | None = None
    try:
        with database.write() as session:
            delivery = _take(session, now, limits)
            if delivery is None:
                return None
            taken = delivery.id
            return taken if prepare is None else prepare(session, delivery)
    except (ConflictError, _LaneTaken):
        return None
    except Exception as problem:
        if taken is None:
            raise
        raise PreparingFailed(taken) from problem


def next_due(session: Session) -> datetime | None:
    """When the next delivery that can go is due (UTC), or None when nothing is owed."""
    row = session.execute(_NEXT_DUE).one()
    return min((one for one in row if one is not None), default=None)


def fail_untaken(database: Database, delivery_id: int, trouble: str, now: datetime) -> DeliveryState:
    """Count a try of a delivery that could not even be prepared; say whether it waits (pending) or was parked."""
    with database.write() as session:
        hold_whose(session, delivery_id)
        delivery = hold_delivery(session, delivery_id)
        is_pending = delivery.state is DeliveryState.PENDING
        if not (is_pending or _is_abandoned(delivery, now)):
            return delivery.state
        delivery.attempts, delivery.trouble = delivery.attempts + 1, trouble
        again_at = now + wait_after(delivery.attempts)
        if delivery.attempts >= MOST_ATTEMPTS:
            park_in(session, delivery, trouble, now, in_doubt=delivery.first_try_at is not None)
        elif is_pending:
            delivery.due_at = again_at
        else:
            delivery.lease_until = again_at
        return delivery.state


class _LaneTaken(Exception):
    """Another replica has just begun to post into the same conversation."""


def _take(session: Session, now: datetime, limits: Limits) -> Delivery | None:
    while (delivery := _candidate(session, now, limits)) is not None:
        if delivery.state is DeliveryState.SENDING and _newer_edit_waits(session, delivery):
            end_in(session, delivery, DeliveryState.DROPPED, "a later edit shows what is true")
            session.flush()
            continue
        message = delivery.message
        delivery.state, delivery.lease, delivery.lease_until = DeliveryState.SENDING, uuid.uuid4().hex, now + LEASE
        delivery.lane = (message.user or message.channel) if delivery.action is Action.POST else None
        delivery.attempts += 1
        try:
            session.flush()
        except IntegrityError as taken:
            raise _LaneTaken from taken
        return delivery
    return None


@cache
def _candidates(kind: Limits) -> Select[Delivery]:
    """The query for limits of that kind. It is made once for each, as making it takes longer than running it."""
    takeable = or_(_PENDING, Delivery.lease_until <= _NOW)
    query = select(Delivery).join(Delivery.message).options(contains_eager(Delivery.message))
    query = query.where(_OWED, Delivery.due_at <= _NOW, takeable, CAN_GO, *_free(kind))
    query = query.order_by(Delivery.rank, Delivery.due_at, Delivery.id).limit(1)
    return query.with_for_update(key_share=True, skip_locked=True, of=(Delivery, Message))


def _candidate(session: Session, now: datetime, limits: Limits) -> Delivery | None:
    kind = replace(
        limits, lanes=_SOME if limits.lanes else frozenset(), channels=_SOME if limits.channels else frozenset(),
        at=None if limits.at is None else _ANY_TIME,
    )  # fmt: skip
    given: dict[str, Any] = {"now": now}
    if limits.at is not None:
        given |= {"after": limits.at + timedelta(microseconds=1), "believed": limits.at + BELIEVED}
    given |= {"lanes": list(limits.lanes)} if limits.lanes else {}
    given |= {"channels": list(limits.channels)} if limits.channels else {}
    return session.scalars(_candidates(kind), given).first()


def _free(limits: Limits) -> list[ColumnElement[bool]]:
    """Neither its message nor its conversation is at work, lines go in order, and nothing that waits is in the way."""
    another = _OTHER.id != Delivery.id
    same_message = exists(select(_OTHER.id).where(_OTHER.message_id == Delivery.message_id, _OTHER_SENDING, another))
    same_lane = exists(select(_OTHER.id).where(_OTHER.lane == LANE, _OTHER_SENDING, another))
    is_post = Delivery.action == Action.POST
    found = [~same_message, or_(~is_post, ~same_lane), or_(Message.kind != MessageKind.LINE, ~_line_before())]
    if limits.at is not None:
        since = _OTHER.free_at.between(bindparam("after", type_=Instant), bindparam("believed", type_=Instant))
        found.append(or_(~is_post, ~exists(select(_OTHER.id).where(_OTHER.lane == LANE, since))))
    if not limits.posts:
        found.append(~is_post)
    if not limits.edits:
        found.append(Delivery.action != Action.EDIT)
    if not limits.opens:
        found.append(or_(~is_post, Message.user.is_(None), _dm_is_open()))
    if limits.lanes:
        found.append(or_(~is_post, LANE.is_(None), LANE.not_in(bindparam("lanes", expanding=True))))
    if limits.channels:
        others = Message.channel.not_in(bindparam("channels", expanding=True))
        found.append(or_(Delivery.action != Action.EDIT, others))
    return found


def _line_before() -> ColumnElement[bool]:
    """Whether an earlier line of the same thread is still to be posted."""
    before = select(_EARLIER.id).join(_EARLIER_LINE, _EARLIER.message_id == _EARLIER_LINE.id)
    return exists(
        before.where(
            _EARLIER_LINE.item_id == Message.item_id,
            _EARLIER_LINE.kind == MessageKind.LINE,
            _EARLIER_LINE.id < Message.id,
            _EARLIER.action == Action.POST,
            _EARLIER_OWED,
        )
    )


def _dm_is_open() -> ColumnElement[bool]:
    open_dm = select(Person.id).where(Person.workspace_id == Message.workspace_id, Person.user == Message.user)
    return exists(open_dm.where(Person.dm_channel.is_not(None)))


def _is_abandoned(delivery: Delivery, now: datetime) -> bool:
    over = delivery.lease_until is not None and delivery.lease_until <= now
    return delivery.state is DeliveryState.SENDING and over


def _newer_edit_waits(session: Session, delivery: Delivery) -> bool:
    if delivery.action is not Action.EDIT:
        return False
    newer = select(_OTHER.id).where(_OTHER.message_id == delivery.message_id, text("other.state = 'pending'"))
    return session.scalar(newer.where(_OTHER.action == Action.EDIT).limit(1)) is not None
