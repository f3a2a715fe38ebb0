"""Which act does what."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.sandbox.page_server.acts import conversation, elements
from bot.sandbox.page_server.acts.asked import Asked
from bot.sandbox.page_server.acts.clock import ClockActs
from bot.sandbox.page_server.acts.done import Done
from bot.sandbox.payload import Json
from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.person import Person

ACTS: Mapping[str, Callable[[Asked], Done]] = {
    "type": conversation.type_words, "file": conversation.post_file, "react": conversation.react,
    "edit": conversation.edit, "delete": conversation.delete, "dismiss": conversation.dismiss,
    "join": conversation.join, "leave": conversation.leave, "turn_to": conversation.turn_to,
    "read": conversation.read, "shortcut": elements.use_shortcut,
    "use": elements.use_in_message, "use_in_view": elements.use_in_view, "submit": elements.submit,
    "close": elements.close, "home": elements.open_home,
}  # fmt: skip


class PageActs:
    """Does what the page asks for. `person` gives the person with an id."""

    def __init__(self, person: Callable[[str], Person], clock: ClockActs) -> None:
        self._person = person
        self._acts = {**ACTS, **clock.table}

    def do(self, act: Mapping[str, Any]) -> Done:
        """Do one thing."""
        doing = self._acts.get(str(act.get("do")))
        if doing is None:
            raise Impossible("The page does not know how to do that.")
        return doing(self._asked(act))

    def choices(self, act: Mapping[str, Any]) -> Json:
        """What a picker that asks the app offers for typed text."""
        return elements.choices(self._asked(act))

    def _asked(self, act: Mapping[str, Any]) -> Asked:
        return Asked(self._person(str(act.get("as"))), act)
