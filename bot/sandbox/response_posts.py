"""What an app posts to a response URL, or answers a slash command with (docs.slack.dev/interactivity)."""

from typing import Any

from bot.sandbox.acts.posting import add_ephemeral, add_post, change_post, delete_post
from bot.sandbox.payload import Json
from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal
from bot.sandbox.response_urls import ResponseUrl
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.message_content import Content, read_content, require_something
from bot.sandbox.world import World


def respond(world: World, secret: str, body: Any) -> Json:
    """A POST to a response URL: ok, or an error of Slack's."""
    if not isinstance(body, dict):
        raise Refusal("invalid_payload")
    with world.lock:
        post = _respond(world, world.response_urls.use(secret), Arguments(body))
    world.inspector.note_answer("response_url", body, post.channel, post.ts)
    return {"ok": True}


def _respond(world: World, url: ResponseUrl, args: Arguments) -> Post:
    """The message that is new, changed or gone now."""
    if args.flag("delete_original"):
        delete_post(world, gone := _source(url))
        return gone
    content = read_content(args)
    require_something(content, args.raw.get("attachments"))
    if args.flag("replace_original"):
        change_post(world, changed := _source(url), content.text or "", content.blocks or [])
        return changed
    return answer_in(world, url, args, content)


def answer_in(world: World, url: ResponseUrl, args: Arguments, content: Content) -> Post:
    """The answer as a message of its own: for the one who acted alone, unless it says `in_channel`."""
    post = Post(url.channel, "", world.identity.bot_user, content.text or "", content.blocks or [], by_bot=True)
    post.thread_ts = args.text("thread_ts") or (url.thread_ts if url.source else None)
    if args.text("response_type") == "in_channel":
        return add_post(world, post)
    post.ephemeral_to = url.user
    return add_ephemeral(world, post)


def _source(url: ResponseUrl) -> Post:
    if url.source is None or (url.source.deleted and url.source.subtype != "tombstone"):
        raise Refusal("no_original_message")
    return url.source
