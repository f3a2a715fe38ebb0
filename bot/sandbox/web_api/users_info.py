"""users.info: one account."""

from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method


def answer(call: Call) -> Json:
    """The user object."""
    return {"user": call.world.user(call.args.required("user")).as_json(call.team_id, call.world.now())}


METHOD = Method("users.info", answer, ("users:read",))
