"""The top-level text of a message, made from its blocks, so that it says all that they say."""

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final, TypeVar

from slack_sdk.models.blocks import (
    Block,
    ContextBlock,
    HeaderBlock,
    MarkdownTextObject,
    Option,
    SectionBlock,
    StaticSelectElement,
    TextObject,
)

from handlers.blocks.limits import MOST_BLOCKS, MOST_TEXT, MOST_TOP_TEXT, fit, units
from handlers.blocks.rendered import Rendered
from handlers.blocks.times import clock, day, local
from handlers.blocks.words import escape

_Amount = TypeVar("_Amount")
_TOKEN: Final = re.compile(r"<!date\^(\d+)\^([^|>]*)\|([^>]*)>")
_SHORTENED: Final = "… The message says the rest."
_WHOLE_ENTITY: Final = re.compile(r"&[a-z]*$")


def message(blocks: Sequence[Block], ending: str, *, first: str = "") -> Rendered:
    """A message for many readers: times in its text are in UTC. `ending` says what to type, `first` leads the text."""
    return Rendered(_text(blocks, ending, first, lambda _, __, fallback: fallback), blocks)


def message_for(blocks: Sequence[Block], ending: str, zone: str, now: datetime, *, first: str = "") -> Rendered:
    """A message for one reader, with the times in its text as their zone has them at `now` (UTC)."""

    def written(instant: datetime, form: str, _: str) -> str:
        if "time" not in form:
            return day(instant, zone, now)
        return local(instant, zone, now) if "date" in form else clock(instant, zone, now)

    return Rendered(_text(blocks, ending, first, written), blocks)


def in_words(plain: str, ending: str) -> Rendered:
    """A message of people's words alone, in one section: the same as of `words`, without Slack's models, which take
    most of the time. It is made for lists, which are asked for more often than anything else."""
    whole = plain if units(plain) <= MOST_TEXT else fit(plain, MOST_TEXT)
    section = {"type": "section", "text": {"type": "plain_text", "text": whole, "emoji": True}}
    return Rendered(_ended(escape(whole), ending), [section])


def as_much_as_fits(show: Callable[[_Amount], Rendered], amounts: Sequence[_Amount]) -> Rendered:
    """What `show` makes of the first of the amounts, most first, for which Slack has room; else of the last one."""
    rendered = show(amounts[0])
    for amount in amounts[1:]:
        if _SHORTENED not in rendered.text and len(rendered.blocks) <= MOST_BLOCKS:
            break
        rendered = show(amount)
    return rendered


Written = Callable[[datetime, str, str], str]


def _text(blocks: Sequence[Block], ending: str, first: str, written: Written) -> str:
    lines = [escape(first), *(_said(block, written) for block in blocks)]
    return _ended("\n".join(line for line in lines if line), ending)


def _ended(text: str, ending: str) -> str:
    end = escape(ending)
    room = MOST_TOP_TEXT - units(end) - 1
    return f"{_within(text, room)}\n{end}"


def _within(text: str, room: int) -> str:
    """Builders show less where this says it shortened; it is the last resort."""
    if units(text) <= room:
        return text
    cut = text.encode("utf-16-le", "surrogatepass")[: 2 * (room - units(_SHORTENED))]
    return _WHOLE_ENTITY.sub("", cut.decode("utf-16-le", "ignore")) + _SHORTENED


def _said(block: Block, written: Written) -> str:
    if isinstance(block, SectionBlock):
        return f"{_read(block.text, written)}{_shows(block.accessory)}"
    if isinstance(block, HeaderBlock):
        return _read(block.text, written)
    if isinstance(block, ContextBlock):
        return " ".join(_read(element, written) for element in block.elements)
    return ""


def _shows(beside: object) -> str:
    """What a menu that stands beside words shows; a button says what it does elsewhere."""
    if not isinstance(beside, StaticSelectElement):
        return ""
    chosen = beside.initial_option
    shown = chosen.text if isinstance(chosen, Option) else beside.placeholder
    return f"\n[{escape(shown.text if isinstance(shown, TextObject) else str(shown))}]"


def _read(text: object, written: Written) -> str:
    if isinstance(text, MarkdownTextObject):
        return _TOKEN.sub(lambda found: _time(found, written), text.text.replace("*", ""))
    return escape(text.text) if isinstance(text, TextObject) else ""


def _time(found: re.Match[str], written: Written) -> str:
    seconds, form, fallback = found.groups()
    return written(datetime.fromtimestamp(int(seconds), UTC), form, fallback)
