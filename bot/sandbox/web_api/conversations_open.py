"""conversations.open: the DM with a person."""

from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method


def answer(call: Call) -> Json:
    """The DM's id; the same each time."""
    users = [u for u in (call.args.text("users") or "").split(",") if u]
    channel_id = call.args.text("channel")
    if channel_id:
        channel = call.visible(channel_id)
        if channel.kind not in ("im", "mpim"):
            raise Refusal("method_not_supported_for_channel_type")
    elif not users:
        raise Refusal("users_list_not_supplied")
    elif len(users) > 1:
        call.need("mpim:write")
        raise Refusal("invalid_user_combination")
    else:
        channel = call.world.dm(call.person(users[0]).id)
    already, channel.im_open = channel.im_open, True
    more: Json = {"no_op": True, "already_open": True} if already else {}
    return more | {"channel": call.shown(channel) if call.args.flag("return_im") else {"id": channel.id}}


METHOD = Method("conversations.open", answer, ("im:write",))
