"""Finding who a roster file means by an e-mail or @name: in Slack where connected, else among people known already."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from bot.outbox.outcomes import Kind
from bot.slack.calls import CallFailed, Calls
from bot.slack.connection import ConnectionProblem
from models.roster.mentions import Mention
from models.roster.problems import Problem
from models.roster.values import is_user_id

PAGE: Final = 200
COPY_ID: Final = "write the user id (in Slack: the profile, ⋮, Copy member ID)"
NO_SCOPE: Final = (
    '"{}" is an e-mail, and this app may not look e-mails up: give it the scope users:read.email, or write the user id '
    'or "@name"'
)


@dataclass(frozen=True, slots=True)
class Found:
    """The user ids by what is written in the file, and what nobody was found for."""

    ids: Mapping[str, str]
    problems: tuple[Problem, ...]


def find_people(calls: Calls | None, known: Mapping[str, str], named: Iterable[Mention]) -> Found:
    """Who is meant. `calls` is None without a connection: then `known`, names by user id, is all there is.

    Raises ConnectionProblem where Slack cannot be asked.
    """
    wanted = [one for one in named if not one.is_channel and not is_user_id(one.name)]
    handles = _handles(calls, known) if any(one.name.startswith("@") for one in wanted) else {}
    answers: dict[str, str | None] = {}
    sentences: dict[str, str] = {}
    for name in dict.fromkeys(one.name for one in wanted):
        if name.startswith("@"):
            answers[name], sentences[name] = _by_handle(name, handles.get(name.casefold(), set()))
        else:
            answers[name], sentences[name] = _by_mail(calls, name)
    ids = {name: user for name, user in answers.items() if user is not None}
    return Found(ids, tuple(Problem(one.line, sentences[one.name]) for one in wanted if one.name not in ids))


def _by_handle(name: str, users: Collection[str]) -> tuple[str | None, str]:
    if len(users) == 1:
        return next(iter(users)), ""
    if users:
        return None, f'several people are called "{name}" ({", ".join(sorted(users))}): {COPY_ID}'
    return None, f'there is nobody called "{name}": {COPY_ID}'


def _by_mail(calls: Calls | None, mail: str) -> tuple[str | None, str]:
    if calls is None:
        return None, f'"{mail}" is an e-mail: set SLACK_BOT_TOKEN so that Slack can be asked whose, or {COPY_ID}'
    client = calls.client
    try:
        answer = calls("users.lookupByEmail", "", lambda: client.users_lookupByEmail(email=mail))
    except CallFailed as problem:
        if problem.failure.kind is Kind.NO_SCOPE:
            return None, NO_SCOPE.format(mail)
        if problem.failure.kind in {Kind.NEVER, Kind.LATER}:
            return None, f'nobody in this workspace has the e-mail "{mail}": check it, or {COPY_ID}'
        raise ConnectionProblem(f"Slack cannot be asked ({problem.failure.why}): try again later.") from None
    return str(answer["user"]["id"]), ""


def _handles(calls: Calls | None, known: Mapping[str, str]) -> dict[str, set[str]]:
    """Who goes by which @name, whatever its case: a handle, a display name, a full name without its spaces."""
    people = _known(known) if calls is None else ((str(one["id"]), _names(one)) for one in everybody(calls))
    handles: dict[str, set[str]] = {}
    for user, names in people:
        for name in names:
            for written in (name, name.replace(" ", "."), name.replace(" ", "")):
                handles.setdefault(f"@{written}".casefold(), set()).add(user)
    return handles


def _known(known: Mapping[str, str]) -> Iterator[tuple[str, set[str]]]:
    return ((user, {name}) for user, name in known.items())


def _names(user: dict[str, Any]) -> set[str]:
    profile = user.get("profile") or {}
    names = (user.get("name"), profile.get("display_name"), profile.get("real_name"))
    return {str(name) for name in names if name}


def everybody(calls: Calls) -> Iterator[dict[str, Any]]:
    """Every account that is not deactivated. Raises ConnectionProblem where Slack cannot be asked."""
    try:
        for page in calls.pages("users.list", lambda more: calls.client.users_list(limit=PAGE, **more)):
            yield from (user for user in page.get("members") or () if not user.get("deleted"))
    except CallFailed as problem:
        raise ConnectionProblem(f"Slack cannot be asked ({problem.failure.why}): try again later.") from None
