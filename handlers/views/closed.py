"""Forms that were closed without being sent: what reached us of a hand-off form is offered again, at once and later."""

from collections.abc import Mapping
from typing import Any

from slack_bolt import Ack

from handlers import ids
from handlers.asks.unsent import begun_form, keep_form
from handlers.blocks.form.unsent import not_sent
from handlers.desk import Desk
from handlers.payloads import act_of_view, is_ours
from handlers.unsent_state import values_shown
from handlers.views.telling import tell
from models.refusals import RefusedError
from models.storage.conflicts import require_time
from models.unsent import close_unsent


def on_closed(desk: Desk, ack: Ack, body: Mapping[str, Any]) -> None:
    """Slack tells that a form was closed (notify_on_close), not what stood in it."""
    if body["view"].get("callback_id") == ids.HANDOFF_FORM and is_ours(desk, body):
        require_time()
        _offer(desk, body)
    ack()


def _offer(desk: Desk, body: Mapping[str, Any]) -> None:
    view = body["view"]
    try:
        act = act_of_view(desk, body, None)
    except RefusedError:
        return
    unsent = close_unsent(desk.database, act, str(view["id"]))
    if unsent is None and keep_form(desk, act, values_shown(view)):
        unsent = close_unsent(desk.database, act, str(view["id"]))
    begun = begun_form(desk, act, unsent) if unsent is not None else None
    if begun is not None:
        said = not_sent(begun.facts, desk.zone_of(act), act.now)
        tell(desk, act, begun.state.opened_in, said, only_there=True)
