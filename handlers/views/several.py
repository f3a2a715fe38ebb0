"""The form in which several are claimed, sent in."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from handlers.blocks.several import MOST_TO_CLAIM, several_claimed
from handlers.desk import Desk
from handlers.form_state import number_from
from handlers.payloads import act_of_view
from models.refusals import RefusedError
from models.verbs.claiming_several import claim_several

_NOTHING: Final = "Check what you want to claim, or close this."


def send_several(desk: Desk, body: Mapping[str, Any]) -> dict[str, Any]:
    """Claim each that is checked, and show in its place what became of each. Raises RefusedError."""
    numbers = list(_checked(body["view"]))[:MOST_TO_CLAIM]
    if not numbers:
        raise RefusedError(_NOTHING)
    desk.meet(str(body["user"]["id"]))
    claimed = claim_several(desk.database, act_of_view(desk, body, None), numbers)
    return {"response_action": "update", "view": several_claimed(claimed).to_dict()}


def _checked(view: Mapping[str, Any]) -> Iterator[int]:
    for inputs in ((view.get("state") or {}).get("values") or {}).values():
        for value in inputs.values() if isinstance(inputs, Mapping) else ():
            for option in value.get("selected_options") or ():
                number = number_from(str(option.get("value")))
                if number is not None:
                    yield number
