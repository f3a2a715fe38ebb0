"""The form that asks why, sent in."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from handlers.blocks import answers
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from handlers.form_state import inputs_of, number_from
from handlers.payloads import act_of_view
from handlers.views.telling import tell
from models.acts import Act
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
    verb, number, where = _read(str(view.get("private_metadata")))
    tell(desk, act, where, VERBS[verb](desk, act, number, reason))
    return {}


def _read(metadata: str) -> tuple[str, int, str]:
    """The verb, the item or event, and where the form was opened, where its sender reads the answer."""
    verb, _, rest = metadata.partition(":")
    value, _, where = rest.partition(":")
    number = number_from(value)
    if number is None or verb not in VERBS:
        raise RefusedError("This form is not one of mine any more: copy your words and open it anew.", "reason")
    return verb, number, where


def _send_back(desk: Desk, act: Act, number: int, reason: str) -> Rendered:
    return answers.sent_back(send_back(desk.database, act, number, reason), desk.zone_of(act), act)


def _cancel(desk: Desk, act: Act, number: int, reason: str) -> Rendered:
    return answers.closed(cancel(desk.database, act, number, reason))


def _give_reason(desk: Desk, act: Act, event: int, reason: str) -> Rendered:
    return answers.reason_kept(give_reason(desk.database, act, event, reason))


VERBS: Final[Mapping[str, Callable[[Desk, Act, int, str], Rendered]]] = {
    "send_back": _send_back,
    "cancel": _cancel,
    "give_reason": _give_reason,
}
