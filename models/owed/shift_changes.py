"""Telling people that their shifts have changed: in their next digest; at once if it is near and they are awake."""

import uuid
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session

from models.owed.owing import RANK_DM, owe_message
from models.people import days_of, is_gone
from models.storage.holding import hold
from models.tables import Delivery, DeliveryState, Message, MessageKind, ShiftChange


def untold_changes(session: Session, workspace_id: int, user: str, now: datetime) -> list[ShiftChange]:
    """The changes of the person's shifts that no DM has told yet, by date; without those of shifts that are over."""
    return list(session.scalars(_untold(workspace_id, user, now).order_by(ShiftChange.starts, ShiftChange.id)))


def changes_told_in(session: Session, message: Message) -> list[ShiftChange]:
    """What a DM tells of changed shifts, by date."""
    theirs = (ShiftChange.workspace_id == message.workspace_id) & (ShiftChange.user == message.user)
    told = select(ShiftChange).where(theirs, ShiftChange.message_id == message.id)
    return list(session.scalars(told.order_by(ShiftChange.starts, ShiftChange.id)))


def has_untold_change(session: Session, workspace_id: int, user: str, now: datetime) -> bool:
    """Whether a change of the person's shifts is still to be told."""
    return session.scalars(_untold(workspace_id, user, now).limit(1)).first() is not None


def tell_in(session: Session, message: Message, now: datetime) -> None:
    """Let the DM tell what is still to be told; what a DM that never went out was to tell, too."""
    ids = [change.id for change in untold_changes(session, message.workspace_id, str(message.user), now)]
    if ids:
        session.execute(update(ShiftChange).where(ShiftChange.id.in_(ids)).values(message_id=message.id))


def tell_what_is_near(session: Session, workspace_id: int, users: Iterable[str], now: datetime) -> None:
    """Tell who is awake at `now` (UTC) of what changes before the end of their next working day, in one DM each."""
    for user in sorted(set(users)):
        days = days_of(session, workspace_id, user)
        upcoming = days.next(now)
        if not days.is_awake(now) or upcoming is None or is_gone(session, workspace_id, user):
            continue
        near = [change for change in untold_changes(session, workspace_id, user, now) if change.starts < upcoming.end]
        if near:
            tell_in(session, _unsent(session, workspace_id, user) or _new(session, workspace_id, user, now), now)


def _unsent(session: Session, workspace_id: int, user: str) -> Message | None:
    """The DM that is still to go out: what comes now joins it. What the person has read already is never edited into
    something else: that would be silent."""
    waits = select(Message).join(Delivery).where(Delivery.state == DeliveryState.PENDING, Message.ts.is_(None))
    theirs = waits.where(Message.workspace_id == workspace_id, Message.user == user)
    query = theirs.where(Message.kind == MessageKind.SHIFTS).order_by(Message.id)
    message = session.scalars(query).first()
    if message is not None and hold(session, message):
        message = session.scalars(query).first()  # it may just have been sent
    return message


def _new(session: Session, workspace_id: int, user: str, now: datetime) -> Message:
    key = f"shifts:{workspace_id}:{user}:{uuid.uuid4().hex}"
    message = owe_message(session, workspace_id, MessageKind.SHIFTS, key, now, rank=RANK_DM, user=user)
    if message is None:
        raise LookupError(key)
    return message


def untold(now: datetime) -> ColumnElement[bool]:
    """The condition that a change is of a shift that is not over at `now` (UTC), and that no DM has told it yet."""
    stands = exists(select(Message.id).where(Message.id == ShiftChange.message_id, Message.ts.is_not(None)))
    return and_(ShiftChange.ends > now, or_(ShiftChange.message_id.is_(None), ~stands))


def _untold(workspace_id: int, user: str, now: datetime) -> Select[ShiftChange]:
    theirs = select(ShiftChange).where(ShiftChange.workspace_id == workspace_id, ShiftChange.user == user)
    return theirs.where(untold(now))
