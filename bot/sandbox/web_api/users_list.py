"""users.list: every account of the workspace, page by page; deactivated ones, apps and Slackbot too."""

from bot.sandbox.payload import Json
from bot.sandbox.web_api.call import Call, Method
from bot.sandbox.web_api.paging import page


def answer(call: Call) -> Json:
    """User objects. People of other companies are not members of the workspace and not listed."""
    own = [u for u in call.world.users.values() if u.external_team is None]
    users, following = page(call.args, own, 1000, 1000)
    now = call.world.now()
    shown = [u.as_json(call.team_id, now) for u in users]
    return {"members": shown, "cache_ts": int(now), "response_metadata": following}


METHOD = Method("users.list", answer, ("users:read",))
