"""Every event comes through here: one listener, and a table from type to what it does."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Any, Final

from slack_bolt import Ack

from handlers.desk import Desk
from handlers.events import channels, home, messages, people, reactions
from handlers.payloads import Payload, is_ours
from models.refusals import AlreadyDoneError
from models.storage.conflicts import require_time

EVENTS: Final[Mapping[str, Callable[[Desk, Payload, Payload], None]]] = {
    "reaction_added": reactions.on_added,
    "reaction_removed": reactions.on_removed,
    "message": messages.on_message,
    "member_joined_channel": channels.on_joined,
    "member_left_channel": channels.on_left,
    "channel_archive": channels.on_archived,
    "group_archive": channels.on_archived,
    "channel_unarchive": channels.on_unarchived,
    "group_unarchive": channels.on_unarchived,
    "channel_rename": channels.on_renamed,
    "group_rename": channels.on_renamed,
    "channel_deleted": channels.on_deleted,
    "group_deleted": channels.on_deleted,
    "channel_left": channels.on_bot_left,
    "group_left": channels.on_bot_left,
    "user_change": people.on_changed,
    "app_home_opened": home.on_opened,
}


def on_event(desk: Desk, ack: Ack, body: Mapping[str, Any]) -> None:
    """Do what the event asks for, then answer: what fails is not answered with 200, so Slack sends it again."""
    event = body.get("event") or {}
    handle = EVENTS.get(str(event.get("type")))
    if handle is not None and is_ours(desk, body):
        require_time()
        with suppress(AlreadyDoneError):
            handle(desk, body, event)
    ack()
