"""usergroups.list, usergroups.users.list and usergroups.users.update: who can be mentioned together."""

from bot.sandbox.payload import Json
from bot.sandbox.refusal import Refusal
from bot.sandbox.user_group import UserGroup
from bot.sandbox.web_api.call import Call, Method


def groups(call: Call) -> Json:
    """Every group, with its people where they are asked for."""
    shown = [group.as_json(call.team_id) for group in call.world.groups.values()]
    if not call.args.flag("include_users"):
        shown = [{key: value for key, value in group.items() if key != "users"} for group in shown]
    return {"usergroups": shown}


def people(call: Call) -> Json:
    """The user ids of one group."""
    return {"users": list(_group(call).users)}


def update(call: Call) -> Json:
    """Replace the people of a group. Nobody at all, guests, bots and people who are gone are refused."""
    group = _group(call)
    if group.trouble is not None:
        raise Refusal(group.trouble)
    wanted = [user.strip() for user in (call.args.text("users") or "").split(",") if user.strip()]
    if not wanted:
        raise Refusal("no_users_provided")
    for user in wanted:
        _require_ordinary(call, user)
    group.users, group.updated = list(dict.fromkeys(wanted)), int(call.world.now())
    return {"usergroup": group.as_json(call.team_id)}


def _group(call: Call) -> UserGroup:
    found = call.world.groups.get(call.args.required("usergroup"))
    if found is None:
        raise Refusal("no_such_subteam")
    return found


def _require_ordinary(call: Call, user_id: str) -> None:
    user = call.world.users.get(user_id)
    if user is None or user.is_bot or user.guest or user.deleted or user.external_team is not None:
        raise Refusal("invalid_users")


METHOD = Method("usergroups.users.update", update, ("usergroups:write",))
LIST = Method("usergroups.list", groups, ("usergroups:read",))
PEOPLE = Method("usergroups.users.list", people, ("usergroups:read",))
