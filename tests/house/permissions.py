"""Makes docs/permissions.md from manifest.yml and the facts: `python -m tests.house.permissions`."""

from collections.abc import Iterable, Mapping
from typing import Any

from tests.house.permission_facts import EVENTS, NOT_STORED, SCOPES, STORED
from tests.house.slack_names import BOT_EVENTS
from tests.house.tree import ROOT, manifest

PAGE = "docs/permissions.md"

OPENING = """\
# Permissions

<!-- Made from manifest.yml by `python -m tests.house.permissions`; a test compares the two. -->

What Sunrelay may do in a workspace, why, and what is lost if it may not. It posts in channels it was
invited to and in its direct messages, and nowhere else. It never acts as a person.
"""

STORAGE = """\
In the database that `DATABASE_URL` names, and nowhere else. Sunrelay talks to Slack, reads the calendars that the
roster names, calls `HEARTBEAT_URL` where that is set, and talks to nobody besides.
"""

APP_TOKEN = """\
Socket Mode also needs an app-level token with `connections:write`. It opens the connection and can do nothing else;
without it, Slack's requests come over HTTP.
"""


def permissions_page(document: Mapping[str, Any]) -> str:
    """The page for the manifest `document`, as Markdown."""
    scopes = document["oauth_config"]["scopes"]
    optional = set(scopes.get("bot_optional", ()))
    events = document["settings"]["event_subscriptions"]["bot_events"]
    parts = [
        OPENING,
        "## Scopes\n",
        _scope_table(scope for scope in scopes["bot"] if scope not in optional),
        "## Optional scopes\n",
        "Sunrelay works without them. Whoever installs it may refuse them.\n",
        _scope_table(scope for scope in scopes["bot"] if scope in optional),
        APP_TOKEN,
        "## Events\n",
        "What Slack tells Sunrelay about, in the conversations it is in.\n",
        _event_table(events),
        "## What is stored\n",
        STORAGE,
        _table(("What", "In detail"), STORED.items()),
        "Not stored:\n",
        "".join(f"- {sentence}\n" for sentence in NOT_STORED),
    ]
    return "\n".join(parts)


def _scope_table(names: Iterable[str]) -> str:
    return _table(("Scope", "What needs it", "Lost without it"), ((f"`{name}`", *SCOPES[name]) for name in names))


def _event_table(names: Iterable[str]) -> str:
    rows = ((f"`{name}`", _scopes(name), *EVENTS[name]) for name in names)
    return _table(("Event", "Comes with", "What needs it", "Lost without it"), rows)


def _scopes(event: str) -> str:
    return ", ".join(f"`{scope}`" for scope in sorted(BOT_EVENTS[event]))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


if __name__ == "__main__":
    (ROOT / PAGE).write_text(permissions_page(manifest()), encoding="utf-8")
