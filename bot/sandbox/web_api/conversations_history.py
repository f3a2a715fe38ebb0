"""conversations.history: the messages of a conversation, newest first, without replies."""

from bot.sandbox.message_objects import message_object, reactions_field
from bot.sandbox.payload import Json
from bot.sandbox.post import Post
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.arguments import Arguments
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.paging import page

HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")


def answer(call: Call) -> Json:
    """Messages with `metadata` in full only where `include_all_metadata` asks for it."""
    channel = call.visible(call.args.required("channel"), "history")
    if call.bot not in channel.members:
        raise Refusal("not_in_channel")
    posts = [p for p in call.world.posts[channel.id].values() if not p.is_reply or p.broadcast]
    found = within(call.args, posts)[::-1]
    some, following = page(call.args, found, 100, 999)
    shown = shown_messages(call, list(some))
    more = {"response_metadata": following} if following["next_cursor"] else {}
    return {"messages": shown, "has_more": bool(more), "pin_count": 0} | more


def shown_messages(call: Call, posts: list[Post]) -> list[Json]:
    """Messages as the Web API returns them."""
    metadata = "all" if call.args.flag("include_all_metadata") else "type"
    return [message_object(call.world, p, metadata) | reactions_field(p) for p in posts]


def within(args: Arguments, posts: list[Post]) -> list[Post]:
    """The messages between `oldest` and `latest`; those two themselves only with `inclusive`."""
    oldest, latest = (_instant(args, "oldest", "0"), _instant(args, "latest", "9999999999"))
    if args.flag("inclusive"):
        return [p for p in posts if oldest <= _micros(p.ts) <= latest]
    return [p for p in posts if oldest < _micros(p.ts) < latest]


def _instant(args: Arguments, name: str, default: str) -> int:
    try:
        return _micros(args.text(name) or default)
    except ValueError:
        raise Refusal(f"invalid_ts_{name}") from None


def _micros(ts: str) -> int:
    seconds, _, rest = ts.partition(".")
    return int(seconds) * 1_000_000 + int((rest + "000000")[:6])


METHOD = Method("conversations.history", answer, HISTORY)
