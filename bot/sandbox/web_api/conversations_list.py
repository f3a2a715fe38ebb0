"""conversations.list: every conversation the bot may know of."""

from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.conversations_info import READ
from bot.sandbox.web_api.paging import page


def answer(call: Call) -> Json:
    """Public channels, and those of other kinds the bot is in."""
    kinds = call.kinds()
    for channel in call.world.channels.values():
        if channel.kind in kinds:
            call.need(channel.scope("read"))
    known = [
        c for c in call.world.channels.values()
        if c.kind in kinds and (c.kind == "public" or call.bot in c.members)
        and not (c.archived and call.args.flag("exclude_archived"))
    ]  # fmt: skip
    channels, following = page(call.args, known, 100, 999)
    return {"channels": [call.shown(c) for c in channels], "response_metadata": following}


METHOD = Method("conversations.list", answer, READ)
