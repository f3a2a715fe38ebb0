"""chat.postMessage: a new message, also as a reply or as a DM to a user id."""

from bot.sandbox.acts.posting import add_post
from bot.sandbox.channel import Channel
from bot.sandbox.message_objects import message_object
from bot.sandbox.payload import Json
from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.message_content import read_content, require_something

CUSTOM = ("username", "icon_url", "icon_emoji")


def answer(call: Call) -> Json:
    """The channel id, the `ts` and the message as it stands."""
    args, world = call.args, call.world
    if any(args.text(name) for name in CUSTOM):
        call.need("chat:write.customize")
    channel = target(call, args.required("channel"))
    content = read_content(args)
    require_something(content, args.raw.get("attachments"))
    post = Post(channel.id, "", call.bot, content.text or "", content.blocks or [], by_bot=True)
    post.thread_ts = thread_of(call, channel, args.text("thread_ts"))
    post.broadcast = args.flag("reply_broadcast")
    post.metadata, post.client_msg_id = content.metadata or None, args.text("client_msg_id")
    add_post(world, post, content.link_names)
    return {"channel": channel.id, "ts": post.ts, "message": message_object(world, post, metadata="all")}


def target(call: Call, channel_id: str) -> Channel:
    """Where to post: a conversation the bot is in; a user id means the DM with that person."""
    world = call.world
    if channel_id in world.users:
        user = world.users[channel_id]
        if user.deleted or user.is_bot:
            raise Refusal("channel_not_found")
        if not world.manifest.messages_tab:
            raise Refusal("messages_tab_disabled")
        return world.dm(channel_id)
    channel = call.inside(channel_id)
    if channel.kind == "im" and any(world.users[m].deleted for m in channel.members):
        raise Refusal("channel_not_found")
    return channel


def thread_of(call: Call, channel: Channel, thread_ts: str | None) -> str | None:
    """The thread to post in; its first message must be there (a reply is none)."""
    if not thread_ts:
        return None
    root = call.world.post(channel.id, thread_ts)
    if root is None:
        raise Refusal("thread_not_found")
    if root.is_reply:
        raise Refusal("cannot_reply_to_message")
    return thread_ts


METHOD = Method("chat.postMessage", answer, ("chat:write",))
