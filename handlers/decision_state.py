"""The form that decides between two payloads: what it remembers, and what stands in its inputs."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Self

from handlers.form_state import LARGEST_ID, inputs_of
from models.refusals import RefusedError
from models.tables import Verdict
from models.verbs.deciding import GIVEN, Answer


@dataclass(frozen=True, slots=True)
class DecisionState:
    """Kept in the view's private_metadata: the item's number, the question (its row), the version of the note that was
    read, and where the form was opened. It comes back from people: all of it is checked again when it is used."""

    number: int
    decision: int
    version: int
    opened_in: str

    def as_metadata(self) -> str:
        """For private_metadata."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, metadata: str) -> Self:
        """Read it back. Raises RefusedError where somebody changed it."""
        try:
            raw = json.loads(metadata)
            state = cls(raw["number"], raw["decision"], raw["version"], raw["opened_in"])
        except (ValueError, KeyError, TypeError) as problem:
            raise _stale() from problem
        ids = (state.number, state.decision, state.version)
        if not all(type(one) is int and 0 < one <= LARGEST_ID for one in ids) or not isinstance(state.opened_in, str):
            raise _stale()
        return state


@dataclass(frozen=True, slots=True)
class Filled:
    """What stands in the inputs; `verdict` is None while nothing is chosen, `to` a user id."""

    verdict: Verdict | None = None
    why: str = ""
    condition: str = ""
    to: str | None = None

    def answer(self, state: DecisionState) -> Answer:
        """What the form says, for the verb. Raises RefusedError while nothing is chosen."""
        if self.verdict is None:
            raise RefusedError("Choose what you decide.", "verdict")
        return Answer(state.decision, state.version, self.verdict, self.why, self.condition, self.to)


def filled_in(view: Mapping[str, Any]) -> Filled:
    """What the view's inputs hold."""
    values = inputs_of(view)
    option = values.get("verdict", {}).get("selected_option")
    chosen = str(option.get("value")) if isinstance(option, Mapping) else ""
    to = values.get("to", {}).get("selected_user")
    return Filled(
        verdict=next((one for one in GIVEN if one.value == chosen), None),
        why=str(values.get("why", {}).get("value") or ""),
        condition=str(values.get("condition", {}).get("value") or ""),
        to=to if isinstance(to, str) else None,
    )


def _stale() -> RefusedError:
    return RefusedError("This form is not one of mine any more: copy your words and open it anew.", "why")
