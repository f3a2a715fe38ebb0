"""Questions that the bot asks one person by DM: answered once, by whom they were asked."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import require_active
from models.acts import Act
from models.owed.owing import owe_edit
from models.refusals import RefusedError
from models.storage.holding import held
from models.tables import Absence, Action, Delivery, DeliveryState, Message, MessageKind


def hold_question(session: Session, act: Act, message_id: int, kind: MessageKind) -> Message:
    """The DM that asked who acts, held; refused where it asked somebody else, or has been answered."""
    message = find_question(session, act, message_id, kind, holds=True)
    if is_answered(message):
        raise RefusedError("You have answered that already: the message above says what is true now.")
    return message


def find_question(session: Session, act: Act, message_id: int, kind: MessageKind, *, holds: bool = False) -> Message:
    """The same, answered or not; held where that is asked for."""
    require_active(session, act)
    query = select(Message).where(Message.id == message_id, Message.kind == kind)
    message = session.scalars(held(query) if holds else query).first()
    if message is None or message.workspace_id != act.workspace_id or message.user != act.user:
        raise RefusedError("That question was not asked of you, or is gone.")
    return message


def is_answered(message: Message) -> bool:
    """Whether it asks no more."""
    return "answer" in message.body or "absence" in message.body


def is_open(session: Session, message: Message) -> bool:
    """Whether it stands, or is still to be sent, and waits for its answer."""
    owed = select(Delivery.id).where(Delivery.message_id == message.id, Delivery.action == Action.POST)
    on_its_way = owed.where(Delivery.state.in_((DeliveryState.PENDING, DeliveryState.SENDING)))
    return not is_answered(message) and (message.ts is not None or session.scalar(on_its_way.limit(1)) is not None)


def answer_question(session: Session, message: Message, answer: dict[str, Any], now: datetime) -> None:
    """Keep the answer, and owe the edit that shows it."""
    keep_body(session, message, {**message.body, **answer}, now)


def keep_body(session: Session, message: Message, body: dict[str, Any], now: datetime) -> None:
    """Keep what the DM is made from, and owe the edit that shows it."""
    message.body = body
    session.flush()  # it is read anew where it is held
    owe_edit(session, message, now)


def asked_about(session: Session, workspace_id: int, user: str, kind: MessageKind) -> list[Message]:
    """The person's DMs of that kind."""
    asked = select(Message).where(Message.workspace_id == workspace_id, Message.user == user, Message.kind == kind)
    return list(session.scalars(asked.order_by(Message.id)))


def owe_absence_edits(session: Session, absence: Absence, now: datetime) -> None:
    """Owe the edits of the questions that were answered with this absence: it has changed, or is going."""
    for message in asked_about(session, absence.workspace_id, absence.user, MessageKind.ASK_AWAY):
        if message.body.get("absence") == absence.id:
            owe_edit(session, message, now)
