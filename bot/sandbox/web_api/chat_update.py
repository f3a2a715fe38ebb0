"""chat.update: new content for a message of the bot's own."""

from bot.sandbox.acts.posting import change_post
from bot.sandbox.message_objects import message_object
from bot.sandbox.payload import Json
from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.message_content import read_content


def answer(call: Call) -> Json:
    """What is not mentioned stays: blocks and metadata are kept unless given, an empty list takes blocks away."""
    args, world = call.args, call.world
    post = own_message(call, "cant_update_message")
    content = read_content(args)
    if content.text is None and content.blocks is None and args.raw.get("attachments") is None:
        raise Refusal("no_text")
    if content.metadata is not None:
        post.metadata = content.metadata or None
    text = post.text if content.text is None else content.text
    blocks = post.blocks if content.blocks is None else content.blocks
    change_post(world, post, text, blocks, content.link_names)
    shown = message_object(world, post, metadata="all")
    return {"channel": post.channel, "ts": post.ts, "text": post.text, "message": shown}


def own_message(call: Call, refusal: str) -> Post:
    """The bot's message that a call names; nobody else's, no ephemeral one, none in an archived channel."""
    channel = call.visible(call.args.required("channel"))
    post = call.world.post(channel.id, call.args.required("ts"))
    if post is None or post.subtype == "tombstone":
        raise Refusal("message_not_found")
    if not post.by_bot:
        raise Refusal(refusal)
    if call.bot not in channel.members:
        raise Refusal("not_in_channel")
    if channel.archived:
        raise Refusal("is_archived")
    return post


METHOD = Method("chat.update", answer, ("chat:write",))
