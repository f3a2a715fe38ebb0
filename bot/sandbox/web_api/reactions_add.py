"""reactions.add and reactions.remove: the bot's own emoji on a message."""

from bot.sandbox.acts.reacting import react, unreact
from bot.sandbox.payload import Json
from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method


def add(call: Call) -> Json:
    """Nothing more than ok."""
    react(call.world, _message(call), call.bot, call.args.required("name"))
    return {}


def remove(call: Call) -> Json:
    """Nothing more than ok."""
    unreact(call.world, _message(call), call.bot, call.args.required("name"))
    return {}


def _message(call: Call) -> Post:
    channel = call.inside(call.args.required("channel"))
    if post := call.world.post(channel.id, call.args.required("timestamp")):
        return post
    raise Refusal("message_not_found")


METHOD = Method("reactions.add", add, ("reactions:write",))
REMOVE = Method("reactions.remove", remove, ("reactions:write",))
