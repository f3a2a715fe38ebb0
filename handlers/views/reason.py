"""The form that asks why, sent in."""

from collections.abc import Mapping
from typing import Any

from handlers.desk import Desk
from handlers.form_state import inputs_of
from handlers.payloads import act_of_view
from models.refusals import RefusedError
from models.verbs.closing import cancel
from models.verbs.sending_back import give_reason, send_back


def send_reason(desk: Desk, body: Mapping[str, Any]) -> dict[str, Any]:
    """Send back, cancel, or add the reason to what was sent back already. Raises RefusedError."""
    view = body["view"]
    act = act_of_view(desk, body, None)
    reason = str(inputs_of(view).get("reason", {}).get("value") or "").strip()
    if not reason:
        raise RefusedError("Say why in a line: the other side needs it to go on.", "reason")
    verb, _, number = str(view.get("private_metadata")).partition(":")
    if not number.isdecimal():
        raise RefusedError("This form is not one of mine any more: copy your words and open it anew.", "reason")
    match verb:
        case "send_back":
            send_back(desk.database, act, int(number), reason)
        case "cancel":
            cancel(desk.database, act, int(number), reason)
        case "give_reason":
            give_reason(desk.database, act, int(number), reason)
        case _:
            raise RefusedError("This form is not one of mine any more: copy your words and open it anew.", "reason")
    return {}
