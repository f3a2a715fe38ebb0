"""Buttons, menus and inputs as a reader sees them."""

from datetime import UTC, datetime
from typing import Any

from bot.sandbox.input_values import STATE, first_value
from bot.sandbox.payload import Json
from bot.sandbox.reading.text import Reader


def element_text(element: Json, state: Json | None, reader: Reader) -> str:
    """`[Button]`, `[⋯]`, `[choice ▾]`, or what was typed."""
    kind = element["type"]
    if kind == "button":
        return f"[{element['text']['text']}]"
    if kind == "overflow":
        return "[⋯]"
    if kind == "image":
        return f"[{element['alt_text']}]"
    if kind not in STATE:
        return f"[{kind}]"
    value = (state or first_value(element))[STATE[kind][0]]
    if kind in ("radio_buttons", "checkboxes"):
        return _listed(element, value)
    shown = shown_value(value, kind, reader) or str(element.get("placeholder", {}).get("text", ""))
    return f"[{shown}]" if kind.endswith("_input") else f"[{shown} ▾]"


def shown_value(value: Any, kind: str, reader: Reader) -> str:
    """A value of an input as its person reads it; empty when there is none."""
    if value is None or value in ("", []):
        return ""
    if isinstance(value, list):
        return ", ".join(shown_value(v, kind, reader) for v in value)
    if isinstance(value, dict):
        return str(value["text"]["text"]) if "text" in value else ""
    if kind == "datetimepicker":
        return f"{datetime.fromtimestamp(value, UTC).astimezone(reader.zone):%Y-%m-%d %H:%M}"
    if "users_select" in kind:
        return reader.person(value)
    return reader.channel(value) if "channels_select" in kind or "conversations_select" in kind else str(value)


def _listed(element: Json, value: Any) -> str:
    chosen = value if isinstance(value, list) else [value] if value else []
    marks = ("(•)", "( )") if element["type"] == "radio_buttons" else ("[x]", "[ ]")
    values = [c["value"] for c in chosen]
    return "\n".join(f"{marks[o['value'] not in values]} {o['text']['text']}" for o in element["options"])
