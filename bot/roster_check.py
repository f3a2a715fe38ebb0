"""Holding a roster file against Slack: is everybody there whom it names, and is the bot in the channels?"""

from collections.abc import Mapping
from typing import Any, Final

from bot.outbox.outcomes import Kind
from bot.roster_people import find_people
from bot.slack.calls import CallFailed, Calls
from bot.slack.connection import ConnectionProblem
from models.roster.mentions import Mention
from models.roster.problems import Problem
from models.roster.values import is_user_id

# Slack has told us something about the one we asked about; anything else is about Slack or the token.
ABOUT_IT: Final = frozenset({Kind.CHANNEL, Kind.NEVER, Kind.LATER})


def check_mentions(calls: Calls, named: list[Mention]) -> tuple[Mapping[str, str], list[Problem]]:
    """The user ids of those written by e-mail or @name, and what is wrong. Raises ConnectionProblem where Slack cannot
    be asked."""
    found = find_people(calls, {}, named)
    said: dict[tuple[str, bool], str | None] = {}
    for one in named:
        if (one.name, one.is_channel) not in said:
            user_id = found.ids.get(one.name, one.name)
            trouble = channel_trouble(calls, one.name) if one.is_channel else _person(calls, user_id)
            said[one.name, one.is_channel] = trouble
    wrong = [Problem(one.line, says) for one in named if (says := said[one.name, one.is_channel]) is not None]
    return found.ids, sorted([*found.problems, *wrong], key=lambda problem: problem.line)


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


def _person(calls: Calls, user_id: str) -> str | None:
    if not is_user_id(user_id):
        return None  # nobody was found for it, which is said already
    user = _ask(calls, "users.info", lambda: calls.client.users_info(user=user_id), "user")
    if user is None:
        return f"{user_id} is nobody in this workspace: check the user id (in Slack: the profile, ⋮, Copy member ID)"
    name = (user.get("profile") or {}).get("real_name") or user.get("name") or user_id
    if user.get("deleted"):
        return f"{name} ({user_id}) is deactivated in Slack: take this entry out"
    if user.get("is_bot") or user_id == "USLACKBOT":
        return f"{name} ({user_id}) is a bot: name a person"
    return None


def _ask(calls: Calls, method: str, call: Any, what: str) -> dict[str, Any] | None:
    try:
        answer = calls(method, "", call)
    except CallFailed as problem:
        if problem.failure.kind in ABOUT_IT:
            return None
        raise _cannot_ask(problem) from None
    found: dict[str, Any] = answer[what]
    return found


def _cannot_ask(problem: CallFailed) -> ConnectionProblem:
    return ConnectionProblem(f"Slack cannot be asked ({problem.failure.why}): try again later.")
