"""The buttons and the ⋯ menu that make sense for an item in its state."""

from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from handlers import ids
from handlers.blocks.parts import Pressable, button, buttons, more
from handlers.blocks.words import plain_name
from models.facts.item import ItemFacts
from models.tables import State

LABELS: Final = {
    "hand_off": "Hand off",
    "send_back": "Send back",
    "update": "Update",
    "ask": "Ask",
    "cancel": "Cancel",
    "full_note": "Full note",
}


def actions(item: ItemFacts, *, named: bool = False) -> Block:
    """The row of buttons; `named` ones carry the item's id, for where several items stand."""
    makers = {State.OFFERED: _offered, State.OPEN: _open}
    return buttons(*makers.get(item.state, _closed)(item, named))


def press(label: str, action: str, item: ItemFacts, *, named: bool = False, primary: bool = False) -> ButtonElement:
    """A button for the item; screen readers always hear which."""
    full = f"{label} {item.label}"
    return button(full if named else label, action, item.number, aloud=full, primary=primary)


def _offered(item: ItemFacts, named: bool) -> list[Pressable]:
    claim = press("Claim", ids.CLAIM, item, named=named, primary=True)
    return [
        claim,
        press("Full note", ids.FULL_NOTE, item),
        _more(item, "hand_off", "send_back", "update", "ask", "cancel"),
    ]


def _open(item: ItemFacts, named: bool) -> list[Pressable]:
    claim = [press("Claim", ids.CLAIM, item, named=named, primary=True)] if item.parked else []
    own = [press("Done", ids.DONE, item, named=named), press("Hand off", ids.HAND_OFF, item, named=named)]
    back = ("send_back",) if item.came_from else ()
    return [*claim, *own, _more(item, *back, "update", "ask", "cancel", "full_note")]


def _closed(item: ItemFacts, named: bool) -> list[Pressable]:
    return [press("Reopen", ids.REOPEN, item, named=named), press("Full note", ids.FULL_NOTE, item)]


def _more(item: ItemFacts, *verbs: str) -> Pressable:
    return more([(_ask(item) if verb == "ask" else LABELS[verb], verb) for verb in verbs], item.number)


def _ask(item: ItemFacts) -> str:
    """Whoever has the answer: who offers it, or from whom its owner has it; where it began with them, its owner."""
    sender = item.came_from if item.state is State.OPEN else None
    return f"{LABELS['ask']} {plain_name(sender or item.owner.name)}"
