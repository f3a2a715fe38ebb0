"""views.update: other content in a modal that is open."""

from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal, bad_arguments
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.view_content import read_view, replace_view, view_object


def answer(call: Call) -> Json:
    """The view; `hash_conflict` when it is not the one the `hash` stood for."""
    args = call.args
    content = read_view(args.structure("view", "invalid_arguments"))
    view = _find(call)
    if (known := args.text("hash")) and known != view.hash:
        raise Refusal("hash_conflict")
    replace_view(call.world, view, content)
    return {"view": view_object(call.world, view)}


def _find(call: Call) -> OpenView:
    view_id, external_id = call.args.text("view_id"), call.args.text("external_id")
    if not view_id and not external_id:
        raise bad_arguments("missing required field: view_id or external_id")
    for stack in call.world.modals.values():
        for view in stack:
            if view.id == view_id or (external_id and view.content.get("external_id") == external_id):
                return view
    raise Refusal("not_found")


METHOD = Method("views.update", answer)
