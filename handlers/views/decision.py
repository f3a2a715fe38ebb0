"""The form that decides, sent in."""

from collections.abc import Mapping
from typing import Any

from handlers.asks.deciding import decision_form_for
from handlers.blocks.decisions.answers import decided
from handlers.decision_state import DecisionState, filled_in
from handlers.desk import Desk
from handlers.payloads import act_of_view
from handlers.views.telling import tell
from models.verbs.deciding import ChangedError, decide


def send_decision(desk: Desk, body: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the decision. Where the note has changed since it was read, the form shows it as it is now, still filled in.

    Raises RefusedError with the field it is about.
    """
    view = body["view"]
    act = act_of_view(desk, body, None)
    state, filled = DecisionState.read(str(view.get("private_metadata"))), filled_in(view)
    if filled.to is not None:
        desk.meet(filled.to)
    try:
        outcome = decide(desk.database, act, state.number, filled.answer(state))
    except ChangedError:
        redrawn = decision_form_for(desk, act, state.number, filled, state.opened_in, changed=True)
        return {"response_action": "update", "view": redrawn.to_dict()}
    tell(desk, act, state.opened_in, decided(outcome, desk.zone_of(act), act))
    return {}
