"""A shortcut on a message, as the functions behind the table take it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slack_sdk import WebClient
from slack_sdk.models.views import View

from handlers.blocks.answers import refused
from handlers.desk import Desk
from handlers.messages import read_message
from handlers.opening import NOT_OPENED, Opened, opened_view
from models.acts import Act
from models.workspace.messages import MessageNews


@dataclass(frozen=True, slots=True)
class Shortcut:
    """Who used it, on what: the act, Slack's payload, and the client that may open views."""

    act: Act
    body: Mapping[str, Any]
    client: WebClient

    def message(self, desk: Desk) -> MessageNews:
        """The message it was used on."""
        return read_message(desk, str(self.act.channel), self.body.get("message") or {})

    @property
    def is_threaded(self) -> bool:
        """Whether there is a thread to read."""
        return bool((self.body.get("message") or {}).get("thread_ts"))

    def open(self, desk: Desk, view: View) -> Opened | None:
        """Open a view for who used it, or say why it did not open."""
        opened = opened_view(self.client, str(self.body["trigger_id"]), view)
        if opened is None:
            desk.afterwards.answer(self.body.get("response_url"), refused(NOT_OPENED))
        return opened
