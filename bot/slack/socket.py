"""Socket Mode: Slack's events over a connection that the bot opens itself (docs.slack.dev, "Using Socket Mode")."""

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import Final

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest

from bot.outbox.outcomes import CALL_ERRORS, sort_failure
from bot.slack.connection import ConnectionProblem
from bot.waiting_room import WaitingRoom

log = logging.getLogger(__name__)

# slack_sdk gives a broken connection up when five pings have failed: so Slack reaches us again within half a minute.
PING_SECONDS: Final = 3
NOT_KNOWN: Final = (
    "Slack does not know SLACK_APP_TOKEN: copy it again from your app's page, under Basic Information, "
    "App-Level Tokens; it needs the scope connections:write."
)
SWITCHED_OFF: Final = "Socket Mode is switched off for this app: switch it on, on its page under Socket Mode."
REFUSED: Final = {
    "invalid_auth": NOT_KNOWN, "not_authed": NOT_KNOWN, "not_allowed_token_type": NOT_KNOWN,
    "missing_scope": NOT_KNOWN, "token_revoked": NOT_KNOWN, "no_permission": NOT_KNOWN,
    "socket_mode_not_enabled": SWITCHED_OFF,
}  # fmt: skip


class Socket:
    """The connection. Slack renews it every few hours; it comes back by itself when it breaks.

    `turned_away` is called for each request that nobody had time for.
    """

    def __init__(self, app: App, app_token: str, turned_away: Callable[[], None] = lambda: None) -> None:
        self._room = WaitingRoom("socket", turned_away)
        self._handler = _Handler(app, app_token, self._room)

    def start(self) -> None:
        """Connect. Raises ConnectionProblem with one sentence."""
        self._room.open()
        try:
            self._handler.connect()  # type: ignore[no-untyped-call]
        except SlackApiError as error:
            self.stop(1.0)
            code = str(error.response.get("error") or "")
            raise ConnectionProblem(
                REFUSED.get(code, f"Slack refuses Socket Mode ({sort_failure(error).why}).")
            ) from None
        except CALL_ERRORS as error:
            self.stop(1.0)
            raise ConnectionProblem(f"{sort_failure(error).why}: check the network, then start again.") from None

    @property
    def is_connected(self) -> bool:
        """Whether a connection stands now."""
        return bool(self._handler.client.is_connected())

    def stop(self, seconds: float) -> bool:
        """Take no more events, let those in hand finish for so long at most, and end.

        What was not answered, Slack sends again, here or to another replica.
        """
        until = time.monotonic() + seconds
        answered = self._room.close(seconds)
        self._wake_reader()
        closing = threading.Thread(target=self._close, name="socket-closing", daemon=True)
        closing.start()
        closing.join(max(0.0, until - time.monotonic()))
        return answered and not closing.is_alive()

    def _wake_reader(self) -> None:
        """slack_sdk's reader holds the connection until something comes, for seconds: the answer to a ping does."""
        client = self._handler.client
        client.auto_reconnect_enabled = False
        client.current_session_state.terminated = True
        session = client.current_session
        if session is not None:
            with suppress(OSError):
                session.ping("end")

    def _close(self) -> None:
        """slack_sdk stumbles where Slack hangs up in the same instant: then the socket is gone, the rest is not."""
        try:
            self._handler.close()  # type: ignore[no-untyped-call]
        except Exception as problem:  # noqa: BLE001 - whatever it is, nobody waits for it any more
            log.info("The Socket Mode connection ended by itself (%s).", type(problem).__name__)
            self._handler.close()  # type: ignore[no-untyped-call]


class _Handler(SocketModeHandler):
    """Bolt's, but what comes in waits for one of few threads: its own pool lets requests wait for as long as it takes,
    unanswered, and does what nobody waits for any more.
    """

    def __init__(self, app: App, app_token: str, room: WaitingRoom) -> None:
        super().__init__(app, app_token, trace_enabled=False, ping_interval=PING_SECONDS, concurrency=1)
        self._room = room

    def handle(self, client: SocketModeClient, req: SocketModeRequest) -> None:  # type: ignore[override]
        """Let the request in; its answer is sent once there is one."""
        self._room.enter(partial(super().handle, client, req))
