"""The forms of one field, sent in: why something was sent back or cancelled, a read-back, a question, an answer."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from handlers.blocks import answers
from handlers.blocks.read_back.answers import answered_now, asked_now, read_back_kept
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from handlers.form_state import inputs_of, number_from
from handlers.payloads import act_of_view
from handlers.views.telling import tell
from models.acts import Act
from models.refusals import RefusedError
from models.verbs.asking_sender import answer_question, ask_sender
from models.verbs.closing import cancel
from models.verbs.reading_back import read_back
from models.verbs.sending_back import give_reason, send_back


def send_reason(desk: Desk, body: Mapping[str, Any]) -> dict[str, Any]:
    """Do what the form is for, with the words in it. Raises RefusedError."""
    view = body["view"]
    act = act_of_view(desk, body, None)
    typed = str(inputs_of(view).get("reason", {}).get("value") or "").strip()
    verb, number, where = _read(str(view.get("private_metadata")))
    _answer(desk, act, where, VERBS[verb](desk, act, number, typed))
    return {}


def _answer(desk: Desk, act: Act, where: str, said: Rendered) -> None:
    """Answer where the form was opened: in place of the answer it stood in, or in that channel. A DM that shows the
    item itself changes by itself."""
    if where.startswith(("https://", "http://")):
        desk.afterwards.answer(where, said, replace=True)
    elif where:
        tell(desk, act, where, said)


def _read(metadata: str) -> tuple[str, int, str]:
    """The verb, the item or event, and where the form was opened, where its sender reads the answer."""
    verb, _, rest = metadata.partition(":")
    value, _, where = rest.partition(":")
    number = number_from(value)
    if number is None or verb not in VERBS:
        raise RefusedError("This form is not one of mine any more: copy your words and open it anew.", "reason")
    return verb, number, where


def _require_why(reason: str) -> str:
    if not reason:
        raise RefusedError("Say why in a line: the other side needs it to go on.", "reason")
    return reason


def _send_back(desk: Desk, act: Act, number: int, reason: str) -> Rendered:
    _require_why(reason)
    return answers.sent_back(send_back(desk.database, act, number, reason), act)


def _cancel(desk: Desk, act: Act, number: int, reason: str) -> Rendered:
    return answers.closed(cancel(desk.database, act, number, _require_why(reason)))


def _give_reason(desk: Desk, act: Act, event: int, reason: str) -> Rendered:
    return answers.reason_kept(give_reason(desk.database, act, event, _require_why(reason)))


def _read_back(desk: Desk, act: Act, event: int, line: str) -> Rendered:
    return read_back_kept(read_back(desk.database, act, event, line))


def _ask(desk: Desk, act: Act, number: int, question: str) -> Rendered:
    return asked_now(ask_sender(desk.database, act, number, question), desk.zone_of(act), act.now)


def _reply(desk: Desk, act: Act, question: int, words: str) -> Rendered:
    return answered_now(answer_question(desk.database, act, question, words))


VERBS: Final[Mapping[str, Callable[[Desk, Act, int, str], Rendered]]] = {
    "send_back": _send_back,
    "cancel": _cancel,
    "give_reason": _give_reason,
    "read_back": _read_back,
    "ask": _ask,
    "answer": _reply,
}
