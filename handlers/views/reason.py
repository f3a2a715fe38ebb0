"""The form that asks why, sent in."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from handlers.desk import Desk
from handlers.form_state import inputs_of, number_from
from handlers.payloads import act_of_view
from models.acts import Act
from models.refusals import RefusedError
from models.storage.database import Database
from models.verbs.closing import cancel
from models.verbs.sending_back import give_reason, send_back


def send_reason(desk: Desk, body: Mapping[str, Any]) -> dict[str, Any]:
    """Send back, cancel, or add the reason to what was sent back already. Raises RefusedError."""
    view = body["view"]
    act = act_of_view(desk, body, None)
    reason = str(inputs_of(view).get("reason", {}).get("value") or "").strip()
    if not reason:
        raise RefusedError("Say why in a line: the other side needs it to go on.", "reason")
    verb, _, value = str(view.get("private_metadata")).partition(":")
    number = number_from(value)
    if number is None or verb not in VERBS:
        raise RefusedError("This form is not one of mine any more: copy your words and open it anew.", "reason")
    VERBS[verb](desk.database, act, number, reason)
    return {}


VERBS: Final[Mapping[str, Callable[[Database, Act, int, str], object]]] = {
    "send_back": send_back,
    "cancel": cancel,
    "give_reason": give_reason,
}
