"""Making people's texts fit. Lengths are UTF-16 units, as Slack's JavaScript counts; what is cut says so."""

from typing import Final

MOST_BLOCKS: Final = 50
MOST_TEXT: Final = 3_000
MOST_HEADER: Final = 150
MOST_LABEL: Final = 75
MOST_TOP_TEXT: Final = 4_000  # chat.update refuses a longer `text` (msg_too_long)
CUT: Final = "…"
_ESCAPED_EXTRA: Final = {"&": 4, "<": 3, ">": 3}


def units(text: str) -> int:
    """How long Slack finds the text: in UTF-16 units, so most emoji count two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def sent_units(text: str) -> int:
    """How long the text is once & < > are escaped, as they are in the top-level text."""
    return units(text) + 4 * text.count("&") + 3 * (text.count("<") + text.count(">"))


def fit(text: str, most: int, rest: str = CUT) -> str:
    """The text, or as much of it from the start as leaves room for `rest`, which says that there is more.

    The length is counted with & < > escaped, so that what fits in a block fits in the top-level text as well.
    """
    if sent_units(text) <= most:
        return text
    return _clean_end(text[: _how_many(text, most - sent_units(rest))]) + rest


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def fit_lines(text: str, most: int, most_lines: int, rest: str) -> str:
    """The same for text of several lines: at most `most_lines` of those that are not empty."""
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) <= most_lines:
        return fit("\n".join(lines), most, rest)
    return fit("\n".join(lines[:most_lines]), most - sent_units(rest), "") + rest


def split(text: str, most: int = MOST_TEXT) -> list[str]:
    """The text in pieces of at most `most` units, broken after a line or a word where there is one; nothing is lost."""
    pieces = []
    while units(text) > most:
        end = _how_many(text, most, escaped=False)
        broken = max(text.rfind("\n", end // 2, end), text.rfind(" ", end // 2, end))
        end = broken + 1 if broken > 0 else end
        pieces.append(text[:end])
        text = text[end:]
    return [*pieces, text] if text else pieces


def _how_many(text: str, most: int, *, escaped: bool = True) -> int:
    """How many characters from the start fit into `most` units."""
    extra = _ESCAPED_EXTRA if escaped else {}
    room = most
    for index, sign in enumerate(text):
        room -= (2 if ord(sign) > 0xFFFF else 1) + extra.get(sign, 0)
        if room < 0:
            return index
    return len(text)


def _clean_end(text: str) -> str:
    """The text without a torn emoji (a joiner or a colour of skin waiting for more) or white space at its end."""
    return text.rstrip("\u200d\ufe0f \n\t")
