"""Sending one delivery: where it goes, whether it stands there already, what it says now, the call, what came of it."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, Final

from bot.clock import Clock
from bot.outbox.look_up import find_all, metadata
from bot.outbox.outcomes import Failure, Kind
from bot.slack.calls import CallFailed, Calls, field
from handlers.blocks.rendered import Rendered
from handlers.render import Drop, Wait
from models.owed.deliveries import (
    MOST_ATTEMPTS,
    drop,
    get_delivery,
    leave_unknown,
    note_call,
    note_sent,
    park,
    put_back,
)
from models.owed.deliveries import wait_after as back_off
from models.owed.placing import Place, keep_dm, place_of, thread_of
from models.owed.stuck import park_for_channel
from models.storage.database import Database
from models.tables import Action, Delivery, Message, MessageKind

log = logging.getLogger(__name__)

# Given the session, the message and now (UTC). The session writes where the message is a digest that does not stand.
Render = Callable[[Any, Message, datetime], Rendered | Drop | Wait]
UNTIL_PLACED: Final = 2.0
UNTIL_INSTALLED: Final = 300.0
POST, EDIT, DELETE = "chat.postMessage", "chat.update", "chat.delete"


class Sending:
    """Sends deliveries that have been taken. What comes of one is said in a word, for the figures."""

    def __init__(self, database: Database, calls: Calls, clock: Clock, render: Render) -> None:
        self._database = database
        self._calls = calls
        self._clock = clock
        self._render = render

    def send(self, delivery_id: int) -> str:
        """Send what is owed. Slack's failures are dealt with; any other is the caller's."""
        with self._database.read() as session:
            delivery = get_delivery(session, delivery_id)
        try:
            return self._untwin(delivery) if delivery.action is Action.TWIN else self._send(delivery)
        except CallFailed as problem:
            return self._not_called(delivery, problem.failure)

    def broken(self, delivery_id: int) -> str:
        """Our own code failed on it: try again later, and after enough tries keep it for people to look at."""
        with self._database.read() as session:
            delivery = get_delivery(session, delivery_id)
        trouble = "a failure of Sunrelay's own: see its log"
        if delivery.first_try_at is not None:
            again_at = self._clock() + back_off(delivery.attempts)
            leave_unknown(self._database, delivery.id, str(delivery.lease), trouble, again_at)
            return "unknown"
        return self._later(delivery, trouble)

    def _send(self, delivery: Delivery) -> str:
        place = self._place(delivery)
        if place is None:
            return self._wait(delivery, UNTIL_PLACED, "Slack is being asked about its channel")
        if _in_doubt(delivery) and (found := self._look_up(delivery, place)):
            note_sent(self._database, delivery.id, place.channel, min(found), self._clock(), in_doubt=True)
            return "found"
        method = POST if delivery.action is Action.POST else EDIT
        seconds = self._calls.waits(method, place.channel)
        if seconds:
            return self._wait(delivery, seconds, "waiting as Slack asked")
        match self._rendered(delivery.message):
            case Drop(why):
                drop(self._database, delivery.id, why)
                return "dropped"
            case Wait(seconds):
                return self._wait(delivery, seconds, "not yet")
            case Rendered() as rendered:
                return self._call(delivery, place, method, rendered)

    def _place(self, delivery: Delivery) -> Place | None:
        message = delivery.message
        if delivery.action is Action.EDIT:
            return Place(str(message.channel))
        place = place_of(self._database, message)
        if place is None and message.user is not None:
            return self._open_dm(message.workspace_id, message.user)
        return place

    def _open_dm(self, workspace_id: int, user: str) -> Place:
        """Its id is known before anything is sent there, so that a message in doubt can be looked for."""
        opened = self._calls("conversations.open", user, lambda: self._calls.client.conversations_open(users=user))
        channel = field(opened, "channel", "id")
        keep_dm(self._database, workspace_id, user, channel)
        return Place(channel)

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

    def _rendered(self, message: Message) -> Rendered | Drop | Wait:
        fills = message.kind is MessageKind.DIGEST and message.ts is None
        with self._database.write() if fills else self._database.read() as session:
            return self._render(session, session.get_one(Message, message.id), self._clock())

    def _call(self, delivery: Delivery, place: Place, method: str, rendered: Rendered) -> str:
        if not note_call(self._database, delivery.id, str(delivery.lease), self._clock()):
            return "taken_over"
        message, client = delivery.message, self._calls.client
        says: dict[str, Any] = {
            **rendered.payload(), "channel": place.channel, "metadata": metadata(message.opaque),
            "unfurl_links": False, "unfurl_media": False,
        }  # fmt: skip
        try:
            if method == POST:
                answer = self._calls(
                    POST, place.channel, lambda: client.chat_postMessage(**says, thread_ts=place.thread)
                )
            else:
                answer = self._calls(EDIT, place.channel, lambda: client.chat_update(**says, ts=str(message.ts)))
        except CallFailed as problem:
            return self._called(delivery, problem.failure)
        channel, ts = field(answer, "channel") or place.channel, field(answer, "ts")
        note_sent(self._database, delivery.id, channel, ts, self._clock(), in_doubt=_in_doubt(delivery))
        return "sent"

    def _untwin(self, delivery: Delivery) -> str:
        """Two minutes after a message in doubt: what arrived of it besides the one we know is taken away."""
        message = delivery.message
        place = Place(str(message.channel), thread_of(self._database, message))
        for ts in self._look_up(delivery, place):
            if ts != message.ts:
                self._calls(DELETE, place.channel, lambda twin=ts: self._delete(place.channel, twin))  # type: ignore[misc]
        note_sent(self._database, delivery.id, place.channel, str(message.ts), self._clock())
        return "untwinned"

    def _delete(self, channel: str, ts: str) -> None:
        self._calls.client.chat_delete(channel=channel, ts=ts)

    def _not_called(self, delivery: Delivery, failure: Failure) -> str:
        """What was asked before the message itself failed: the message has certainly not been sent this time."""
        if failure.kind is Kind.UNKNOWN:
            failure = Failure(Kind.UNREACHABLE, failure.why, back_off(delivery.attempts).total_seconds())
        return self._called(delivery, failure)

    def _called(self, delivery: Delivery, failure: Failure) -> str:
        match failure.kind:
            case Kind.RATE_LIMITED | Kind.UNREACHABLE | Kind.LOCKED_OUT:
                return self._wait(delivery, failure.retry_after, failure.why)
            case Kind.NO_SCOPE:
                log.error("Slack refuses delivery %s: install the app again from its manifest.", delivery.id)
                return self._wait(delivery, UNTIL_INSTALLED, failure.why)
            case Kind.UNKNOWN:
                again_at = self._clock() + back_off(delivery.attempts)
                leave_unknown(self._database, delivery.id, str(delivery.lease), failure.why, again_at)
                return "unknown"
            case Kind.GONE if delivery.action is not Action.POST:
                drop(self._database, delivery.id, failure.why)
                return "dropped"
            case Kind.CHANNEL | Kind.NEVER:
                return self._park(delivery, failure.why, of_channel=failure.kind is Kind.CHANNEL)
            case _:
                return self._later(delivery, failure.why)

    def _wait(self, delivery: Delivery, seconds: float, why: str) -> str:
        """None of the delivery's own failing, so it does not count towards giving up."""
        due_at = self._clock() + timedelta(seconds=max(seconds, 1.0))
        in_doubt = _in_doubt(delivery)
        put_back(self._database, delivery.id, str(delivery.lease), due_at, why, counts=False, in_doubt=in_doubt)
        return "waits"

    def _later(self, delivery: Delivery, why: str) -> str:
        if delivery.attempts >= MOST_ATTEMPTS:
            return self._park(delivery, why, of_channel=False)
        due_at = self._clock() + back_off(delivery.attempts)
        put_back(self._database, delivery.id, str(delivery.lease), due_at, why, in_doubt=_in_doubt(delivery))
        return "later"

    def _park(self, delivery: Delivery, why: str, *, of_channel: bool) -> str:
        log.warning("Delivery %s (%s) cannot be sent: %s. It is kept.", delivery.id, delivery.message.kind, why)
        if of_channel:
            park_for_channel(self._database, delivery.id, why, self._clock())
        else:
            park(self._database, delivery.id, why)
        return "parked"


def _in_doubt(delivery: Delivery) -> bool:
    """Whether an earlier try may have arrived. An edit that came twice does no harm."""
    return delivery.action is not Action.EDIT and delivery.first_try_at is not None
