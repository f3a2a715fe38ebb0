"""Blocks as the page shows them: pieces of text, and controls that can be used."""

from collections.abc import Callable
from datetime import UTC, datetime

from bot.sandbox.block_ids import elements_of
from bot.sandbox.input_values import STATE, first_value
from bot.sandbox.open_view import Values
from bot.sandbox.payload import Json
from bot.sandbox.people.acting import options_of
from bot.sandbox.people.fields import label_of
from bot.sandbox.reading.block_text import block_lines
from bot.sandbox.reading.element_text import shown_value
from bot.sandbox.reading.text import Reader

STYLED = ("header", "context", "divider", "alert")


def parts_of(blocks: list[Json], reader: Reader, values: Values, people: Callable[[], list[str]]) -> list[Json]:
    """One part for each piece of text and each row of controls. `people` names whom a person can be chosen from."""
    parts: list[Json] = []
    for block in blocks:
        kind = block["type"]
        if kind == "divider":
            parts.append({"kind": "divider"})
        elif kind not in ("actions", "input"):
            shown = {k: v for k, v in block.items() if k != "accessory"}
            parts.append({"kind": kind if kind in STYLED else "text", "text": block_lines([shown], reader)})
        controls = [_control(block, e, reader, values, people) for e in elements_of(block)]
        if controls:
            parts.append({"kind": "controls", "controls": controls})
    return parts


def _control(block: Json, element: Json, reader: Reader, values: Values, people: Callable[[], list[str]]) -> Json:
    kind = element["type"]
    if kind == "button":
        question = element.get("confirm", {}).get("text", {}).get("text", "")
        named = {"label": element["text"]["text"], "style": element.get("style", "")}
        return named | {"kind": "button", "confirm": question}
    if kind == "overflow":
        return {"kind": "menu", "label": "⋯", "options": [o["text"]["text"] for o in element["options"]]}
    label = label_of(block, element)
    state = values.get(block["block_id"], {}).get(element["action_id"]) or first_value(element)
    options = people() if "users_select" in kind else [o["text"]["text"] for o in options_of(element)]
    return {
        "kind": "input", "label": label, "type": kind, "options": options, "value": _value(state, kind, reader),
        "optional": bool(block.get("optional")), "hint": block.get("hint", {}).get("text", ""),
        "multiline": bool(element.get("multiline")), "several": kind.startswith("multi_") or kind == "checkboxes",
        "searches": "external" in kind, "reports": block["type"] != "input" or bool(block.get("dispatch_action")),
    }  # fmt: skip


def _value(state: Json, kind: str, reader: Reader) -> str | list[str]:
    value = state.get(STATE.get(kind, ("value", ""))[0])
    if isinstance(value, list):
        return [shown_value(v, kind, reader) for v in value]
    if kind == "datetimepicker" and value is not None:
        return f"{datetime.fromtimestamp(value, UTC).astimezone(reader.zone):%Y-%m-%dT%H:%M}"
    return shown_value(value, kind, reader)
