"""conversations.info: what a conversation is."""

from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method

READ = ("channels:read", "groups:read", "im:read", "mpim:read")


def answer(call: Call) -> Json:
    """The conversation object; `num_members` only when asked for."""
    shown = call.shown(call.visible(call.args.required("channel"), "read"))
    if not call.args.flag("include_num_members"):
        shown.pop("num_members", None)
    return {"channel": shown}


METHOD = Method("conversations.info", answer, READ)
