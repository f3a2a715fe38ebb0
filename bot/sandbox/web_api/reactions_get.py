"""reactions.get: a message with its reactions."""

from bot.sandbox.message_objects import message_object, reactions_field
from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method


def answer(call: Call) -> Json:
    """The message; it has `reactions` only when there are some."""
    channel = call.visible(call.args.required("channel"))
    post = call.world.post(channel.id, call.args.required("timestamp"))
    if post is None:
        raise Refusal("message_not_found")
    shown = message_object(call.world, post) | reactions_field(post)
    return {"type": "message", "channel": channel.id, "message": shown}


METHOD = Method("reactions.get", answer, ("reactions:read",))
