"""The one exception of the stand-in: Slack says no, with its own error code."""

from typing import Any


class Refusal(Exception):
    """An answer with `ok: false`.

    `code` is Slack's error code; `more` are further keys of the answer (needed, provided, response_metadata).
    """

    def __init__(self, code: str, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.more = more


def bad_arguments(*messages: str) -> Refusal:
    """`invalid_arguments`, with Slack's explanation in `response_metadata.messages`."""
    return Refusal("invalid_arguments", response_metadata={"messages": [f"[ERROR] {m}" for m in messages]})
