"""Reading a thread after Slack has its answer, and what of it a form is filled with: as much as there is room for."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from handlers.blocks.limits import fit, units
from handlers.blocks.words import counted
from handlers.opening import CALL_ERRORS
from models.workspace.messages import MessageNews

log = logging.getLogger(__name__)

PAGE: Final = 200
MOST_PAGES: Final = 6
LONGEST_MESSAGE: Final = 600
GONE: Final = "(The first message was deleted.)"
UNREAD: Final = "Only the first {read} messages were read."


@dataclass(frozen=True, slots=True)
class ReadThread:
    """What Slack shows of a thread, oldest first. `more`: there is more than was read; `why` is Slack's word for what
    was in the way of reading, if anything."""

    messages: tuple[dict[str, Any], ...]
    more: bool = False
    why: str = ""


def read_thread(client: WebClient, channel: str, root: str) -> ReadThread:
    """The thread that begins at `root`, as far as six pages go, or as far as Slack lets us read."""
    found: list[dict[str, Any]] = []
    more: dict[str, Any] = {}
    for _ in range(MOST_PAGES):
        try:
            page = client.conversations_replies(channel=channel, ts=root, limit=PAGE, **more)
        except CALL_ERRORS as problem:
            log.info("a thread was not read: %s", _why(problem))
            return ReadThread(_without_repeats(found), bool(found), _why(problem))
        found += page.get("messages") or []
        cursor = (page.get("response_metadata") or {}).get("next_cursor")
        if not cursor:
            return ReadThread(_without_repeats(found))
        more = {"cursor": cursor}
    return ReadThread(_without_repeats(found), more=True)


def thread_text(said: Sequence[MessageNews], name_of: Callable[[MessageNews], str], used_on: str, most: int) -> str:
    """What was said, in `most` units: the first message and the one at `used_on`, then as many of the latest as fit.

    What is left out is said where it was.
    """
    lines = {one.ts: _line(one, name_of) for one in said}
    kept = {one.ts for one in said if one.ts == used_on or one is said[0]}
    room = most - sum(units(lines[ts]) + 1 for ts in kept) - 3 * units(_left_out(len(said)))
    for one in reversed(said):
        if one.ts in kept:
            continue
        room -= units(lines[one.ts]) + 1
        if room < 0:
            break
        kept.add(one.ts)
    return "\n".join(_with_gaps([(one.ts in kept, lines[one.ts]) for one in said]))


def _with_gaps(lines: Sequence[tuple[bool, str]]) -> list[str]:
    """The lines that are kept, and for each row of others how many they are."""
    shown: list[str] = []
    missing = 0
    for kept, line in [*lines, (True, "")]:
        if not kept:
            missing += 1
            continue
        shown += [_left_out(missing)] if missing else []
        shown += [line] if line else []
        missing = 0
    return shown


def _left_out(number: int) -> str:
    return f"[{counted(number, 'message')} left out here: the thread has {'it' if number == 1 else 'them'}]"


def _line(one: MessageNews, name_of: Callable[[MessageNews], str]) -> str:
    return f"{name_of(one)}: {fit(one.text.strip(), LONGEST_MESSAGE)}"


def _without_repeats(messages: Sequence[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    """Slack may begin each page with the thread's first message."""
    return tuple({str(message.get("ts")): message for message in messages}.values())


def _why(problem: Exception) -> str:
    return str(problem.response.get("error")) if isinstance(problem, SlackApiError) else type(problem).__name__
