"""What waits to be sent, in figures."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.owed.taking import CAN_GO
from models.tables import Delivery, DeliveryState, Message

UNSENT: Final = (DeliveryState.PENDING, DeliveryState.SENDING, DeliveryState.PARKED)


@dataclass(frozen=True, slots=True)
class OutboxFigures:
    """How many deliveries are in each state that is not an end, and for how many seconds the oldest due has waited."""

    by_state: Mapping[str, int]
    oldest_due: float


def outbox_figures(session: Session, now: datetime) -> OutboxFigures:
    """The figures at `now` (UTC)."""
    counted = select(Delivery.state, func.count()).where(Delivery.state.in_(UNSENT)).group_by(Delivery.state)
    found: dict[DeliveryState, int] = {row[0]: row[1] for row in session.execute(counted)}
    waiting = Delivery.state.in_((DeliveryState.PENDING, DeliveryState.SENDING)) & (Delivery.due_at <= now)
    due = select(func.min(Delivery.due_at)).join(Message, Delivery.message_id == Message.id).where(waiting, CAN_GO)
    oldest = session.scalar(due)
    return OutboxFigures(
        by_state={state.value: found.get(state, 0) for state in UNSENT},
        oldest_due=0.0 if oldest is None else max(0.0, (now - oldest).total_seconds()),
    )


def parked_troubles(session: Session, limit: int) -> list[tuple[str, str]]:
    """The latest parked deliveries: what they are (`card:12`) and why they could not be sent."""
    parked = select(Delivery.key, Delivery.trouble).where(Delivery.state == DeliveryState.PARKED)
    return [(key, trouble) for key, trouble in session.execute(parked.order_by(Delivery.id.desc()).limit(limit))]
