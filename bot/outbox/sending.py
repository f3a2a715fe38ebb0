"""Sending one delivery that was taken: what Slack must be asked before, the call at its time, what came of it."""

import logging
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from bot.clock import Clock
from bot.outbox.look_up import find_all, metadata
from bot.outbox.outcomes import Failure, Kind
from bot.outbox.pace import PostPace
from bot.outbox.preparing import Preparing, Ready, Taken, is_doubted
from bot.slack.calls import CallFailed, Calls, field
from models.owed.deliveries import (
    LEASE,
    MOST_ATTEMPTS,
    MOST_DOUBTS,
    Try,
    drop,
    get_delivery,
    hold_taken,
    leave_unknown,
    note_sent,
    put_back,
    wait_after,
)
from models.owed.placing import Place, decide_place, keep_dm, leave_thread, place_of
from models.owed.stuck import park_and_tell
from models.storage.conflicts import ConflictError
from models.storage.database import Database
from models.tables import Action, Delivery, MessageKind

log = logging.getLogger(__name__)

UNTIL_PLACED: Final = 2.0
UNTIL_INSTALLED: Final = 300.0
# A call takes less than the rest of the lease, also where names, the connection and TLS each take their time.
START_WITHIN: Final = timedelta(seconds=15)
# The message from which the item was made is gone, or nobody may write below it: its card stands in the channel itself.
NO_THREAD: Final = frozenset({
    "thread_not_found", "cannot_reply_to_message", "message_not_found", "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked",
})  # fmt: skip
POST, EDIT, DELETE, OPEN = "chat.postMessage", "chat.update", "chat.delete", "conversations.open"


