"""The outbox: sends what is owed to Slack, most urgent first, one at a time, and never twice."""

import logging
from collections.abc import Callable
from typing import Final

from slack_sdk import WebClient

from bot.clock import Clock
from bot.outbox.sending import Render, Sending
from bot.slack.calls import Calls
from bot.ticking.loops import Loop, reference
from handlers.render import render as render_message
from models.owed.deliveries import next_due, take_due
from models.storage.database import Database

log = logging.getLogger(__name__)

LONGEST_WAIT: Final = 1.0
STOP_SECONDS: Final = 15.0


class Outbox:
    """Sends deliveries. `client` must not send anything again by itself: see `posting_client`.

    `count` is told in a word what came of each: sent, found, dropped, waits, later, unknown, parked, broken.
    """

    def __init__(
        self,
        database: Database,
        client: WebClient,
        clock: Clock,
        *,
        render: Render = render_message,
        count: Callable[[str], None] = lambda _: None,
    ) -> None:
        if client.retry_handlers:
            raise ValueError("the client that posts has no retry handlers: what was taken would be posted again")
        self._database = database
        self._clock = clock
        self._count = count
        self._calls = Calls(client, clock)
        self._sending = Sending(database, self._calls, clock, render)
        self.loop = Loop("outbox", self._step)

    def send_due(self) -> int:
        """Send everything that is due now, and say how many were handled. One that fails holds up no other."""
        handled = 0
        while not (self.loop.is_stopping or self._calls.waits_for_slack()) and self._is_due():
            delivery_id = take_due(self._database, self._clock())
            if delivery_id is None:
                break
            self._count(self._send(delivery_id))
            handled += 1
        return handled

    def start(self) -> None:
        """Send in a thread from now on."""
        self.loop.start()

    def wake(self) -> None:
        """Something may be owed: look at once."""
        self.loop.wake()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Finish the delivery in hand, and end; False where that took longer than `seconds`."""
        return self.loop.stop(seconds)

    def _step(self) -> float:
        self.send_due()
        with self._database.read() as session:
            due = next_due(session)
        if due is None:
            return LONGEST_WAIT
        return min(max((due - self._clock()).total_seconds(), 0.01), LONGEST_WAIT)

    def _is_due(self) -> bool:
        """Looked at before anything is taken: taking writes, and most of the time there is nothing to take."""
        with self._database.read() as session:
            due = next_due(session)
        return due is not None and due <= self._clock()

    def _send(self, delivery_id: int) -> str:
        try:
            return self._sending.send(delivery_id)
        except Exception:
            log.exception("Delivery %s failed (reference %s).", delivery_id, reference())
        try:
            self._sending.broken(delivery_id)
        except Exception:
            log.exception("Delivery %s waits for its lease to end (reference %s).", delivery_id, reference())
        return "broken"
