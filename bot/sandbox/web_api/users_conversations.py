"""users.conversations: the conversations the bot is in (or shares with a person)."""

from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.conversations_info import READ
from bot.sandbox.web_api.paging import page


def answer(call: Call) -> Json:
    """Conversation objects without `is_member` and `num_members`, as Slack leaves them out here."""
    kinds, whose = call.kinds(), call.world.user(call.args.text("user") or call.bot)
    for channel in call.world.channels.values():
        if channel.kind in kinds:
            call.need(channel.scope("read"))
    known = [
        c for c in call.world.channels.values()
        if c.kind in kinds and whose.id in c.members and (c.kind == "public" or call.bot in c.members)
        and not (c.archived and call.args.flag("exclude_archived"))
    ]  # fmt: skip
    channels, following = page(call.args, known, 100, 999)
    shown = [{k: v for k, v in call.shown(c).items() if k not in ("is_member", "num_members")} for c in channels]
    return {"channels": shown, "response_metadata": following}


METHOD = Method("users.conversations", answer, READ)
