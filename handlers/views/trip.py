"""The form that asks until when a trip lasts, sent in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.desk import Desk
from handlers.form_state import inputs_of, number_from
from handlers.payloads import act_of_view
from models.refusals import RefusedError
from models.verbs.moving import travel


def send_trip(desk: Desk, body: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the trip; the DM that asked shows it. Raises RefusedError with the field it is about."""
    view = body["view"]
    act = act_of_view(desk, body, None)
    number = number_from(str(view.get("private_metadata")).partition(":")[0])
    if number is None:
        raise RefusedError("This form is not one of mine any more: open it anew.", "until")
    chosen = inputs_of(view).get("until", {}).get("selected_date")
    try:
        until = date.fromisoformat(str(chosen))
    except ValueError:
        raise RefusedError("Pick the last day of the trip.", "until") from None
    travel(desk.database, act, number, until)
    return {}
