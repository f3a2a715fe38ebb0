"""Typed text as Slack sends it, made readable again: names for mentions, bare addresses, & < > as they were typed.

Slack escapes them in commands (`should_escape`) and messages: docs.slack.dev/messaging/formatting-message-text.
"""

import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Final

MENTION: Final = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_TOKEN: Final = re.compile(r"<([^<>]*)>")


def readable(text: str, name_of: Callable[[str], str | None]) -> str:
    """The text as its author saw it while typing. `name_of` gives the name of a user id, or None for one not known."""
    return unescape(_TOKEN.sub(lambda found: _token(found.group(1), name_of), text))


def mentions(text: str) -> list[str]:
    """The user ids that are mentioned in it."""
    return MENTION.findall(text)


def links_in(text: str) -> Iterator[tuple[str, str]]:
    """Each address in it, once, with the title its author gave it, if any."""
    seen: set[str] = set()
    for found in _TOKEN.finditer(text):
        address, _, title = (unescape(part) for part in found.group(1).partition("|"))
        if address.startswith(("https://", "http://")) and address not in seen:
            seen.add(address)
            yield address, "" if title == address or address.endswith(f"//{title}") else title


def _token(inside: str, name_of: Callable[[str], str | None]) -> str:
    target, _, label = inside.partition("|")
    kind, rest = target[:1], target[1:]
    match kind:
        case "@":
            return f"@{name_of(rest) or label or rest}"
        case "#":
            return f"#{label}" if label else "a private channel"
        case "!":
            return label or f"@{rest.partition('^')[0]}"
        case _:
            return target
