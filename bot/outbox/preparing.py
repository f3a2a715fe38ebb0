"""What is done with a delivery in the transaction that takes it: where it goes, what it says, when it may be called."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.clock import Clock
from bot.outbox.pace import LATE, PostPace
from handlers.blocks.rendered import Rendered
from handlers.rendering.outcome import Drop, Wait
from models.owed.deliveries import end_in, note_call, put_back_in
from models.owed.placing import Place, place_of
from models.storage.session import Session
from models.tables import Action, Delivery, DeliveryState, Message

# Given the session, the message and now (UTC). The session writes: what a digest shows is noted.
Render = Callable[[Any, Message, datetime], Rendered | Drop | Wait]


@dataclass(frozen=True, slots=True)
class Taken:
    """A delivery that was taken, and when by time.monotonic. Slack must be asked something before it can be sent."""

    delivery: Delivery
    begun: float


@dataclass(frozen=True, slots=True)
class Ready(Taken):
    """One that Slack can be called for at `at` (real time; None: at once): that it will be is noted.

    `doubted`: an earlier try may have arrived.
    """

    place: Place
    says: Rendered
    at: datetime | None
    doubted: bool


class Preparing:
    """Prepares deliveries in the caller's transaction. What ends or waits there and then is said in a word."""

    def __init__(self, clock: Clock, render: Render) -> None:
        self._clock = clock
        self._render = render

    def begin(self, session: Session, delivery: Delivery, pace: PostPace | None) -> Ready | Taken | str:
        """What is to be done with a delivery that this transaction has taken."""
        message = delivery.message
        if delivery.action is Action.TWIN or is_doubted(delivery):
            return Taken(delivery, time.monotonic())
        place = Place(str(message.channel)) if delivery.action is Action.EDIT else place_of(session, message)
        if place is None:
            return Taken(delivery, time.monotonic())
        return self.make_ready(session, delivery, place, pace)

    def make_ready(self, session: Session, delivery: Delivery, place: Place, pace: PostPace | None) -> Ready | str:
        """What the delivery says now, and that Slack is about to be called: kept before it is."""
        now = self._clock()
        match self._render(session, delivery.message, now):
            case Drop(why):
                end_in(session, delivery, DeliveryState.DROPPED, why)
                return "dropped"
            case Wait(seconds):
                return _waits(session, delivery, now, seconds, "not yet")
            case Rendered() as says:
                at = None
                if pace is not None and delivery.action is Action.POST:
                    at = pace.reserve(session, delivery)
                    if at is None:
                        return _waits(session, delivery, now, LATE, "waiting for its turn")
                doubted = is_doubted(delivery)
                note_call(delivery, now)
                return Ready(delivery, time.monotonic(), place, says, at, doubted)


def is_doubted(delivery: Delivery) -> bool:
    """Whether an earlier try may have arrived. An edit that came twice does no harm."""
    return delivery.action is not Action.EDIT and delivery.first_try_at is not None


def _waits(session: Session, delivery: Delivery, now: datetime, seconds: float, why: str) -> str:
    """None of the delivery's own failing, so it does not count towards giving up."""
    due_at = now + timedelta(seconds=max(seconds, 1.0))
    put_back_in(session, delivery, due_at, why, counts=False, in_doubt=is_doubted(delivery))
    return "waits"
