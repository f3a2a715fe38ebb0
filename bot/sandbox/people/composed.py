"""The rich_text that Slack's message box makes of what is typed: mentions, links, emoji, styles, quotes, code."""

import re
from collections.abc import Iterator
from itertools import groupby
from typing import Final

from bot.sandbox.payload import Json
from bot.sandbox.reading.text import unescape

_FENCE: Final = re.compile(r"```\n?(.+?)\n?```", re.DOTALL)
_QUOTED: Final = "&gt;"
_PIECE: Final = re.compile(
    r"<@(?P<user>[UW]\w+)>|<#(?P<channel>[CGD]\w+)\|[^<>]*>|<(?P<link>https?://[^<>|]+)>"
    r"|:(?P<emoji>[+-]1|100|(?=[\w+'-]*[a-z])[a-z0-9_+'-]+):"
    r"|`(?P<code>[^`\n]+)`|(?<![\w*])\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])"
    r"|(?<![\w_])_(?P<italic>[^\s_](?:[^_\n]*[^\s_])?)_(?![\w_])"
    r"|(?<![\w~])~(?P<strike>[^\s~](?:[^~\n]*[^\s~])?)~(?![\w~])"
)


def composed(text: str) -> list[Json]:
    """The blocks of a message whose `text` is as Slack keeps it; none for an empty one."""
    return [{"type": "rich_text", "elements": list(_parts(text))}] if text else []


def _parts(text: str) -> Iterator[Json]:
    end = 0
    for fence in _FENCE.finditer(text):
        yield from _lines(text[end : fence.start()].strip("\n"))
        yield {"type": "rich_text_preformatted", "elements": [_text(fence.group(1))]}
        end = fence.end()
    yield from _lines(text[end:].lstrip("\n") if end else text)


def _lines(text: str) -> Iterator[Json]:
    if not text:
        return
    for quoted, lines in groupby(text.split("\n"), lambda line: line.startswith(_QUOTED)):
        kind = "rich_text_quote" if quoted else "rich_text_section"
        said = "\n".join(line.removeprefix(_QUOTED).removeprefix(" ") if quoted else line for line in lines)
        yield {"type": kind, "elements": list(_pieces(said))}


def _pieces(text: str) -> Iterator[Json]:
    end = 0
    for found in _PIECE.finditer(text):
        if found.start() > end:
            yield _text(text[end : found.start()])
        yield _piece(str(found.lastgroup), str(found.group(str(found.lastgroup))))
        end = found.end()
    if end < len(text):
        yield _text(text[end:])


def _piece(kind: str, value: str) -> Json:
    if kind in ("user", "channel"):
        return {"type": kind, f"{kind}_id": value}
    if kind == "link":
        return {"type": "link", "url": unescape(value)}
    if kind == "emoji":
        return {"type": "emoji", "name": value}
    return _text(value) | {"style": {kind: True}}


def _text(text: str) -> Json:
    return {"type": "text", "text": unescape(text)}
