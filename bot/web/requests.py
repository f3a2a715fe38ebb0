"""Reading what comes in over HTTP into a request for Bolt, or saying in a sentence why it is none of Slack's."""

import json
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import parse_qsl

from slack_bolt import BoltRequest
from slack_bolt.context import BoltContext
from slack_bolt.request.internals import build_context

FORM: Final = "application/x-www-form-urlencoded"
JSON: Final = "application/json"


class NotSlacksError(Exception):
    """This is no request of Slack's. `status` is the HTTP answer; the text one sentence."""

    def __init__(self, status: int, sentence: str) -> None:
        super().__init__(sentence)
        self.status = status


def read_request(body: bytes, headers: Mapping[str, str]) -> BoltRequest:
    """The request, not yet proved to be Slack's: Bolt does that. Raises NotSlacksError."""
    if not headers.get("x-slack-request-timestamp", "0").isascii() or not _is_number(headers):
        raise NotSlacksError(401, "The timestamp of this request is no number, so it is not Slack's.")
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError:
        raise NotSlacksError(400, "The body is not text in UTF-8.") from None
    content = _content(text, headers.get("content-type", ""))
    try:
        request = BoltRequest(body=text, headers=dict(headers))
        if content is not None and request.body != content:
            # Bolt takes any form with the word "payload" in it for one with that field, and drops what it holds.
            request.body = content
            request.context = build_context(BoltContext(), content)
    except (TypeError, ValueError, AttributeError, KeyError, IndexError):
        raise NotSlacksError(400, "The body is not shaped like anything Slack sends.") from None
    return request


def _is_number(headers: Mapping[str, str]) -> bool:
    return headers.get("x-slack-request-timestamp", "0").isdecimal()


def _content(text: str, content_type: str) -> dict[str, Any] | None:
    """What the body says; None for a plain form such as a command's, which Bolt reads right by itself."""
    kind = content_type.partition(";")[0].strip().lower()
    if kind == JSON:
        return _json(text)
    if kind != FORM:
        raise NotSlacksError(400, f"Slack sends {JSON} or {FORM}, and this is neither.")
    if "payload" not in text and not text.startswith("{"):
        return None
    fields = dict(parse_qsl(text, keep_blank_values=True))
    return _json(fields["payload"]) if "payload" in fields else fields


def _json(text: str) -> dict[str, Any]:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError):
        raise NotSlacksError(400, "The body is no JSON.") from None
    if not isinstance(content, dict):
        raise NotSlacksError(400, "The body is JSON, but no object.")
    return content
