"""The connection to a Slack workspace: whose token it is, which workspace, and what the app may do there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk import WebClient

from bot.clock import Clock
from bot.outbox.outcomes import Failure, Kind
from bot.slack.calls import CallFailed, Calls
from models.storage.database import Database
from models.workspace.connecting import OtherWorkspaceError, connect_workspace

# As in manifest.yml; a test compares them.
NEEDED_SCOPES: Final = frozenset(
    {
        "channels:read", "chat:write", "commands", "groups:read", "im:history", "im:write", "reactions:read",
        "users:read",
    }
)  # fmt: skip
OPTIONAL_SCOPES: Final = frozenset({"channels:history", "groups:history", "usergroups:write", "users:read.email"})
INSTALL_AGAIN: Final = "install the app again from manifest.yml, on its page under Install App"

NOT_KNOWN: Final = "Slack does not know SLACK_BOT_TOKEN: copy it again from your app's page (OAuth & Permissions)."

_SAYS: Final = {
    "invalid_auth": NOT_KNOWN,
    "not_authed": NOT_KNOWN,
    "token_revoked": f"SLACK_BOT_TOKEN has been revoked: {INSTALL_AGAIN}, then copy the new token.",
    "token_expired": f"SLACK_BOT_TOKEN has expired: switch token rotation off or {INSTALL_AGAIN}.",
    "account_inactive": f"The app was removed from its workspace: {INSTALL_AGAIN}, then copy the new token.",
    "not_allowed_token_type": "SLACK_BOT_TOKEN is another kind of token: copy the one that begins with xoxb-.",
}


class ConnectionProblem(Exception):
    """Sunrelay cannot work with this Slack. Its text is one sentence: what is wrong, and what to do."""


@dataclass(frozen=True, slots=True)
class Connected:
    """The workspace we serve. `workspace_id` is its row, `granted` the scopes: None where Slack does not list them."""

    workspace_id: int
    slack_id: str
    name: str
    bot_user: str
    bot_id: str
    granted: frozenset[str] | None

    def may(self, scope: str) -> bool:
        """Whether an optional scope was granted. It counts only where Slack lists it."""
        return self.granted is not None and scope in self.granted


def connect(database: Database, client: WebClient, clock: Clock) -> Connected:
    """Ask Slack who we are and keep which workspace this is. Raises ConnectionProblem with one sentence."""
    try:
        answer = Calls(client, clock)("auth.test", "", client.auth_test)
    except CallFailed as problem:
        raise ConnectionProblem(say_refused(problem.failure, client.base_url)) from None
    granted = granted_scopes(answer.headers)
    missing = NEEDED_SCOPES - granted if granted is not None else frozenset()
    if missing:
        raise ConnectionProblem(f"The app lacks permissions ({', '.join(sorted(missing))}): {INSTALL_AGAIN}.")
    try:
        with database.write() as session:
            row = connect_workspace(
                session, answer["team_id"], answer["team"], answer["url"], answer["user_id"]
            )  # fmt: skip
            workspace_id = row.id
    except OtherWorkspaceError as problem:
        raise ConnectionProblem(str(problem)) from None
    bot_id = str(answer.get("bot_id") or "")
    return Connected(workspace_id, answer["team_id"], answer["team"], answer["user_id"], bot_id, granted)


def granted_scopes(headers: Mapping[str, Any]) -> frozenset[str] | None:
    """The scopes in the header `x-oauth-scopes` (docs.slack.dev/reference/methods/auth.test); None without one."""
    listed = next((value for name, value in headers.items() if name.lower() == "x-oauth-scopes"), None)
    if listed is None:
        return None
    text = ",".join(listed) if isinstance(listed, list) else str(listed)
    return frozenset(scope.strip() for scope in text.split(",") if scope.strip())


def say_refused(failure: Failure, api_url: str) -> str:
    """Why Slack does not know us or cannot be reached, and what to do, in a sentence."""
    if failure.why in _SAYS:
        return _SAYS[failure.why]
    if failure.kind in {Kind.UNREACHABLE, Kind.UNKNOWN}:
        return (
            f"Slack cannot be reached at {api_url} ({failure.why}): check the network, a proxy (HTTPS_PROXY) "
            "and SLACK_API_URL."
        )
    if failure.kind is Kind.RATE_LIMITED:
        return f"Slack asks to wait {failure.retry_after:.0f} seconds: start Sunrelay again after that."
    return f"Slack refuses the connection ({failure.why}): {INSTALL_AGAIN}."
