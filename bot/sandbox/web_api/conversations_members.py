"""conversations.members: who is in a conversation, page by page."""

from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.conversations_info import READ
from bot.sandbox.web_api.paging import page


def answer(call: Call) -> Json:
    """User ids, the bot's among them."""
    channel = call.visible(call.args.required("channel"), "read")
    members, following = page(call.args, channel.members, 100, 1000)
    return {"members": list(members), "response_metadata": following}


METHOD = Method("conversations.members", answer, READ)
