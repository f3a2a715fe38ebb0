"""A roster file as it is proposed from who is in a channel: the same as /handoff setup proposes there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from bot.outbox.outcomes import Kind
from bot.roster_people import everybody
from bot.slack.calls import CallFailed, Calls
from bot.slack.connection import ConnectionProblem
from handlers.profiles import person_news
from models.roster.proposal import Candidate, next_monday, propose_team, team_name
from models.roster.show import roster_yaml
from models.workspace.directory import PersonNews

PAGE: Final = 200
_MEMBER: Final = re.compile(r"^( *- user: )([UW][A-Z0-9]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Draft:
    """The file's text, and sentences about what it leaves out."""

    text: str
    notes: tuple[str, ...]


def draft_roster(calls: Calls, channel: str, today: date, leads: Sequence[str]) -> Draft:
    """The proposal for the channel, to begin on the Monday after `today`; everybody's name stands beside their id.

    Raises ConnectionProblem where Slack cannot be asked, or does not show the channel.
    """
    info = _ask(calls, "conversations.info", lambda: calls.client.conversations_info(channel=channel))["channel"]
    there = set(_members(calls, channel))
    workspace = str(_ask(calls, "auth.test", calls.client.auth_test)["team_id"])
    people = [person_news(one, workspace) for one in everybody(calls) if one["id"] in there]
    able = sorted((one for one in people if not one.guest and not one.external), key=lambda one: (one.name, one.user))
    placed = [Candidate(one.user, one.timezone) for one in able if one.timezone]
    if not placed:
        raise ConnectionProblem(f"Nobody in {channel} has a time zone in Slack: write the roster file by hand.")
    name = str(info.get("name") or channel)
    team = propose_team(team_name(name), channel, placed, next_monday(today), leads)
    return Draft(_with_names(roster_yaml([team]), {one.user: one.name for one in able}), tuple(_notes(info, able)))


def _notes(info: Mapping[str, Any], able: Sequence[PersonNews]) -> Iterator[str]:
    nowhere = ", ".join(f"{one.name} ({one.user})" for one in able if not one.timezone)
    if nowhere:
        yield f"Left out, as Slack gives them no time zone: {nowhere}"
    if not info.get("is_member"):
        yield f"Sunrelay is not in #{info.get('name')}: type /invite @Sunrelay there."


def _with_names(text: str, names: Mapping[str, str]) -> str:
    def beside(found: re.Match[str]) -> str:
        name = "".join(sign for sign in names.get(found.group(2), "") if sign.isprintable())
        return f"{found.group(0)}  # {name}" if name else found.group(0)

    return _MEMBER.sub(beside, text)


def _members(calls: Calls, channel: str) -> Iterator[str]:
    client = calls.client
    try:
        for page in calls.pages(
            "conversations.members", lambda more: client.conversations_members(channel=channel, limit=PAGE, **more)
        ):
            yield from (str(member) for member in page.get("members") or ())
    except CallFailed as problem:
        raise _cannot(problem, channel) from None


def _ask(calls: Calls, method: str, call: Any) -> Any:
    try:
        return calls(method, "", call)
    except CallFailed as problem:
        raise _cannot(problem, "that channel") from None


def _cannot(problem: CallFailed, channel: str) -> ConnectionProblem:
    if problem.failure.kind is Kind.CHANNEL:
        return ConnectionProblem(
            f"Sunrelay cannot see {channel}: check the id (in Slack: open channel details, at the end); in a private "
            "channel, /invite @Sunrelay."
        )
    return ConnectionProblem(f"Slack cannot be asked ({problem.failure.why}): try again later.")
