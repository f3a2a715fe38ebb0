"""The outbox: sends what is owed to Slack, most urgent first, each conversation in order, and nothing twice."""

import logging
import time
from collections.abc import Callable, Sequence
from typing import Final

from slack_sdk import WebClient

from bot.clock import Clock
from bot.outbox.pace import PostPace
from bot.outbox.preparing import Preparing, Render, Taken
from bot.outbox.sender import Sender
from bot.outbox.sending import EDIT, OPEN, POST, Sending
from bot.slack.calls import Calls
from bot.ticking.loops import Loop, reference
from handlers.rendering.render import render as render_message
from models.owed.taking import Limits, PreparingFailed, fail_untaken, next_due, take_due
from models.storage.conflicts import ConflictError
from models.storage.database import Database
from models.tables import Action

log = logging.getLogger(__name__)

# At most so many calls are under way, and so many messages in doubt after a crash.
SENDERS: Final = 8
# Edits leave senders to what is new.
MOST_EDITS: Final = SENDERS // 2
LONGEST_WAIT: Final = 1.0
SHORTEST_WAIT: Final = 0.01
STOP_SECONDS: Final = 15.0


class Outbox:
    """Sends deliveries. `client` must not send anything again by itself: see `posting_client`.

    Started, it takes them in one thread, at the given pace, and calls Slack in `SENDERS` others. `count` is told in a
    word what came of each: sent, found, dropped, waits, later, unknown, parked, broken, taken_over, untwinned.
    """

    def __init__(
        self,
        database: Database,
        client: WebClient,
        clock: Clock,
        *,
        render: Render = render_message,
        pace: PostPace | None = None,
        count: Callable[[str], None] = lambda _: None,
    ) -> None:
        if client.retry_handlers:
            raise ValueError("the client that posts has no retry handlers: what was taken would be posted again")
        self._database = database
        self._clock = clock
        self._pace = pace
        self._count = count
        self._calls = Calls(client, clock)
        self._preparing = Preparing(clock, render)
        self._sending = Sending(database, self._calls, clock, self._preparing)
        self._more = False  # whether there was something to take when we last looked
        self.loop = Loop("outbox", self._step)
        self._senders = [Sender(number, self._send_paced, self.loop.wake) for number in range(1, SENDERS + 1)]

    @property
    def loops(self) -> Sequence[Loop]:
        """Its threads: the one that takes, and those that call."""
        return (self.loop, *(sender.loop for sender in self._senders))

    @property
    def may_send(self) -> bool:
        """Whether Slack is there, and does not ask us to wait with posts or edits."""
        return not (self._calls.waits_for_slack() or self._calls.waits(POST) or self._calls.waits(EDIT))

    def send_due(self) -> int:
        """Send everything that is due now, in the caller's thread and at no pace; how many were handled.

        One that fails holds up no other. For tests and the play: nobody waits for anything there.
        """
        handled = 0
        while not (self.loop.is_stopping or self._calls.waits_for_slack()) and self._is_due():
            taken = self._take(None)
            if taken is None:
                break
            self._count(taken if isinstance(taken, str) else self._send(taken, None))
            handled += 1
        return handled

    def start(self) -> None:
        """Send in threads from now on."""
        for loop in reversed(self.loops):
            loop.start()

    def wake(self) -> None:
        """Something may be owed: look at once."""
        self.loop.wake()

    def stop(self, seconds: float = STOP_SECONDS) -> bool:
        """Take no more, finish what is in hand, and end; False where that took longer than `seconds`."""
        until = time.monotonic() + seconds
        ended = self.loop.stop(seconds)
        late = [sender for sender in self._senders if not sender.stop(until)]
        return ended and not late

    def _step(self) -> float:
        """Give each idle sender something to send; how long to wait until there may be more."""
        while not self.loop.is_stopping and not self._calls.waits_for_slack():
            idle = next((one for one in self._senders if one.is_idle), None)
            if idle is None:
                return LONGEST_WAIT  # who becomes idle says so
            taken = self._take(self._pace) if self._more or self._is_due() else None
            self._more = taken is not None
            if taken is None:
                break
            if isinstance(taken, str):
                self._count(taken)
            else:
                idle.give(taken)
        return self._seconds_until_more()

    def _seconds_until_more(self) -> float:
        with self._database.read() as session:
            due = next_due(session)
        if due is None:
            return LONGEST_WAIT
        seconds = (due - self._clock()).total_seconds()
        if seconds <= 0:  # it is due, and waits for a sender, Slack, its turn, or what is before it
            opens = self._pace.opens_in() if self._pace is not None else None
            seconds = max(self._calls.waits_for_slack(), LONGEST_WAIT if opens is None else opens)
        return min(max(seconds, SHORTEST_WAIT), LONGEST_WAIT)

    def _is_due(self) -> bool:
        """Looked at before anything is taken: taking writes, and most of the time there is nothing to take."""
        with self._database.read() as session:
            due = next_due(session)
        return due is not None and due <= self._clock()

    def _take(self, pace: PostPace | None) -> Taken | str | None:
        """Take one and prepare it; what came of it in a word where that is all."""
        try:
            return take_due(
                self._database, self._clock(), self._limits(pace),
                prepare=lambda session, delivery: self._preparing.begin(session, delivery, pace),
            )  # fmt: skip
        except PreparingFailed as failed:
            log.exception("Delivery %s failed (reference %s).", failed.delivery_id, reference())
            trouble = "a failure of Sunrelay's own: see its log"
            fail_untaken(self._database, failed.delivery_id, trouble, self._clock())
            return "broken"

    def _limits(self, pace: PostPace | None) -> Limits:
        edits = sum(1 for sender in self._senders if sender.has(Action.EDIT))
        return Limits(
            posts=not self._calls.waits(POST) and (pace is None or pace.is_open),
            edits=not self._calls.waits(EDIT) and edits < MOST_EDITS,
            opens=not self._calls.waits(OPEN),
            lanes=self._calls.waiting_channels(POST),
            channels=self._calls.waiting_channels(EDIT),
            at=pace.now() if pace is not None else None,
        )

    def _send_paced(self, taken: Taken) -> None:
        self._count(self._send(taken, self._pace))

    def _send(self, taken: Taken, pace: PostPace | None) -> str:
        delivery = taken.delivery
        try:
            return self._sending.send(taken, pace)
        except ConflictError as conflict:
            problem: Exception = conflict
            log.warning("Delivery %s goes on in a moment: %s.", delivery.id, conflict)
        except Exception as failure:
            problem = failure
            log.exception("Delivery %s failed (reference %s).", delivery.id, reference())
        try:
            return self._sending.broken(delivery.id, str(delivery.lease), problem)
        except Exception:
            log.exception("Delivery %s waits for its lease to end (reference %s).", delivery.id, reference())
            return "broken"
