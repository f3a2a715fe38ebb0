"""Noting that a DM stands in Slack, in two statements that read nothing: most of what is sent is DMs."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import CursorResult, and_, bindparam, exists, select, update
from sqlalchemy.orm import Session

from models.tables import Action, Delivery, DeliveryState, Message
from models.tables.base import Instant


@dataclass(frozen=True, slots=True)
class Stands:
    """Where a message stands, since when (UTC), and when in real time the next post may go into its conversation."""

    channel: str
    ts: str
    now: datetime
    free_at: datetime | None


# A DM's post that is being sent under that lease.
_MINE: Final = and_(
    Delivery.id == bindparam("delivery"),
    Delivery.lease == bindparam("mine"),
    Delivery.state == DeliveryState.SENDING,
    Delivery.action == Action.POST,
)
_DM_STANDS: Final = (
    update(Message)
    .where(Message.user.is_not(None), Message.id == select(Delivery.message_id).where(_MINE).scalar_subquery())
    .values(channel=bindparam("stands_in"), ts=bindparam("stands_at"))
    .execution_options(synchronize_session=False)
)
_DM_SENT: Final = (
    update(Delivery)
    .where(_MINE, exists(select(Message.id).where(Message.id == Delivery.message_id, Message.user.is_not(None))))
    .values(
        state=DeliveryState.SENT,
        sent_at=bindparam("sent", type_=Instant),
        free_at=bindparam("free", type_=Instant),
        trouble="",
        lease=None,
        lease_until=None,
    )
    .execution_options(synchronize_session=False)
)


def note_dm_sent(session: Session, delivery_id: int, lease: str, stands: Stands) -> bool:
    """Note it if the delivery is a DM's post and the lease is still the sender's; say whether it was."""
    mine = {"delivery": delivery_id, "mine": lease}
    session.execute(_DM_STANDS, {**mine, "stands_in": stands.channel, "stands_at": stands.ts})
    noted = session.execute(_DM_SENT, {**mine, "sent": stands.now, "free": stands.free_at})
    return isinstance(noted, CursorResult) and noted.rowcount == 1
