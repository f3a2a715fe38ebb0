"""Sorting what became of a call to Slack: is the message there, certainly not, or does nobody know?

Error codes: docs.slack.dev/reference/methods/chat.postMessage, chat.update, conversations.open.
"""

import re
import ssl
from dataclasses import dataclass
from enum import StrEnum
from http.client import HTTPException
from socket import gaierror
from typing import Any, Final
from urllib.error import URLError

from slack_sdk.errors import SlackApiError, SlackClientError


class Kind(StrEnum):
    """What a failed call means for what was to be sent."""

    RATE_LIMITED = "rate_limited"  # not taken; Slack says when to come again
    UNREACHABLE = "unreachable"  # not taken: nobody there
    LOCKED_OUT = "locked_out"  # not taken: the token or the app, so nothing else is taken either
    NO_SCOPE = "no_scope"  # not taken: the app lacks a permission for this one thing
    LATER = "later"  # not taken, and it may be another time
    CHANNEL = "channel"  # not taken until the channel changes
    NEVER = "never"  # not taken, and never will be
    GONE = "gone"  # what was to be edited is not there any more
    UNKNOWN = "unknown"  # nobody knows whether it was taken


@dataclass(frozen=True, slots=True)
class Failure:
    """What a failed call means, Slack's word for why, and for how many seconds it asks to wait.

    `everywhere`: it does so for the method as a whole, not for one channel.
    """

    kind: Kind
    why: str
    retry_after: float = 0.0
    everywhere: bool = False


CALL_ERRORS: Final = (SlackClientError, OSError, HTTPException)
WITHOUT_RETRY_AFTER: Final = 5.0
LONGEST_RETRY_AFTER: Final = 3_600.0

# "May have partly succeeded", or the answer came from something in front of Slack.
_IN_DOUBT = ("fatal_error", "internal_error", "request_timeout", "service_unavailable")
_LOCKED_OUT = (
    "not_authed", "invalid_auth", "token_revoked", "token_expired", "no_permission", "not_allowed_token_type",
    "org_login_required", "ekm_access_denied", "accesslimited", "access_denied",
    "team_access_not_granted", "two_factor_setup_required", "messages_tab_disabled", "enterprise_is_restricted",
    "app_not_installed",
)  # fmt: skip
_CHANNEL = (
    "channel_not_found", "not_in_channel", "is_archived", "restricted_action", "restricted_action_read_only_channel",
    "restricted_action_thread_only_channel", "restricted_action_non_threadable_channel",
    "restricted_action_thread_locked", "posting_to_general_channel_denied", "external_channel_migrating",
)  # fmt: skip
_NEVER = (
    "user_disabled", "user_not_found", "user_not_visible", "users_not_found", "cannot_dm_bot", "account_inactive",
    "thread_not_found", "cannot_reply_to_message", "cant_update_message", "edit_window_closed", "is_inactive",
    "block_mismatch", "invalid_blocks", "invalid_blocks_format", "invalid_attachments", "msg_too_long",
    "msg_blocks_too_long", "no_text", "too_many_attachments", "markdown_text_conflict", "metadata_too_large",
    "metadata_must_be_sent_from_app", "invalid_metadata_format", "invalid_metadata_schema", "invalid_arguments",
    "invalid_arg_name", "invalid_array_arg", "invalid_charset", "invalid_form_data", "invalid_json", "missing_args",
    "deprecated_endpoint", "method_deprecated", "unknown_method", "method_not_supported_for_channel_type",
    "not_allowed_in_channel", "team_not_found",
)  # fmt: skip
_SORTED: Final = {
    **dict.fromkeys(_IN_DOUBT, Kind.UNKNOWN),
    **dict.fromkeys(_LOCKED_OUT, Kind.LOCKED_OUT),
    **dict.fromkeys(_CHANNEL, Kind.CHANNEL),
    **dict.fromkeys(_NEVER, Kind.NEVER),
    "missing_scope": Kind.NO_SCOPE,
    "message_not_found": Kind.GONE,
}
_CODE = re.compile(r"[a-z][a-z0-9_-]{0,80}")


def sort_failure(error: Exception) -> Failure:
    """What one of CALL_ERRORS means. Anything that cannot be told for sure counts as unknown."""
    if isinstance(error, SlackApiError):
        return _sort_answer(error.response)
    reason = error.reason if isinstance(error, URLError) else error
    if isinstance(reason, (ConnectionRefusedError, gaierror, ssl.SSLCertVerificationError)):
        return Failure(Kind.UNREACHABLE, f"Slack cannot be reached: {reason}")
    return Failure(Kind.UNKNOWN, f"no answer from Slack: {type(reason).__name__}")


def _sort_answer(response: Any) -> Failure:
    status = getattr(response, "status_code", 200)
    code = str(response.get("error") or "")
    if status == 429 or code in {"ratelimited", "rate_limited"}:
        return Failure(Kind.RATE_LIMITED, "ratelimited", retry_after(getattr(response, "headers", {})))
    if status >= 500 or not _CODE.fullmatch(code):
        return Failure(Kind.UNKNOWN, code if _CODE.fullmatch(code) else f"no clear answer from Slack: HTTP {status}")
    return Failure(_SORTED.get(code, Kind.LATER), code)


def retry_after(headers: Any) -> float:
    """The seconds that a 429 asks to wait (docs.slack.dev/apis/web-api/rate-limits), or some where it does not say."""
    said = next((value for name, value in dict(headers or {}).items() if str(name).lower() == "retry-after"), None)
    said = said[0] if isinstance(said, list) and said else said
    try:
        seconds = float(str(said))
    except ValueError:
        return WITHOUT_RETRY_AFTER
    return min(max(seconds, 1.0), LONGEST_RETRY_AFTER) if seconds == seconds else WITHOUT_RETRY_AFTER  # noqa: PLR0124
