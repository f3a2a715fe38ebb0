"""auth.test: who the token belongs to. The server adds the header `x-oauth-scopes`."""

from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method


def answer(call: Call) -> Json:
    """The workspace, the bot's user and bot id."""
    me = call.world.identity
    return {
        "url": me.url, "team": me.team_name, "user": call.world.users[me.bot_user].name, "team_id": me.team_id,
        "user_id": me.bot_user, "bot_id": me.bot_id, "is_enterprise_install": False,
    }  # fmt: skip


METHOD = Method("auth.test", answer)
