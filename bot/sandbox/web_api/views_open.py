"""views.open: a modal for whoever's act the trigger id stands for."""

from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.view_content import new_view, read_view, view_object


def answer(call: Call) -> Json:
    """The view with its id and hash. It takes the place of what was open."""
    content = read_view(call.args.structure("view", "invalid_arguments"))
    trigger = call.world.triggers.use(call.args.required("trigger_id"))
    view = new_view(call.world, trigger.user, content)
    for old in call.world.modals.get(trigger.user, []):
        old.closed = True
    call.world.modals[trigger.user] = [view]
    return {"view": view_object(call.world, view)}


METHOD = Method("views.open", answer)
