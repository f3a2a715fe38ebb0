"""A modal on a person's screen. It is live: after an update the same object shows the new content."""

import json
from typing import Any

from bot.sandbox.block_ids import all_elements
from bot.sandbox.delivery import Outcome
from bot.sandbox.input_values import STATE, value_of
from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json
from bot.sandbox.people.acting import Desk, action_of, buttons_of
from bot.sandbox.people.fields import complaints, find, label_of, labelled, picked
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.matching import by_text
from bot.sandbox.people.message import reader_of
from bot.sandbox.people.submission import after_submission
from bot.sandbox.people.view_acts import ViewActs, listed
from bot.sandbox.reading.block_text import block_lines
from bot.sandbox.reading.element_text import shown_value
from bot.sandbox.user import User


class Form(ViewActs):
    """The modal in front of one person. `errors` is what stands in red."""

    def __init__(self, desk: Desk, user: User, view: OpenView) -> None:
        super().__init__(desk, user, view)
        self.errors: dict[str, str] = {}

    def __repr__(self) -> str:
        return f"<Form {self.title!r} {self.labels}>"

    @property
    def title(self) -> str:
        """The title at the top."""
        return str(self.view.content["title"]["text"])

    @property
    def submit_label(self) -> str:
        """The text of the button that sends it; empty when there is none."""
        return str(self.view.content.get("submit", {}).get("text", ""))

    @property
    def text(self) -> str:
        """Everything the person reads in it, title and buttons included."""
        reader = reader_of(self._desk.world, self._user)
        lines = [self.title, block_lines(self.view.blocks, reader, self.view.values)]
        buttons = [self.view.content[k]["text"] for k in ("close", "submit") if k in self.view.content]
        return "\n".join([*lines, " ".join(f"[{b}]" for b in buttons)]).rstrip()

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

    @property
    def is_open(self) -> bool:
        """Whether it is on the screen and on top."""
        stack = self._desk.world.modals.get(self._user.id, [])
        return bool(stack) and stack[-1] is self.view

    def choices(self, label: str) -> list[str]:
        """The visible texts one can choose from."""
        _, element = find(self.view, label)
        grouped = [o for g in element.get("option_groups", []) for o in g["options"]]
        return [o["text"]["text"] for o in [*element.get("options", []), *grouped]]

    def fill(self, label: str, text: str, *, enter: bool = False) -> "Form":
        """Type into an input; `enter` ends with the Enter key, which some inputs report."""
        self._must_be_open()
        block, element = find(self.view, label)
        if not element["type"].endswith("_input"):
            raise Impossible(f"{label} is chosen from, not filled in.")
        config = element.get("dispatch_action_config", {}).get("trigger_actions_on", ["on_enter_pressed"])
        self._put(block, element, value_of(element, text or None), "on_character_entered" in config or enter)
        return self

    def choose(self, label: str, choice: Any) -> "Form":
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

    def press(self, label: str) -> "Form":
        """Press a button inside the form."""
        self._must_be_open()
        block, element = by_text(label, buttons_of(self.view.blocks), "button")
        self._report(action_of(block, element, self._desk.stamp()))
        return self

    def pick(self, option: str) -> "Form":
        """Choose from a ⋯ menu inside the form."""
        self._must_be_open()
        menus = [(b, e) for b, e in all_elements(self.view.blocks) if e["type"] == "overflow"]
        offers = [(o["text"]["text"], (b, e, o)) for b, e in menus for o in e["options"]]
        block, element, chosen = by_text(option, offers, "menu entry")
        self._report(action_of(block, element, self._desk.stamp(), chosen))
        return self

    def submit(self, *, bypass: bool = False) -> dict[str, str]:
        """Send it; the errors by label, none when it went. `bypass` skips the client's own checks, as an attacker
        would. Where the app did not answer, the error's label is empty and the form stays."""
        labels = {b["block_id"]: label_of(b, e) for b, e in all_elements(self.view.blocks)}
        found = self.submit_by_block(bypass=bypass)
        self.errors = {labels.get(block_id, ""): message for block_id, message in found.items()}
        return self.errors

    def submit_by_block(self, *, bypass: bool = False) -> dict[str, str]:
        """The same, with the errors by block_id."""
        self._must_be_open()
        if not self.submit_label and not bypass:
            raise Impossible("This form has no button that sends it.")
        if not bypass and (wrong := complaints(self.view)):
            return wrong
        outcome = self._send("view_submission", {"response_urls": []})
        errors = self._after(outcome) if outcome.accepted else {"": self.status}
        self._desk.courier.settle()
        return errors

    def close(self) -> None:
        """Close it without sending."""
        self._must_be_open()
        stack = self._desk.world.modals[self._user.id]
        gone = list(stack) if self.view.content.get("clear_on_close") else [self.view]
        for view in gone:
            view.closed = True
            stack.remove(view)
        if self.view.content.get("notify_on_close"):
            self._send("view_closed", {"is_cleared": len(gone) > 1})

    def _after(self, outcome: Outcome) -> dict[str, str]:
        try:
            body = json.loads(outcome.body) if outcome.body.strip() else {}
        except ValueError:
            body = {"response_action": "text that is no JSON"}
        errors = after_submission(self._desk.world, self.view, body)
        if "" in errors:
            self.status = "invalid_answer"
        return errors

    def _must_be_open(self) -> None:
        if not self.is_open:
            raise Impossible(f"The form {self.title!r} is not on the screen, or another one covers it.")

    def _put(self, block: Json, element: Json, state: Json, reported: bool) -> None:
        self.view.values[block["block_id"]][element["action_id"]] = state
        if reported and (block["type"] != "input" or block.get("dispatch_action")):
            self._report(action_of(block, element, self._desk.stamp(), state))

    def _found(self, block: Json, element: Json, choice: str) -> list[Json]:
        """What was offered last, if the choice is in it; else what is offered for the choice as typed text."""
        known = [o for o in self.view.loaded.get(element["action_id"], []) if o["text"]["text"] == choice]
        return known or listed(self._ask(block, element, choice))
