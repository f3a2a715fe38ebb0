"""mrkdwn as a reader sees it: names for ids, dates in their zone, no formatting signs, nothing escaped."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.sandbox.reading.dates import render_date

ANGLE = re.compile(r"<([^<>]+)>")
CODE = re.compile(r"```\n?(.+?)\n?```|`([^`\n]+)`", re.DOTALL)
BOLD = re.compile(r"(?<![\w*])\*(?=\S)([^*\n]*?\S)\*(?![\w*])")
ITALIC = re.compile(r"(?<![\w_])_(?=\S)([^_\n]*?\S)_(?![\w_])")
STRIKE = re.compile(r"(?<![\w~])~(?=\S)([^~\n]*?\S)~(?![\w~])")
KEPT = re.compile("\x00(\\d+)\x00")


@dataclass(frozen=True)
class Reader:
    """Who reads: their zone, the time it is (seconds since the epoch), and how ids turn into names."""

    zone: ZoneInfo
    now: float
    person: Callable[[str], str]
    channel: Callable[[str], str]


def read_mrkdwn(text: str, reader: Reader) -> str:
    """What somebody reads where the app wrote `text` as mrkdwn."""
    kept: list[str] = []

    def keep(shown: str) -> str:
        kept.append(shown)
        return f"\x00{len(kept) - 1}\x00"

    text = text.replace("\x00", "")
    text = CODE.sub(lambda m: keep(unescape(m.group(1) or m.group(2))), text)
    text = ANGLE.sub(lambda m: keep(_angle(m.group(1), reader)), text)
    for sign in (BOLD, ITALIC, STRIKE):
        text = sign.sub(r"\1", text)
    text = unescape(text)
    while KEPT.search(text):
        text = KEPT.sub(lambda m: kept[int(m.group(1))], text)
    return text


def unescape(text: str) -> str:
    """The three characters Slack escapes, as they are shown."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def escape(text: str) -> str:
    """The three characters Slack escapes, as they are sent."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _angle(inner: str, reader: Reader) -> str:
    body, bar, label = inner.partition("|")
    if body.startswith("!date^"):
        return _date(body, label, reader)
    if body.startswith("@"):
        return f"@{reader.person(body[1:])}"
    if body.startswith("#"):
        return f"#{reader.channel(body[1:])}"
    if body.startswith("!"):
        return label if bar else f"@{body[1:]}"
    return unescape(label if bar else body)


def _date(body: str, fallback: str, reader: Reader) -> str:
    parts = body.split("^")
    if len(parts) < 3 or not re.fullmatch(r"-?\d+", parts[1]):
        return unescape(fallback)
    return render_date(int(parts[1]), parts[2], reader.zone, reader.now) or unescape(fallback)
