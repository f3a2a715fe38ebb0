"""What somebody does in a view, whichever it is: a modal in front of them or the app's Home tab."""

import json

from bot.sandbox.delivery import Outcome
from bot.sandbox.envelopes import interaction
from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json
from bot.sandbox.people.acting import Desk, action_of, status_of
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.pointed import element_at, options_in, state_of
from bot.sandbox.user import User
from bot.sandbox.web_api.view_content import view_object

MOST_LOADED = 500


class ViewActs:
    """Acts on one view. Elements are known by their ids; `status` is how the last act on it went."""

    def __init__(self, desk: Desk, user: User, view: OpenView) -> None:
        self.view = view
        self.status = "ok"
        self._desk = desk
        self._user = user

    def put(self, block_id: str, action_id: str, value: object) -> None:
        """Put a value into an input, as `state_of` takes it, without telling the app."""
        _, element = element_at(self.view.blocks, block_id, action_id)
        state = state_of(self._desk.world, self._user, element, value, self._known(element))
        self.view.values[block_id][action_id] = state

    def act_at(self, block_id: str, action_id: str, value: object = None) -> None:
        """Press a button, pick from a ⋯ menu (`value` is the option), or report what stands in an input."""
        block, element = element_at(self.view.blocks, block_id, action_id)
        state = self.view.values.get(block_id, {}).get(action_id)
        if element["type"] == "overflow":
            state = options_in(element, value)
        self._report(action_of(block, element, self._desk.stamp(), state))

    def search_at(self, block_id: str, action_id: str, typed: str) -> Json:
        """The app's answer with what a picker that asks it offers: `options` or `option_groups`."""
        block, element = element_at(self.view.blocks, block_id, action_id)
        return self._ask(block, element, typed)

    def _known(self, element: Json) -> list[Json]:
        return self.view.loaded.get(element["action_id"], [])

    def _report(self, action: Json) -> None:
        container = {"type": "view", "view_id": self.view.id}
        self._send("block_actions", {"container": container, "actions": [action]})

    def _ask(self, block: Json, element: Json, query: str) -> Json:
        least = element.get("min_query_length", 3)
        if "external" not in element["type"]:
            raise Impossible("This menu has its own choices.")
        if len(query) < least:
            raise Impossible(f"Slack asks for choices from {least} typed characters on.")
        more = {"action_id": element["action_id"], "block_id": block["block_id"], "value": query}
        more["container"] = {"type": "view", "view_id": self.view.id}
        body = suggestions(self._send("block_suggestion", more))
        self.view.loaded[element["action_id"]] = [*listed(body), *self._known(element)][:MOST_LOADED]
        return body

    def _send(self, kind: str, more: Json) -> Outcome:
        payload = interaction(self._desk.world, kind, self._user) | more
        payload["view"] = view_object(self._desk.world, self.view)
        if kind != "view_closed":
            payload["trigger_id"] = self._desk.trigger(self._user, self.view.id)
        outcome = self._desk.send("options" if kind == "block_suggestion" else "interaction", payload)
        self.status = status_of(outcome)
        return outcome


def suggestions(outcome: Outcome) -> Json:
    """What the app offers, as it said it; nothing where it gave no proper answer."""
    try:
        body = json.loads(outcome.body or "{}") if outcome.accepted else {}
    except ValueError:
        body = {}
    return body if isinstance(body, dict) else {}


def listed(body: Json) -> list[Json]:
    """The options of such an answer, out of their groups."""
    grouped = [o for g in body.get("option_groups", []) for o in g["options"]]
    return list(body.get("options", [])) + grouped
