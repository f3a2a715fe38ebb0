"""chat.postEphemeral: a message one member of the channel sees, until they reload."""

from bot.sandbox.acts.posting import add_ephemeral
from bot.sandbox.payload import Json
from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.chat_post_message import thread_of
from bot.sandbox.web_api.message_content import read_content, require_something


def answer(call: Call) -> Json:
    """The `message_ts`, which no other method accepts."""
    args = call.args
    user = call.world.user(args.required("user"))
    channel = call.inside(args.required("channel"))
    if user.deleted or user.id not in channel.members:
        raise Refusal("user_not_in_channel")
    content = read_content(args)
    require_something(content, args.raw.get("attachments"))
    post = Post(channel.id, "", call.bot, content.text or "", content.blocks or [], by_bot=True)
    post.ephemeral_to, post.thread_ts = user.id, thread_of(call, channel, args.text("thread_ts"))
    return {"message_ts": add_ephemeral(call.world, post).ts}


METHOD = Method("chat.postEphemeral", answer, ("chat:write",))
