"""The form that puts a message into an item's note, sent in."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from handlers.blocks.form.add import COPY, added
from handlers.desk import Desk
from handlers.form_state import inputs_of, number_from
from handlers.message_source import Source
from handlers.payloads import act_of_view
from models.acts import Act
from models.facts.picking import pick
from models.facts.sources import source_facts
from models.refusals import RefusedError
from models.tables import CommentKind
from models.verbs.commenting import add_comment
from models.workspace.messages import MessageNews

NOT_OURS: Final = "This form is not one of mine any more: use the shortcut anew."


def send_added(desk: Desk, body: Mapping[str, Any]) -> dict[str, Any]:
    """Put it in, and say so in the form's place. Raises RefusedError with the field it is about."""
    view = body["view"]
    act = act_of_view(desk, body, None)
    message = _message(desk, act, view)
    number, kind = _item(view), _kind(view)
    comment, is_new = add_comment(desk.database, act, number, kind, message)
    with desk.database.read() as session:
        picked = pick(session, act, number)
    return {"response_action": "update", "view": added(picked, kind, comment, is_new=is_new).to_dict()}


def _message(desk: Desk, act: Act, view: Mapping[str, Any]) -> MessageNews:
    """The message; of one that not everybody may read, without its text, unless its sender has it copied."""
    try:
        message = Source.from_metadata(str(view["private_metadata"])).message
    except (ValueError, KeyError, TypeError) as problem:
        raise RefusedError(NOT_OURS, "item") from problem
    with desk.database.read() as session:
        travels = source_facts(session, act, message).public
    copied = bool(inputs_of(view).get(COPY, {}).get("selected_options"))
    return message if travels or copied else replace(message, text="")


def _item(view: Mapping[str, Any]) -> int:
    chosen = inputs_of(view).get("item", {}).get("selected_option") or {}
    number = number_from(str(chosen.get("value")))
    if number is None:
        raise RefusedError("Pick the handoff: type its id, or words of its headline.", "item")
    return number


def _kind(view: Mapping[str, Any]) -> CommentKind:
    chosen = inputs_of(view).get("kind", {}).get("selected_option") or {}
    if chosen.get("value") not in set(CommentKind):
        raise RefusedError(NOT_OURS, "kind")
    return CommentKind(chosen["value"])
