"""chat.getPermalink: the address of a message."""

from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method


def answer(call: Call) -> Json:
    """`https://…/archives/C…/p…`, with its thread for a reply."""
    channel = call.visible(call.args.required("channel"))
    post = call.world.post(channel.id, call.args.required("message_ts"))
    if post is None:
        raise Refusal("message_not_found")
    link = f"{call.world.identity.url}archives/{channel.id}/p{post.ts.replace('.', '')}"
    if post.is_reply:
        link += f"?thread_ts={post.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHOD = Method("chat.getPermalink", answer)
