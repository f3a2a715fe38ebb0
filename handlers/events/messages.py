"""Messages: commands in the bot's DM, replies in the threads of items, what becomes of messages that were taken from.

In a channel Slack tells of every message. What stands in no thread is none of ours, and costs nothing.
"""

from collections.abc import Callable, Mapping
from typing import Final

from handlers.asks.answering import answer, as_reply, typed_in_dm
from handlers.asks.hearing import hear
from handlers.desk import Desk
from handlers.messages import WRITTEN, is_by, is_gone, read_message
from handlers.payloads import Payload, act_of_event
from models.owed.owing import owe_reply
from models.workspace.following import follow_deletion, follow_edit


def on_message(desk: Desk, payload: Payload, event: Payload) -> None:
    """Carry out what was written in the DM; elsewhere, follow what people say about items."""
    subtype, is_dm = event.get("subtype"), event.get("channel_type") == "im"
    if is_dm:
        _carry_out(desk, payload, event)
    elif subtype in WRITTEN:
        _hear(desk, payload, event)
    elif subtype in _FOLLOW:
        _FOLLOW[subtype](desk, event)


def _carry_out(desk: Desk, payload: Payload, event: Payload) -> None:
    """Owe the answer as a message in the DM."""
    written_by_a_person = event.get("user") and not event.get("bot_id") and not event.get("subtype")
    if not written_by_a_person:
        return
    act = act_of_event(desk, payload, str(event["user"]), str(event["channel"]))
    said = answer(desk, act, typed_in_dm(desk, str(event.get("text") or "")))
    body = as_reply(said).payload()
    with desk.database.write() as session:
        owe_reply(session, desk.workspace_id, str(event["user"]), f"reply:{act.key}", body, act.now)


def _hear(desk: Desk, payload: Payload, event: Payload) -> None:
    thread, ts = event.get("thread_ts"), event.get("ts")
    if not thread or thread == ts or is_by(desk, event):
        return
    reply = read_message(desk, str(event["channel"]), event)
    act = act_of_event(desk, payload, reply.author or "", reply.channel)
    hear(desk, act, reply)


def _changed(desk: Desk, event: Payload) -> None:
    message, channel = event.get("message") or {}, str(event["channel"])
    if is_gone(message):
        follow_deletion(desk.database, desk.workspace_id, channel, str(message.get("ts")), desk.now())
    elif not is_by(desk, message) and message.get("edited"):
        follow_edit(desk.database, desk.workspace_id, read_message(desk, channel, message), desk.now())


def _deleted(desk: Desk, event: Payload) -> None:
    ts = str(event.get("deleted_ts"))
    follow_deletion(desk.database, desk.workspace_id, str(event["channel"]), ts, desk.now())


_FOLLOW: Final[Mapping[object, Callable[[Desk, Payload], None]]] = {
    "message_changed": _changed,
    "message_deleted": _deleted,
}
