"""Every form comes through here: one listener, a table from form to what it does. What is refused stays filled in."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from slack_bolt import Ack

from handlers import ids
from handlers.desk import Desk
from handlers.form_state import block_of
from handlers.payloads import is_ours
from handlers.views import setup
from handlers.views.adding import send_added
from handlers.views.away import send_away
from handlers.views.decision import send_decision
from handlers.views.handoff import send_handoff
from handlers.views.reason import send_reason
from handlers.views.several import send_several
from handlers.views.trip import send_trip
from models.refusals import AlreadyDoneError, RefusedError
from models.storage.conflicts import require_time

Answer = dict[str, Any]
FORMS: Final[Mapping[str, Callable[[Desk, Mapping[str, Any]], Answer]]] = {
    ids.HANDOFF_FORM: send_handoff,
    ids.REASON_FORM: send_reason,
    ids.DECISION_FORM: send_decision,
    ids.SETUP_FORM: setup.send_setup,
    ids.SETUP_REGION_FORM: setup.send_region,
    ids.SETUP_MEMBER_FORM: setup.send_member,
    ids.SETUP_PREVIEW: setup.send_preview,
    ids.SETUP_ASKING: setup.send_asking,
    ids.AWAY_FORM: send_away,
    ids.TRIP_FORM: send_trip,
    ids.SEVERAL_FORM: send_several,
    ids.ADD_FORM: send_added,
}


def on_submission(desk: Desk, ack: Ack, body: Mapping[str, Any]) -> None:
    """Do what the form asks; an empty answer closes it, errors stand at its inputs (Slack: view submissions)."""
    send = FORMS.get(str(body["view"].get("callback_id")))
    if body.get("type") != "view_submission" or send is None or not is_ours(desk, body):
        ack()
        return
    require_time()
    try:
        answer = send(desk, body)
    except RefusedError as refusal:
        answer = errors_at(body["view"], refusal)
    except AlreadyDoneError:
        answer = {}
    ack(**answer)


def errors_at(view: Mapping[str, Any], refusal: RefusedError) -> Answer:
    """The refusal at the input that it is about, or at the first one where that is not shown."""
    inputs = [str(block["block_id"]) for block in view.get("blocks") or () if block.get("type") == "input"]
    block_id = (block_of(view, refusal.field) if refusal.field else None) or (inputs[0] if inputs else "")
    return {"response_action": "errors", "errors": {block_id: refusal.say}}
