"""Everything that was ever owed, held against what stands in Slack: once, or parked and reported."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from bot.sandbox import StandIn
from models.owed.figures import outbox_figures, parked_troubles
from models.storage.database import Database
from models.tables import Action, Delivery, DeliveryState, Item, MessageKind
from tests.walk.record import Record

MANY: Final = 1_000_000
# What tells of something that may have changed meanwhile is left out where it has; these never are.
NEVER_LEFT_OUT: Final = {MessageKind.CARD, MessageKind.LINE, MessageKind.REPLY}


class Owed:
    """What was owed up to `now` (UTC). `troubles` are the reasons for which something may have been parked."""

    def __init__(
        self,
        database: Database,
        slack: StandIn,
        conversations: list[str],
        now: datetime,
        troubles: Collection[str] = (),
    ) -> None:
        self._now = now
        self._troubles = troubles
        self._standing = Record(slack).standing(conversations)
        with database.read() as session:
            query = select(Delivery).options(joinedload(Delivery.message)).order_by(Delivery.id)
            self.deliveries = list(session.scalars(query))
            self._cards = set(session.scalars(select(Item.id).where(Item.ts.is_not(None))))
            self._figures = outbox_figures(session, now).by_state
            self._reported = {key for key, _ in parked_troubles(session, MANY)}

    def is_settled(self) -> None:
        """Raise AssertionError with a sentence where something is lost, doubled, late or out of nowhere."""
        for delivery in self.deliveries:
            assert not self._is_stuck(delivery), f"{name(delivery)} is due and was not sent: {delivery.trouble}"
            if delivery.action is Action.POST:
                self._stands_as_it_should(delivery)
        nowhere = set(self._standing) - {delivery.message.opaque for delivery in self.deliveries}
        assert not nowhere, "something stands in Slack that nothing owes"

    def _is_stuck(self, delivery: Delivery) -> bool:
        """Whether it is due and not sent, though nothing is in its way: an edit's message, a line's card."""
        waits = delivery.state in {DeliveryState.PENDING, DeliveryState.SENDING}
        if not waits or delivery.due_at > self._now:
            return False
        if delivery.action is not Action.POST:
            return delivery.message.ts is not None
        return delivery.message.kind is not MessageKind.LINE or delivery.message.item_id in self._cards

    def _stands_as_it_should(self, delivery: Delivery) -> None:
        stands, called = self._standing[delivery.message.opaque], name(delivery)
        match delivery.state:
            case DeliveryState.SENT:
                assert stands == 1, f"{called} was sent and stands {stands} times"
                return
            case DeliveryState.DROPPED:
                assert delivery.message.kind not in NEVER_LEFT_OUT, f"{called} was left out: {delivery.trouble}"
            case DeliveryState.PARKED:
                assert delivery.key in self._reported, f"{called} is parked, and doctor does not say so"
                assert self._figures["parked"], "the figures leave out what is parked"
                assert delivery.trouble in self._troubles, f"{called} is parked: {delivery.trouble}"
        assert stands == 0, f"{called} is {delivery.state} and stands {stands} times"


def name(delivery: Delivery) -> str:
    """A delivery, as a failure names it."""
    return f"the {delivery.message.kind} of {delivery.key}"
