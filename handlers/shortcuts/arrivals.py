"""Every shortcut comes through here: one listener, and a table from shortcut to what it does."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_bolt import Ack
from slack_sdk import WebClient

from handlers import ids
from handlers.blocks.form.add import said_view
from handlers.desk import Desk
from handlers.payloads import act_of_shortcut, is_ours
from handlers.shortcuts.adding import add_to_handoff
from handlers.shortcuts.handing_off import hand_off_message
from handlers.shortcuts.shortcut import Shortcut
from models.refusals import RefusedError
from models.storage.conflicts import require_time

SHORTCUTS: Final[Mapping[str, Callable[[Desk, Shortcut], None]]] = {
    ids.HAND_OFF_MESSAGE: hand_off_message,
    ids.ADD_TO_HANDOFF: add_to_handoff,
}


def on_shortcut(desk: Desk, ack: Ack, body: Mapping[str, Any], client: WebClient) -> None:
    """Open what the shortcut is for; why it cannot be is said in a view of its own (Slack: message_action)."""
    use = SHORTCUTS.get(str(body.get("callback_id")))
    if use is not None and is_ours(desk, body):
        require_time()
        shortcut = Shortcut(act_of_shortcut(desk, body), body, client)
        try:
            use(desk, shortcut)
        except RefusedError as refusal:
            shortcut.open(desk, said_view("Sunrelay", refusal.say))
    ack()
