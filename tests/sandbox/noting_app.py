"""An app that notes what it is sent, the manifest it is installed with, and a client that calls Slack as it would."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk import WebClient

from bot.sandbox import StandIn

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Relay"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [
            {"command": "/handoff", "should_escape": True, "usage_hint": "[headline]"}, {"command": "/raw"},
        ],
        "shortcuts": [
            {"name": "Hand this off", "type": "message", "callback_id": "hand_off_message"},
            {"name": "New item", "type": "global", "callback_id": "new_item"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "channels:history", "channels:read", "chat:write", "commands", "groups:history", "groups:read",
                "im:history", "im:read", "im:write", "reactions:read", "reactions:write", "users:read",
                "app_mentions:read",
            ],
            "bot_optional": ["channels:history", "groups:history", "reactions:write"],
        }
    },
    "settings": {
        "interactivity": {"is_enabled": True},
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened", "app_mention", "channel_archive", "channel_deleted", "channel_left",
                "channel_rename", "channel_unarchive", "group_archive", "group_left", "member_joined_channel",
                "member_left_channel",
                "message.channels", "message.groups", "message.im", "reaction_added", "reaction_removed", "team_join",
                "user_change",
            ]
        },
    },
}  # fmt: skip


@dataclass
class App:
    """An app in this process: keeps every payload, and answers what `answers` says for its kind."""

    payloads: list[Json] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    answers: dict[str, Callable[[Json], tuple[int, str]]] = field(default_factory=dict)

    def __call__(self, body: str, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
        payload = read(body, headers)
        self.payloads.append(payload)
        self.headers.append(headers)
        answering = self.answers.get(kind_of(payload))
        status, text = answering(payload) if answering else (200, "")
        return status, {}, text

    def events(self, kind: str | None = None) -> list[Json]:
        found = [p["event"] for p in self.payloads if p.get("type") == "event_callback"]
        return [e for e in found if kind in (None, e["type"])]

    def last(self, kind: str) -> Json:
        return [p for p in self.payloads if kind_of(p) == kind][-1]


def read(body: str, headers: dict[str, str]) -> Json:
    """The payload of a request, whichever way it is encoded."""
    if headers["content-type"] == "application/json":
        return dict(json.loads(body))
    form = {k: v[0] for k, v in parse_qs(body, keep_blank_values=True).items()}
    return dict(json.loads(form["payload"])) if "payload" in form else form


def kind_of(payload: Json) -> str:
    return "command" if "command" in payload else str(payload["type"])


@pytest.fixture
def app(slack: StandIn) -> App:
    noting = App()
    slack.deliver_in_process(noting)
    return noting


@pytest.fixture
def client(slack: StandIn) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])
