"""views.push: a modal on top of the one in which somebody acted; three in all."""

from bot.sandbox.open_view import OpenView
from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.view_content import new_view, read_view, view_object
from bot.sandbox.world import World

MOST_VIEWS = 3


def answer(call: Call) -> Json:
    """The view with its id and hash."""
    content = read_view(call.args.structure("view", "invalid_arguments"))
    trigger = call.world.triggers.use(call.args.required("trigger_id"))
    if trigger.view is None:
        raise Refusal("not_found")
    return {"view": view_object(call.world, push(call.world, trigger.user, content))}


def push(world: World, user: str, content: Json) -> OpenView:
    """Put a view on top of a person's stack."""
    stack = world.modals.get(user, [])
    if not stack:
        raise Refusal("not_found")
    if len(stack) >= MOST_VIEWS:
        raise Refusal("push_limit_reached")
    view = new_view(world, user, content, below=stack[-1])
    stack.append(view)
    return view


METHOD = Method("views.push", answer)
