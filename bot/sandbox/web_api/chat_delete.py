"""chat.delete: takes away a message of the bot's own."""

from bot.sandbox.acts.posting import delete_post
from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.chat_update import own_message


def answer(call: Call) -> Json:
    """The channel and `ts` of what is gone."""
    post = own_message(call, "cant_delete_message")
    delete_post(call.world, post)
    return {"channel": post.channel, "ts": call.args.required("ts")}


METHOD = Method("chat.delete", answer, ("chat:write",))