class Sending:
    """Sends deliveries that have been taken. What comes of one is said in a word, for the figures.

    Safe for several threads. `elapsed` tells seconds that no setting of a clock changes.
    """

    def __init__(
        self,
        database: Database,
        calls: Calls,
        clock: Clock,
        preparing: Preparing,
        elapsed: Callable[[], float] = time.monotonic,
    ) -> None:
        self._database = database
        self._calls = calls
        self._clock = clock
        self._preparing = preparing
        self._elapsed = elapsed

    def send(self, taken: Taken, pace: PostPace | None = None) -> str:
        """Send what is owed. Slack's failures are dealt with; any other is the caller's."""
        delivery = taken.delivery
        try:
            if isinstance(taken, Ready):
                return self._call(taken, pace)
            return self._untwin(delivery) if delivery.action is Action.TWIN else self._ask_first(delivery, pace)
        except CallFailed as problem:
            return self._not_called(delivery, problem.failure)

    def broken(self, delivery_id: int, lease: str, problem: Exception) -> str:
        """Our own code failed on it: try again later, and after enough tries keep it for people to look at.

        Where others were in the way in the database, it is tried again in a moment, and no try is counted.
        """
        with self._database.read() as session:
            delivery = get_delivery(session, delivery_id)
        is_conflict = isinstance(problem, ConflictError)
        trouble = "others had the database" if is_conflict else "a failure of Sunrelay's own: see its log"
        if delivery.lease != lease:
            return "taken_over"
        if delivery.first_try_at is not None:
            leave_unknown(self._database, delivery.id, lease, trouble, self._clock() + wait_after(delivery.attempts))
            return "unknown"
        if is_conflict:
            return self._wait(delivery, 0, trouble)
        self._later(delivery, trouble, doubted=False)
        return "broken"

    def _ask_first(self, delivery: Delivery, pace: PostPace | None) -> str:
        """What has no place yet, or may stand there already: Slack is asked, and then it is prepared as any other."""
        place, opened = self._place(delivery)
        if place is None:
            return self._wait(delivery, UNTIL_PLACED, "Slack is being asked about its channel")
        if is_doubted(delivery):
            if found := self._look_up(delivery, place):
                self._sent(delivery, place.channel, min(found), Try(delivery.lease, in_doubt=True))
                return "found"
            if delivery.attempts > MOST_DOUBTS:
                why = delivery.trouble or "nobody knows whether it arrived"
                return self._park(delivery, why, doubted=True)
        with self._database.write() as session:
            held = hold_taken(session, delivery.id, str(delivery.lease))
            if held is None:
                return "taken_over"
            if opened:
                keep_dm(session, held.message.workspace_id, str(held.message.user), place.channel)
            ready = self._preparing.make_ready(session, held, place, pace)
        return ready if isinstance(ready, str) else self._call(ready, pace)

    def _place(self, delivery: Delivery) -> tuple[Place | None, bool]:
        """Where it goes, and whether that is a direct message just opened."""
        message = delivery.message
        with self._database.read() as session:
            place = place_of(session, message)
        if place is not None:
            return place, False
        if message.user is None:
            return decide_place(self._database, message), False
        # Its id is known before anything is sent there, so that a message in doubt can be looked for.
        user, client = message.user, self._calls.client
        opened = self._calls(OPEN, user, lambda: client.conversations_open(users=user))
        return Place(field(opened, "channel", "id")), True

    def _look_up(self, delivery: Delivery, place: Place) -> list[str]:
        first_try = delivery.first_try_at or self._clock()
        method = "conversations.replies" if place.thread else "conversations.history"
        try:
            return self._calls(
                method,
                place.channel,
                lambda: find_all(self._calls.client, place, delivery.message.opaque, first_try),
            )
        except CallFailed as problem:
            if problem.failure.kind is not Kind.NO_SCOPE:
                raise
            log.info("A message in %s may come twice: without its history scope nobody can look.", place.channel)
            return []

    def _call(self, ready: Ready, pace: PostPace | None) -> str:
        delivery, place, is_post = ready.delivery, ready.place, ready.delivery.action is Action.POST
        message, client = delivery.message, self._calls.client
        says: dict[str, Any] = {
            **ready.says.payload(), "channel": place.channel, "metadata": metadata(message.opaque),
            "unfurl_links": False, "unfurl_media": False,
        }  # fmt: skip
        if pace is not None and ready.at is not None:
            pace.wait_until(ready.at)
        if self._is_held_up(ready):
            return self._wait(delivery, 0, "its sender was held up", doubted=ready.doubted)
        called_at = pace.now() if pace is not None else None
        try:
            if is_post:
                lane = message.user or place.channel
                answer = self._calls(POST, lane, lambda: client.chat_postMessage(**says, thread_ts=place.thread))
            else:
                answer = self._calls(EDIT, place.channel, lambda: client.chat_update(**says, ts=str(message.ts)))
        except CallFailed as problem:
            if is_post and place.thread and problem.failure.why in NO_THREAD and message.kind is MessageKind.CARD:
                leave_thread(self._database, message)
                return self._wait(delivery, 0, problem.failure.why, doubted=ready.doubted)
            if is_post and problem.failure.everywhere and pace is not None and called_at is not None:
                pace.refused(message.workspace_id, called_at, problem.failure.retry_after)
            return self._called(delivery, problem.failure, doubted=ready.doubted)
        late = self._elapsed() - ready.begun >= LEASE.total_seconds()
        channel = field(answer, "channel") or place.channel
        free_at = pace.rests(called_at) if is_post and pace is not None and called_at is not None else None
        by = Try(delivery.lease, ready.doubted or late, free_at)
        self._sent(delivery, channel, field(answer, "ts"), by)
        return "sent"

    def _is_held_up(self, ready: Ready) -> bool:
        """Whether so much time has passed since the lease began that another may soon have it: this machine slept, the
        process was paused. No clock alone tells: one stands still while a machine sleeps, the other can be set.
        """
        until = ready.delivery.lease_until
        passed = self._elapsed() - ready.begun > START_WITHIN.total_seconds()
        return passed or until is None or self._clock() > until - LEASE + START_WITHIN

    def _sent(self, delivery: Delivery, channel: str, ts: str, by: Try) -> None:
        note_sent(self._database, delivery.id, channel, ts, self._clock(), by)

    def _untwin(self, delivery: Delivery) -> str:
        """Two minutes after a message in doubt: what arrived of it besides the one we know is taken away."""
        message, client = delivery.message, self._calls.client
        with self._database.read() as session:
            place = place_of(session, message)
        place = Place(str(message.channel), place.thread if place is not None else None)
        for ts in self._look_up(delivery, place):
            if ts != message.ts:
                self._calls(DELETE, place.channel, lambda twin=ts: client.chat_delete(channel=place.channel, ts=twin))  # type: ignore[misc]
        self._sent(delivery, place.channel, str(message.ts), Try(delivery.lease))
        return "untwinned"

    def _not_called(self, delivery: Delivery, failure: Failure) -> str:
        """What was asked before the message itself failed: the message has certainly not been sent this time."""
        if failure.kind is Kind.UNKNOWN:
            failure = Failure(Kind.UNREACHABLE, failure.why, wait_after(delivery.attempts).total_seconds())
        return self._called(delivery, failure, doubted=is_doubted(delivery))

    def _called(self, delivery: Delivery, failure: Failure, *, doubted: bool) -> str:
        match failure.kind:
            case Kind.RATE_LIMITED | Kind.UNREACHABLE | Kind.LOCKED_OUT:
                return self._wait(delivery, failure.retry_after, failure.why, doubted=doubted)
            case Kind.NO_SCOPE:
                log.error("Slack refuses delivery %s: install the app again from its manifest.", delivery.id)
                return self._wait(delivery, UNTIL_INSTALLED, failure.why, doubted=doubted)
            case Kind.UNKNOWN:
                again_at, lease = self._clock() + wait_after(delivery.attempts), str(delivery.lease)
                leave_unknown(self._database, delivery.id, lease, failure.why, again_at)
                return "unknown"
            case Kind.GONE if delivery.action is not Action.POST:
                drop(self._database, delivery.id, failure.why)
                return "dropped"
            case Kind.CHANNEL | Kind.NEVER:
                return self._park(delivery, failure.why, doubted=doubted)
            case _:
                return self._later(delivery, failure.why, doubted=doubted)

    def _wait(self, delivery: Delivery, seconds: float, why: str, *, doubted: bool | None = None) -> str:
        """None of the delivery's own failing, so it does not count towards giving up."""
        due_at, lease = self._clock() + timedelta(seconds=max(seconds, 1.0)), str(delivery.lease)
        in_doubt = is_doubted(delivery) if doubted is None else doubted
        put_back(self._database, delivery.id, lease, due_at, why, counts=False, in_doubt=in_doubt)
        return "waits"

    def _later(self, delivery: Delivery, why: str, *, doubted: bool) -> str:
        if delivery.attempts >= MOST_ATTEMPTS:
            return self._park(delivery, why, doubted=doubted)
        due_at = self._clock() + wait_after(delivery.attempts)
        put_back(self._database, delivery.id, str(delivery.lease), due_at, why, in_doubt=doubted)
        return "later"

    def _park(self, delivery: Delivery, why: str, *, doubted: bool) -> str:
        log.warning("Delivery %s (%s) cannot be sent: %s. It is kept.", delivery.id, delivery.message.kind, why)
        lease = str(delivery.lease)
        park_and_tell(self._database, delivery.id, lease, why, self._clock(), in_doubt=doubted)
        return "parked"
