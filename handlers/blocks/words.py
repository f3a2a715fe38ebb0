"""The words we use ourselves, and how the names and words of people are kept from doing anything in Slack."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from handlers.blocks.limits import fit, one_line
from models.tables import Urgency

COMMAND: Final = "/handoff"
LONGEST_NAME: Final = 40
NAMELESS: Final = "(no name)"

_URGENCY: Final = {Urgency.CRITICAL: "🔴 Critical", Urgency.WATCH: "🟡 Watch", Urgency.STEADY: "🟢 Steady"}
# What mrkdwn would format. An underscore inside a word is harmless (Slack formats at the edges of words only).
_FORMATS: Final = re.compile(r"[*~`]|(?<![^\W_])_+|_+(?![^\W_])")
_SHORT_CODE: Final = re.compile(r":([\w+'-]+):")
_DIRECTIONS: Final = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT: Final = frozenset({"R", "AL", "AN"})
_ONCE_TWICE: Final = {1: "once", 2: "twice"}


def urgency(level: Urgency) -> str:
    """The colour with its word, always both: colours alone say nothing to many."""
    return _URGENCY[level]


def escape(text: str) -> str:
    """The text with Slack's three control characters escaped (docs.slack.dev, "Formatting message text")."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def literal(name: str) -> str:
    """A name for use inside mrkdwn: nothing in it formats, links, mentions or becomes an emoji."""
    bare = _SHORT_CODE.sub(r"\1", _FORMATS.sub("", plain_name(name))).strip()
    return escape(bare or NAMELESS)


@lru_cache(maxsize=2_048)
def plain_name(name: str) -> str:
    """A name for use inside plain text: one line, of bearable length."""
    return steady(fit(one_line(name), LONGEST_NAME)) or NAMELESS


def steady(text: str) -> str:
    """People's words beside ours: right-to-left ones are set apart, so that they turn nothing round but themselves."""
    if text.isascii():
        return text
    bare = _DIRECTIONS.sub("", text)
    if any(unicodedata.bidirectional(sign) in _RIGHT_TO_LEFT for sign in bare):
        return f"\u2068{bare}\u2069"
    return bare


def quoted(words: str) -> str:
    """People's words in quotation marks."""
    return f"“{steady(words)}”"


def counted(number: int, word: str) -> str:
    """A number with its word: "1 item", "2 items"."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def times(number: int) -> str:
    """How often: "once", "twice", "3 times"."""
    return _ONCE_TWICE.get(number, f"{number} times")


def ordinal(number: int) -> str:
    """The number's place: "1st", "2nd", "3rd", "11th"."""
    ending = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def listed(names: list[str]) -> str:
    """Names as a list: "Ana", "Ana and Kofi", "Ana, Kofi and Wei"."""
    if len(names) < 2:
        return "".join(names)
    return f"{', '.join(names[:-1])} and {names[-1]}"


def some(names: Sequence[str], most: int = 3) -> str:
    """The first few of many names, and how many more there are."""
    if len(names) <= most:
        return listed(list(names))
    return f"{', '.join(names[:most])} and {len(names) - most} more"
