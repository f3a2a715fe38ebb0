"""views.publish: a person's Home tab."""

from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.view_content import new_view, read_view, replace_view, view_object


def answer(call: Call) -> Json:
    """The view; `not_enabled` where the manifest has no Home tab."""
    world = call.world
    if not world.manifest.home_tab:
        raise Refusal("not_enabled")
    user = world.user(call.args.required("user_id"))
    content = read_view(call.args.structure("view", "invalid_arguments"), "home")
    view = world.homes.get(user.id)
    if view is None:
        view = world.homes[user.id] = new_view(world, user.id, content)
    elif (known := call.args.text("hash")) and known != view.hash:
        raise Refusal("hash_conflict")
    else:
        replace_view(world, view, content)
    return {"view": view_object(world, view)}


METHOD = Method("views.publish", answer)
