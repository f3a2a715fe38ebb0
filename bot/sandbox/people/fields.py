"""Finds an input of a form by its label, puts something into it, and checks it as Slack's client does."""

import re
from datetime import date, datetime
from typing import Any

from bot.sandbox.block_ids import all_elements
from bot.sandbox.input_values import STATE, value_of
from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json, units
from bot.sandbox.people.acting import options_of
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.matching import by_text
from bot.sandbox.world import World

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
WRITTEN = ("plain_text_input", "email_text_input", "url_text_input", "number_input")


def labelled(view: OpenView) -> list[tuple[str, tuple[Json, Json]]]:
    """Every input with what stands beside it: its label, the text of its section, or its placeholder."""
    return [(label_of(b, e), (b, e)) for b, e in all_elements(view.blocks) if e["type"] in STATE]


def label_of(block: Json, element: Json) -> str:
    """What a person calls this input."""
    if block["type"] == "input":
        return str(block["label"]["text"])
    if block["type"] == "section" and "text" in block:
        return str(block["text"]["text"])
    return str(element.get("placeholder", {}).get("text", element["action_id"]))


def find(view: OpenView, label: str) -> tuple[Json, Json]:
    """Block and element of the input with that label (or the start of it)."""
    return by_text(label, labelled(view), "field")


def picked(world: World, element: Json, choice: Any, loaded: list[Json]) -> Json:
    """The state of an input in which `choice` was picked: visible text, or a date, time, person or channel."""
    kind = element["type"]
    if kind in WRITTEN:
        raise Impossible(f"{kind} is filled in, not chosen from.")
    several = kind.startswith("multi_") or kind == "checkboxes"
    if several:
        chosen = choice if isinstance(choice, (list, tuple)) else [] if choice is None else [choice]
        return value_of(element, [_one(world, kind, element, c, loaded) for c in chosen])
    return value_of(element, None if choice is None else _one(world, kind, element, choice, loaded))


def _one(world: World, kind: str, element: Json, choice: Any, loaded: list[Json]) -> Any:
    if kind == "datetimepicker":
        return int(choice.timestamp()) if isinstance(choice, datetime) else int(choice)
    if kind == "datepicker":
        return choice.isoformat() if isinstance(choice, date) else str(choice)
    if kind == "timepicker":
        return str(choice)
    if "users_select" in kind:
        with world.lock:
            people = [(u.real_name, u.id) for u in world.users.values() if not u.deleted]
        return choice if choice in world.users else by_text(choice.lstrip("@"), people, "person")
    if "channels_select" in kind or "conversations_select" in kind:
        with world.lock:
            rooms = [(c.name, c.id) for c in world.channels.values() if c.kind != "im"]
        return choice if choice in world.channels else by_text(choice.lstrip("#"), rooms, "channel")
    options = loaded if "external" in kind else options_of(element)
    return by_text(str(choice), [(o["text"]["text"], o) for o in options], "choice")


def complaints(view: OpenView) -> dict[str, str]:
    """What the client itself says when the form is sent, by block_id; empty when it lets it go."""
    found = {}
    for block, element in all_elements(view.blocks):
        if block["type"] == "input" and element["type"] in STATE:
            state = view.values[block["block_id"]][element["action_id"]]
            if message := _complaint(block, element, state[STATE[element["type"]][0]]):
                found[str(block["block_id"])] = message
    return found


def _complaint(block: Json, element: Json, value: Any) -> str:
    if value in (None, "", []):
        return "" if block.get("optional") else "Please complete this required field."
    if element["type"] not in WRITTEN:
        return ""
    return _length_complaint(element, str(value)) or _form_complaint(element, str(value))


def _length_complaint(element: Json, value: str) -> str:
    most, least = element.get("max_length", 3000), element.get("min_length", 0)
    if units(value) > most:
        return f"Must be at most {most} characters."
    return f"Must be at least {least} characters." if units(value) < least else ""


def _form_complaint(element: Json, value: str) -> str:
    kind = element["type"]
    if kind == "url_text_input" and not value.startswith(("http://", "https://")):
        return "Please enter a valid URL."
    if kind == "email_text_input" and not EMAIL.fullmatch(value):
        return "Please enter a valid email address."
    if kind == "number_input" and not re.fullmatch(r"-?\d+(\.\d+)?", value):
        return "Please enter a number."
    return ""
