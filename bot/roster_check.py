"""Holding a roster file against Slack: is everybody there whom it names, and is the bot in the channels?"""

from collections.abc import Iterator
from typing import Any, Final

from bot.outbox.outcomes import Kind
from bot.slack.calls import CallFailed, Calls
from bot.slack.connection import ConnectionProblem
from models.roster.mentions import Mention
from models.roster.problems import Problem
from models.roster.values import is_user_id

PAGE: Final = 200
# Slack has told us something about the one we asked about; anything else is about Slack or the token.
ABOUT_IT: Final = frozenset({Kind.CHANNEL, Kind.NEVER, Kind.LATER})


def check_mentions(calls: Calls, named: list[Mention]) -> list[Problem]:
    """What is wrong, by line. Raises ConnectionProblem where Slack cannot be asked."""
    ids = _ids_by_name(calls) if any(one.name.startswith("@") for one in named) else {}
    said: dict[tuple[str, bool], str | None] = {}
    for one in named:
        if (one.name, one.is_channel) not in said:
            said[one.name, one.is_channel] = (
                channel_trouble(calls, one.name) if one.is_channel else _person(calls, one, ids)
            )
    return [Problem(one.line, says) for one in named if (says := said[one.name, one.is_channel]) is not None]


def channel_trouble(calls: Calls, slack_id: str) -> str | None:
    """What keeps the bot from posting in the channel, and what to do; None where nothing does."""
    channel = _ask(calls, "conversations.info", lambda: calls.client.conversations_info(channel=slack_id), "channel")
    if channel is None:
        return f"{slack_id} is no channel that Sunrelay can see: check the id; in a private channel, /invite @Sunrelay"
    name = f"#{channel.get('name') or slack_id}"
    if channel.get("is_archived"):
        return f"{name} is archived: unarchive it, or name another channel"
    if not channel.get("is_member"):
        return f"Sunrelay is not in {name}: type /invite @Sunrelay there"
    return None


def _person(calls: Calls, one: Mention, ids: dict[str, str]) -> str | None:
    if not is_user_id(one.name):
        user_id = ids.get(one.name.casefold())
        return f'"{one.name}" is a name: write the user id, {user_id}' if user_id else _not_found(one.name)
    user = _ask(calls, "users.info", lambda: calls.client.users_info(user=one.name), "user")
    if user is None:
        return f"{one.name} is nobody in this workspace: check the user id (in Slack: the profile, ⋮, Copy member ID)"
    name = (user.get("profile") or {}).get("real_name") or user.get("name") or one.name
    if user.get("deleted"):
        return f"{name} ({one.name}) is deactivated in Slack: take this entry out"
    if user.get("is_bot") or one.name == "USLACKBOT":
        return f"{name} ({one.name}) is a bot: name a person"
    return None


def _not_found(name: str) -> str:
    what = f'there is nobody called "{name}"' if name.startswith("@") else f'"{name}" is an e-mail'
    return f"{what}: write the user id (in Slack: the profile, ⋮, Copy member ID)"


def _ask(calls: Calls, method: str, call: Any, what: str) -> dict[str, Any] | None:
    try:
        answer = calls(method, "", call)
    except CallFailed as problem:
        if problem.failure.kind in ABOUT_IT:
            return None
        raise _cannot_ask(problem) from None
    found: dict[str, Any] = answer[what]
    return found


def _ids_by_name(calls: Calls) -> dict[str, str]:
    return {f"@{name}".casefold(): str(user["id"]) for user in _everybody(calls) for name in _names(user)}


def _names(user: dict[str, Any]) -> set[str]:
    return {str(name) for name in (user.get("name"), (user.get("profile") or {}).get("display_name")) if name}


def _everybody(calls: Calls) -> Iterator[dict[str, Any]]:
    try:
        for page in calls.pages("users.list", lambda more: calls.client.users_list(limit=PAGE, **more)):
            yield from (user for user in page.get("members") or () if not user.get("deleted"))
    except CallFailed as problem:
        raise _cannot_ask(problem) from None


def _cannot_ask(problem: CallFailed) -> ConnectionProblem:
    return ConnectionProblem(f"Slack cannot be asked ({problem.failure.why}): try again later.")
