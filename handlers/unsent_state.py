"""What was changed in a hand-off form, as it is kept: only that, so that the rest follows the item's note."""

import json
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import datetime
from enum import Enum
from hashlib import sha256
from typing import Any, Final

from handlers.form_state import Filled, FormState, target_in, target_value
from models.notes import TEXTS, Draft
from models.tables import ByChoice, Urgency

# What somebody has to think about; that a menu was turned is no loss by itself.
WORTH_KEEPING: Final = frozenset({*TEXTS, "decision_owner", "decide_by", "only_for"})
TO: Final = "to"
PRINT: Final = 12


def print_of(draft: Draft) -> str:
    """A short print of all that would be a loss: the same for the same words, however inputs broke their lines."""
    worth = {name: _plain(getattr(draft, name)) for name in sorted(WORTH_KEEPING)}
    bare = {name: "".join(value.split()) if isinstance(value, str) else value for name, value in worth.items()}
    return sha256(json.dumps(bare).encode()).hexdigest()[:PRINT]


def follow_filled(state: FormState, before: Draft, after: Draft) -> FormState:
    """The form's state once we have filled in more: where its person had changed nothing, that is still so."""
    return replace(state, opened=print_of(after)) if state.opened == print_of(before) else state


def changed_in(filled: Filled, start: Draft) -> dict[str, Any]:
    """What stands in the form and did not stand there at its start, as JSON; empty where nothing would be lost."""
    named = [one.name for one in fields(Draft)]
    changed = {name: getattr(filled.draft, name) for name in named if _differs(filled.draft, start, name)}
    if not WORTH_KEEPING & changed.keys():
        return {}
    return {**{name: _plain(value) for name, value in changed.items()}, TO: target_value(filled.to)}


def changed_back(kept: Mapping[str, Any], start: Draft) -> Filled:
    """The form's start with what was kept in it."""
    changed = {name: _read(name, value) for name, value in kept.items() if name != TO}
    return Filled(replace(start, **changed), target_in(str(kept.get(TO))))


def values_shown(view: Mapping[str, Any]) -> dict[str, Any]:
    """The view with what its inputs were drawn with as their values: Slack does not tell what stood in one that was
    closed."""
    shown = {
        str(block["block_id"]): {block["element"]["action_id"]: _initial(block["element"])}
        for block in view.get("blocks") or ()
        if block.get("type") == "input"
    }
    typed = (view.get("state") or {}).get("values") or {}
    return {**view, "state": {"values": {**shown, **typed}}}


def _initial(element: Mapping[str, Any]) -> dict[str, Any]:
    """What an element is drawn with, in the words of Slack's `state.values`."""
    return {given: element.get(drawn) for drawn, given in _DRAWN.items() if drawn in element}


def _differs(draft: Draft, start: Draft, name: str) -> bool:
    ours, theirs = getattr(draft, name), getattr(start, name)
    return ours.strip() != theirs.strip() if name in TEXTS else bool(ours != theirs)


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _read(name: str, value: Any) -> Any:
    return value if value is None else _READ.get(name, _same)(value)


def _same(value: Any) -> Any:
    return value


_DRAWN: Final = {
    "initial_value": "value",
    "initial_option": "selected_option",
    "initial_user": "selected_user",
    "initial_users": "selected_users",
    "initial_date_time": "selected_date_time",
}
_READ: Final[Mapping[str, Any]] = {
    "urgency": Urgency,
    "by_choice": ByChoice,
    "by": datetime.fromisoformat,
    "decide_by": datetime.fromisoformat,
    "only_for": tuple,
}
