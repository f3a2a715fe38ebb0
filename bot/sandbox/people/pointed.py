"""An element that somebody points at, known by its ids, and what they put into it as a browser sends it."""

import json
from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from bot.sandbox.block_ids import all_elements
from bot.sandbox.delivery import Outcome
from bot.sandbox.input_values import STATE, value_of
from bot.sandbox.payload import Json
from bot.sandbox.people.acting import options_of
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.user import User
from bot.sandbox.world import World

# So many of the options that an app offered are kept, the latest first.
MOST = 500


def element_at(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json]:
    """Block and element with these ids."""
    for block, element in all_elements(blocks):
        if (block["block_id"], element["action_id"]) == (block_id, action_id):
            return block, element
    raise Impossible("This is not on the screen any more.")


def options_in(element: Json, wanted: Any, known: Sequence[Json] = ()) -> Json:
    """The option of a menu that `wanted` names by its value and its text; `known` are those that the app offered."""
    named = _name(wanted)
    first = [element["initial_option"]] if "initial_option" in element else element.get("initial_options", [])
    offers = [*options_of(element), *known, *first]
    found: Json | None = next((option for option in offers if _name(option) == named), None)
    if found is not None:
        return found
    raise Impossible("This choice is not offered any more.")


def suggestions(outcome: Outcome) -> Json:
    """What the app offers for typed text, as it said it; nothing where it gave no proper answer."""
    try:
        body = json.loads(outcome.body or "{}") if outcome.accepted else {}
    except ValueError:
        body = {}
    return body if isinstance(body, dict) else {}


def listed(body: Json) -> list[Json]:
    """The options of such an answer, out of their groups."""
    grouped = [o for g in body.get("option_groups", []) for o in g["options"]]
    return list(body.get("options", [])) + grouped


def state_of(world: World, user: User, element: Json, value: Any, known: list[Json]) -> Json:
    """The state of an input that holds `value`: text; an option as offered; the id of a person or conversation; a
    date (YYYY-MM-DD), a time (HH:MM), or both (YYYY-MM-DDTHH:MM, by this person's clock); a list of these where
    several may be chosen. Nothing, or an empty text, is no choice."""
    kind = element["type"]
    if kind not in STATE:
        raise Impossible("Nothing can be put into this.")
    if kind.startswith("multi_") or kind == "checkboxes":
        chosen = value if isinstance(value, list) else []
        return value_of(element, [_one(world, user, element, one, known) for one in chosen])
    return value_of(element, None if value in (None, "") else _one(world, user, element, value, known))


def _one(world: World, user: User, element: Json, value: Any, known: list[Json]) -> Any:
    kind = element["type"].removeprefix("multi_")
    if kind in ("users_select", "channels_select", "conversations_select"):
        return _somebody(world, kind, value)
    if kind in ("static_select", "external_select", "radio_buttons", "checkboxes"):
        return options_in(element, value, known)
    if kind == "rich_text_input":
        return _as_rich_text(str(value))
    return _moment(user, kind, str(value)) if kind in ("datepicker", "timepicker", "datetimepicker") else str(value)


def _somebody(world: World, kind: str, value: Any) -> str:
    with world.lock:
        people = [u.id for u in world.users.values() if not u.deleted]
        rooms = [c.id for c in world.channels.values() if c.kind != "im" or kind == "conversations_select"]
    if value not in (people if kind == "users_select" else rooms):
        raise Impossible("This choice is not offered any more.")
    return str(value)


def _moment(user: User, kind: str, value: str) -> str | int:
    try:
        if kind == "timepicker":
            return time.fromisoformat(value).strftime("%H:%M")
        if kind == "datepicker":
            return date.fromisoformat(value).isoformat()
        return int(datetime.fromisoformat(value).replace(tzinfo=user.zone()).astimezone(UTC).timestamp())
    except ValueError:
        raise Impossible(f"{value} is no date or time.") from None


def _as_rich_text(text: str) -> Json:
    section = {"type": "rich_text_section", "elements": [{"type": "text", "text": text}]}
    return {"type": "rich_text", "elements": [section]}


def _name(option: Any) -> tuple[str, str]:
    text = option.get("text") if isinstance(option, dict) else None
    if not isinstance(text, dict):
        raise Impossible("This is no choice.")
    return str(option.get("value")), str(text.get("text"))
