"""Sorting what Slack answers: taken, certainly not, or nobody knows."""

import socket
import ssl
from http.client import IncompleteRead, RemoteDisconnected
from urllib.error import URLError

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.outbox.outcomes import Kind, retry_after, sort_failure


def answered(status: int, error: str, headers: dict[str, str] | None = None) -> SlackApiError:
    response = SlackResponse(
        client=WebClient(), http_verb="POST", api_url="x", req_args={}, data={"ok": False, "error": error},
        headers=headers or {}, status_code=status,
    )  # fmt: skip
    return SlackApiError("x", response)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize(
    "error,kind",
    [
        (answered(200, "not_in_channel"), Kind.CHANNEL),
        (answered(200, "is_archived"), Kind.CHANNEL),
        (answered(200, "user_disabled"), Kind.NEVER),
        (answered(200, "invalid_blocks"), Kind.NEVER),
        (answered(200, "message_not_found"), Kind.GONE),
        (answered(200, "invalid_auth"), Kind.LOCKED_OUT),
        (answered(200, "missing_scope"), Kind.NO_SCOPE),
        (answered(200, "never_heard_of"), Kind.LATER),
        (answered(200, "fatal_error"), Kind.UNKNOWN),
        (answered(200, "Received a response in a non-JSON format: <html>"), Kind.UNKNOWN),
        (answered(500, "upstream"), Kind.UNKNOWN),
        (answered(503, "not_in_channel"), Kind.UNKNOWN),
        (answered(429, "ratelimited"), Kind.RATE_LIMITED),
        (answered(200, "ratelimited"), Kind.RATE_LIMITED),
        (URLError(ConnectionRefusedError()), Kind.UNREACHABLE),
        (URLError(socket.gaierror(-2, "no such name")), Kind.UNREACHABLE),
        (URLError(ssl.SSLCertVerificationError()), Kind.UNREACHABLE),
        (URLError(ConnectionResetError()), Kind.UNKNOWN),
        (URLError(TimeoutError()), Kind.UNKNOWN),
        (TimeoutError(), Kind.UNKNOWN),
        (RemoteDisconnected("x"), Kind.UNKNOWN),
        (IncompleteRead(b""), Kind.UNKNOWN),
    ],
)
def test_a_failure_is_sorted_by_whether_slack_may_have_taken_it(error: Exception, kind: Kind) -> None:
    assert sort_failure(error).kind is kind


@pytest.mark.parametrize(
    "said,seconds",
    [("30", 30), ("0", 1), ("1.5", 1.5), (["7"], 7), ("soon", 5), (None, 5), ("nan", 5), ("999999", 3600), ("-3", 1)],
)
def test_a_rate_limit_says_how_long_to_wait(said: object, seconds: float) -> None:
    headers = {} if said is None else {"retry-after": said}
    assert retry_after(headers) == seconds
