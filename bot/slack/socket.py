"""Socket Mode: Slack's events over a connection that the bot opens itself (docs.slack.dev, "Using Socket Mode")."""

import logging
import threading
from typing import Final

from slack_bolt import App
from slack_bolt.adapter.socket_mode import SocketModeHandler
from slack_sdk.errors import SlackApiError

from bot.outbox.outcomes import CALL_ERRORS, sort_failure
from bot.slack.connection import ConnectionProblem

log = logging.getLogger(__name__)

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
    """The connection. Slack renews it every few hours; it comes back by itself when it breaks."""

    def __init__(self, app: App, app_token: str) -> None:
        self._handler = SocketModeHandler(app, app_token, trace_enabled=False)

    def start(self) -> None:
        """Connect. Raises ConnectionProblem with one sentence."""
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
        """Take no more events, let those in hand finish for so long at most, and end."""
        closing = threading.Thread(target=self._handler.close, name="socket-closing", daemon=True)
        closing.start()
        closing.join(seconds)
        return not closing.is_alive()
