"""Blocks as a reader sees them, flattened to lines of plain text."""

from collections.abc import Callable
from typing import Any

from bot.sandbox.open_view import Values
from bot.sandbox.payload import Json
from bot.sandbox.reading.element_text import element_text
from bot.sandbox.reading.rich_text import rich_text
from bot.sandbox.reading.text import Reader, read_mrkdwn


def block_lines(blocks: list[Json], reader: Reader, values: Values | None = None) -> str:
    """All blocks, one below the other; `values` is what the person has put into them."""
    shown = [_RENDER.get(b["type"], _other)(b, reader, values or {}) for b in blocks]
    return "\n".join(s for s in shown if s)


def text_object(value: Json, reader: Reader) -> str:
    """A text object: plain_text literally, mrkdwn rendered."""
    text = str(value.get("text", ""))
    return read_mrkdwn(text, reader) if value.get("type") == "mrkdwn" else text


def _element(block: Json, element: Json, reader: Reader, values: Values) -> str:
    state = values.get(block.get("block_id", ""), {}).get(element.get("action_id", ""))
    return element_text(element, state, reader)


def _section(block: Json, reader: Reader, values: Values) -> str:
    lines = [text_object(block["text"], reader)] if "text" in block else []
    lines += [text_object(f, reader) for f in block.get("fields", [])]
    if "accessory" in block:
        lines.append(_element(block, block["accessory"], reader, values))
    return "\n".join(lines)


def _context(block: Json, reader: Reader, values: Values) -> str:  # noqa: ARG001 - the shape of all of them
    return " ".join(e["alt_text"] if e["type"] == "image" else text_object(e, reader) for e in block["elements"])


def _actions(block: Json, reader: Reader, values: Values) -> str:
    return " ".join(_element(block, e, reader, values) for e in block["elements"])


def _input(block: Json, reader: Reader, values: Values) -> str:
    optional = " (optional)" if block.get("optional") else ""
    lines = [f"{block['label']['text']}{optional}", _element(block, block["element"], reader, values)]
    return "\n".join(lines + ([block["hint"]["text"]] if "hint" in block else []))


def _table(block: Json, reader: Reader, values: Values) -> str:  # noqa: ARG001 - the shape of all of them
    def cell(value: Json) -> str:
        return (
            rich_text(value, reader) if value["type"] == "rich_text" else str(value.get("text", value.get("value", "")))
        )

    return "\n".join(" | ".join(cell(c) for c in row) for row in block["rows"])


def _other(block: Json, reader: Reader, values: Values) -> str:  # noqa: ARG001 - the shape of all of them
    return "\n".join(_texts(block, reader))


def _texts(value: Any, reader: Reader) -> list[str]:
    if isinstance(value, list):
        return [t for child in value for t in _texts(child, reader)]
    if not isinstance(value, dict):
        return []
    if isinstance(value.get("text"), str):
        return [text_object(value, reader)]
    return [t for child in value.values() for t in _texts(child, reader)]


_RENDER: dict[str, Callable[[Json, Reader, Values], str]] = {
    "section": _section,
    "header": lambda b, r, _: text_object(b["text"], r),
    "divider": lambda _b, _r, _v: "---",
    "context": _context,
    "actions": _actions,
    "input": _input,
    "image": lambda b, _r, _v: f"[{b['alt_text']}]",
    "rich_text": lambda b, r, _: rich_text(b, r),
    "table": _table,
    "markdown": lambda b, _r, _v: str(b["text"]),
}
