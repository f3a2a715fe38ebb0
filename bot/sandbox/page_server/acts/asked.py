"""What the page asks for: an act of one person, and the message or element it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.people.impossible import Impossible
from bot.sandbox.people.message import Message
from bot.sandbox.people.person import Person


@dataclass(frozen=True)
class Asked:
    """One act as the page sent it. A key that is missing is a `KeyError`: the page did not send what it should."""

    person: Person
    act: Mapping[str, Any]

    def text(self, key: str) -> str:
        """The value of a key, as text."""
        return str(self.act[key])

    def message(self, key: str = "message") -> Message:
        """The message that is meant, if the person sees it."""
        ident = self.act[key]
        channel, ts = str(ident["channel"]), str(ident["ts"])
        for message in self.person.sees(channel):
            if message.ts == ts:
                return message
        raise Impossible("This message is gone.")

    @property
    def element(self) -> tuple[str, str]:
        """block_id and action_id of the element that is meant."""
        return self.text("block"), self.text("action")

    @property
    def inputs(self) -> list[tuple[str, str, Any]]:
        """What was put into inputs: block_id, action_id and value of each."""
        return [(str(one["block"]), str(one["action"]), one["value"]) for one in self.act.get("inputs", [])]
