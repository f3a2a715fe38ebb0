"""A view in front of a person: a modal or the Home tab, with inputs to fill and buttons to press."""

from typing import Any, Self

from bot.sandbox.block_ids import all_elements
from bot.sandbox.delivery import Outcome
from bot.sandbox.envelopes import interaction
from bot.sandbox.input_values import STATE, value_of
from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json
from bot.sandbox.people.acting import Desk, action_of, buttons_of, status_of
from bot.sandbox.people.fields import find, labelled, picked
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.matching import by_text
from bot.sandbox.people.message import reader_of
from bot.sandbox.people.pointed import MOST, element_at, listed, options_in, state_of, suggestions
from bot.sandbox.reading.block_text import block_lines
from bot.sandbox.reading.element_text import shown_value
from bot.sandbox.user import User
from bot.sandbox.web_api.view_content import view_object


class View:
    """A view in front of one person. `status` is how the last act on it went."""

    def __init__(self, desk: Desk, user: User, view: OpenView) -> None:
        self.view = view
        self.status = "ok"
        self._desk = desk
        self._user = user

    @property
    def text(self) -> str:
        """Everything the person reads in it."""
        return block_lines(self.view.blocks, reader_of(self._desk.world, self._user), self.view.values)

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen."""
        return self._desk.world.homes.get(self._user.id) is self.view

    @property
    def labels(self) -> list[str]:
        """The labels of its inputs, from top to bottom."""
        return [label for label, _ in labelled(self.view)]

    @property
    def buttons(self) -> list[str]:
        """The buttons inside it (not the ones that send or close it)."""
        return [label for label, _ in buttons_of(self.view.blocks)]

    @property
    def values(self) -> dict[str, str]:
        """What stands in each input, by label, as the person reads it."""
        reader = reader_of(self._desk.world, self._user)
        shown = {}
        for label, (block, element) in labelled(self.view):
            kind = element["type"]
            state = self.view.values[block["block_id"]][element["action_id"]]
            shown[label] = shown_value(state[STATE[kind][0]], kind, reader)
        return shown

    def choices(self, label: str) -> list[str]:
        """The visible texts one can choose from."""
        _, element = find(self.view, label)
        grouped = [o for g in element.get("option_groups", []) for o in g["options"]]
        return [o["text"]["text"] for o in [*element.get("options", []), *grouped]]

    def fill(self, label: str, text: str, *, enter: bool = False) -> Self:
        """Type into an input; `enter` ends with the Enter key, which some inputs report."""
        self._must_be_open()
        block, element = find(self.view, label)
        if not element["type"].endswith("_input"):
            raise Impossible(f"{label} is chosen from, not filled in.")
        config = element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
        self._put(block, element, value_of(element, text or None), "on_character_entered" in config or enter)
        return self

    def choose(self, label: str, choice: Any) -> Self:
        """Pick by visible text (or the start of it; a list where several may be picked); a date, time, person or
        channel where the input is for one; None takes the choice away."""
        self._must_be_open()
        block, element = find(self.view, label)
        loaded = self._found(block, element, str(choice)) if "external" in element["type"] else []
        self._put(block, element, picked(self._desk.world, element, choice, loaded), reported=True)
        return self

    def search(self, label: str, typed: str) -> list[str]:
        """What a picker that asks the app offers for what is typed into it."""
        self._must_be_open()
        block, element = find(self.view, label)
        if "external" not in element["type"]:
            raise Impossible(f"{label} has its own choices.")
        return [str(option["text"]["text"]) for option in listed(self._ask(block, element, typed))]

    def press(self, label: str, *, which: int = 0) -> Self:
        """Press a button inside the view; `which` of several with the same text, from 0."""
        self._must_be_open()
        block, element = by_text(label, buttons_of(self.view.blocks), "button", which)
        self._report(action_of(block, element, self._desk.stamp()))
        return self

    def pick(self, option: str, *, which: int = 0) -> Self:
        """Choose from a ⋯ menu inside the view; `which` of several entries with the same text, from 0."""
        self._must_be_open()
        menus = [(b, e) for b, e in all_elements(self.view.blocks) if e["type"] == "overflow"]
        offers = [(o["text"]["text"], (b, e, o)) for b, e in menus for o in e["options"]]
        block, element, chosen = by_text(option, offers, "menu entry", which)
        self._report(action_of(block, element, self._desk.stamp(), chosen))
        return self

    def put_at(self, block_id: str, action_id: str, value: object) -> None:
        """Put a value into the input with these ids, as `state_of` takes it, without telling the app."""
        self._must_be_open()
        _, element = element_at(self.view.blocks, block_id, action_id)
        known = self.view.loaded.get(action_id, [])
        self.view.values[block_id][action_id] = state_of(self._desk.world, self._user, element, value, known)

    def act_at(self, block_id: str, action_id: str, value: object = None) -> None:
        """Press the button with these ids, pick from a ⋯ menu (`value` is the option), or report what stands in an
        input."""
        self._must_be_open()
        block, element = element_at(self.view.blocks, block_id, action_id)
        state = self.view.values.get(block_id, {}).get(action_id)
        if element["type"] == "overflow":
            state = options_in(element, value)
        self._report(action_of(block, element, self._desk.stamp(), state))

    def search_at(self, block_id: str, action_id: str, typed: str) -> Json:
        """The app's answer with what the picker with these ids offers: `options` or `option_groups`."""
        self._must_be_open()
        return self._ask(*element_at(self.view.blocks, block_id, action_id), typed)

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise Impossible(f"{self!r} is not on the screen, or another one covers it.")

    def _put(self, block: Json, element: Json, state: Json, reported: bool) -> None:
        self.view.values[block["block_id"]][element["action_id"]] = state
        self._desk.world.changes.note()
        if reported and (block["type"] != "input" or block.get("dispatch_action")):
            self._report(action_of(block, element, self._desk.stamp(), state))

    def _report(self, action: Json) -> None:
        container = {"type": "view", "view_id": self.view.id}
        self._send("block_actions", {"container": container, "actions": [action]})

    def _found(self, block: Json, element: Json, choice: str) -> list[Json]:
        """What was offered last, if the choice is in it; else what is offered for the choice as typed text."""
        known = [o for o in self.view.loaded.get(element["action_id"], []) if o["text"]["text"] == choice]
        return known or listed(self._ask(block, element, choice))

    def _ask(self, block: Json, element: Json, query: str) -> Json:
        if "external" not in element["type"]:
            raise Impossible("This menu has its own choices.")
        if len(query) < element.get("min_query_length", 3):
            raise Impossible(f"Slack asks for choices from {element.get('min_query_length', 3)} typed characters on.")
        more = {"action_id": element["action_id"], "block_id": block["block_id"], "value": query}
        more["container"] = {"type": "view", "view_id": self.view.id}
        body = suggestions(self._send("block_suggestion", more))
        name, loaded = element["action_id"], self.view.loaded
        with self._desk.world.lock:
            loaded[name] = [*listed(body), *loaded.get(name, [])][:MOST]
        return body

    def _send(self, kind: str, more: Json) -> Outcome:
        payload = interaction(self._desk.world, kind, self._user) | more
        payload["view"] = view_object(self._desk.world, self.view)
        if kind == "view_closed":
            # What was typed goes with the view: Slack tells that it was closed, not what stood in it.
            payload["view"]["state"] = {"values": {}}
        else:
            modal = self.view.id if self.view.content["type"] == "modal" else None
            payload["trigger_id"] = self._desk.trigger(self._user, modal)
        outcome = self._desk.send("options" if kind == "block_suggestion" else "interaction", payload)
        self.status = status_of(outcome)
        return outcome
