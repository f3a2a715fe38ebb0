"""conversations.replies: a thread, oldest first; its first message always leads."""

from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.conversations_history import HISTORY, shown_messages, within
from bot.sandbox.web_api.paging import page


def answer(call: Call) -> Json:
    """The thread of `ts`. For a reply's own `ts`: that reply alone, which names its `thread_ts`."""
    channel = call.visible(call.args.required("channel"), "history")
    if call.bot not in channel.members:
        raise Refusal("not_in_channel")
    root = call.world.post(channel.id, call.args.required("ts"))
    if root is None:
        raise Refusal("thread_not_found")
    replies = [] if root.is_reply else within(call.args, call.world.replies(root))
    some, following = page(call.args, replies, 1000, 1000)
    more = {"response_metadata": following} if following["next_cursor"] else {}
    return {"messages": shown_messages(call, [root, *some]), "has_more": bool(more)} | more


METHOD = Method("conversations.replies", answer, HISTORY)
