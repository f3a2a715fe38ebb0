"""Answers that only the person sees and that come after Slack has its answer: best effort, never sent again."""

import logging
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from slack_sdk import WebClient, WebhookClient
from slack_sdk.models.views import View

from handlers.blocks.rendered import Rendered
from handlers.opening import CALL_ERRORS

log = logging.getLogger(__name__)

Later = Callable[[Callable[[], None]], None]


class Afterwards:
    """Sends ephemeral answers through `later`, which runs them once the listener is through (a small pool, say).

    `has_room` says whether what is given to `later` now is sent while somebody waits for it.
    """

    def __init__(self, client: WebClient, later: Later, has_room: Callable[[], bool] = lambda: True) -> None:
        """Answer with `client`; only addresses of its own Slack are believed in payloads."""
        self._client = client
        self._later = later
        self.has_room = has_room
        self._host = urlsplit(client.base_url).netloc

    def answer(self, response_url: str | None, says: Rendered, *, replace: bool = False) -> None:
        """Answer a click where it was made. A `response_url` (Slack: handling user interaction) takes five answers."""
        if response_url is None or not self._is_slacks(response_url):
            return
        body: dict[str, Any] = {**says.payload(), "replace_original": replace}
        if not replace:
            body["response_type"] = "ephemeral"
        self._later(lambda: self._post(response_url, body))

    def whisper(self, channel: str, user: str, says: Rendered, thread: str | None = None) -> None:
        """Say something in a channel, or in the thread that begins at `thread`, that only the person sees."""
        self._later(lambda: self._whisper(channel, user, says, thread))

    def redraw(self, view: View, *, view_id: str | None = None, external_id: str | None = None) -> None:
        """Show something else in a form that is open: the one of that id, or that we opened under a name of ours."""
        self._later(lambda: self._redraw(view, view_id, external_id))

    def publish(self, user: str, view: View) -> None:
        """Show the view in the person's Home tab."""
        self._later(lambda: self._publish(user, view))

    def do(self, work: Callable[[WebClient], None]) -> None:
        """Do something that asks Slack, and whose outcome somebody may be waiting for."""
        self._later(lambda: work(self._client))

    def _is_slacks(self, url: str) -> bool:
        try:
            parts = urlsplit(url)
        except ValueError:
            return False
        own_host = parts.netloc == self._host
        return own_host or (parts.scheme == "https" and (parts.hostname or "").endswith(".slack.com"))

    def _post(self, url: str, body: dict[str, Any]) -> None:
        try:
            WebhookClient(url, timeout=10, ssl=self._client.ssl, retry_handlers=[]).send_dict(body)
        except CALL_ERRORS as problem:
            log.info("an answer after a click was not sent: %s", type(problem).__name__)

    def _redraw(self, view: View, view_id: str | None, external_id: str | None) -> None:
        try:
            self._client.views_update(view=view, view_id=view_id, external_id=external_id)
        except CALL_ERRORS as problem:
            log.info("a form was not redrawn: %s", type(problem).__name__)

    def _publish(self, user: str, view: View) -> None:
        try:
            self._client.views_publish(user_id=user, view=view)
        except CALL_ERRORS as problem:
            log.info("a Home tab was not shown: %s", type(problem).__name__)

    def _whisper(self, channel: str, user: str, says: Rendered, thread: str | None) -> None:
        try:
            self._client.chat_postEphemeral(channel=channel, user=user, thread_ts=thread, **says.payload())
        except CALL_ERRORS as problem:
            log.info("an answer for one person was not sent: %s", type(problem).__name__)
