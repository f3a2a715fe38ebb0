"""What Slack will not take, as plain rows for whoever runs the bot: never people's words."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.labels import label_of
from models.people import name_of
from models.tables import Action, Delivery, DeliveryState, Item, Message


@dataclass(frozen=True, slots=True)
class ParkedRow:
    """A parked delivery: what it is, of which item or to whom, why it was not sent, since when it is owed (UTC)."""

    id: int
    what: str
    whose: str
    why: str
    since: datetime


def parked_rows(session: Session) -> list[ParkedRow]:
    """All that is parked, oldest first."""
    parked = select(Delivery, Message, Item.number).join(Message, Delivery.message_id == Message.id)
    parked = parked.outerjoin(Item, Message.item_id == Item.id).where(Delivery.state == DeliveryState.PARKED)
    rows = session.execute(parked.order_by(Delivery.id)).all()
    return [_row(session, delivery, message, number) for delivery, message, number in rows]


def _row(session: Session, delivery: Delivery, message: Message, number: int | None) -> ParkedRow:
    what = message.kind.value if delivery.action is Action.POST else f"{delivery.action.value} of {message.kind.value}"
    whose = name_of(session, message.workspace_id, message.user) if message.user else label_of(number or 0)
    return ParkedRow(delivery.id, what, whose, delivery.trouble, delivery.due_at)
