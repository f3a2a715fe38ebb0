"""Cursors: a page of a list and the way to the next."""

import base64
from collections.abc import Sequence
from typing import TypeVar

from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.arguments import Arguments

T = TypeVar("T")


def page(args: Arguments, items: Sequence[T], default: int, most: int) -> tuple[Sequence[T], Json]:
    """The items of this page, and the `response_metadata` that goes with them."""
    limit = args.number("limit", default, most)
    start = _position(args.text("cursor"))
    rest = start + limit < len(items)
    cursor = base64.urlsafe_b64encode(f"next:{start + limit}".encode()).decode() if rest else ""
    return items[start : start + limit], {"next_cursor": cursor}


def _position(cursor: str | None) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.urlsafe_b64decode(cursor.encode()).decode().partition(":")
        if word == "next":
            return int(number)
    except ValueError:
        pass
    raise Refusal("invalid_cursor")
