"""A workspace with three people, a clock that is turned by hand, and an app that notes what it is sent."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Form, Person, StandIn

Json = dict[str, Any]

MANIFEST: Json = {
    "display_information": {"name": "Relay"},
    "features": {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
        "slash_commands": [{"command": "/handoff", "should_escape": True}, {"command": "/raw"}],
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


class Clock:
    """Seconds since the epoch, turned by hand."""

    def __init__(self, seconds: float = 1_803_805_200.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds

    def forward(self, seconds: float) -> None:
        self.seconds += seconds


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
def clock() -> Clock:
    return Clock()


@pytest.fixture
def slack(clock: Clock) -> Iterator[StandIn]:
    with StandIn(now=clock, manifest=MANIFEST) as stand_in:
        stand_in.add_user("U0WEI", "Wei Lin", tz="Asia/Singapore")
        stand_in.add_user("U0JON", "Jonas Weber", tz="Europe/Berlin")
        stand_in.add_user("U0EXT", "Eve Extern", tz="Europe/Paris", external_team="T0OTHER")
        stand_in.add_channel("C0OPS", "ops", members=["U0WEI", "U0JON", "U0EXT"])
        stand_in.add_channel("C0FAR", "far", members=["U0WEI"], bot=False)
        stand_in.add_channel("C0SEC", "secret", members=["U0WEI"], private=True)
        stand_in.add_channel("C0HID", "hidden", members=["U0WEI"], private=True, bot=False)
        yield stand_in


@pytest.fixture
def app(slack: StandIn) -> App:
    noting = App()
    slack.deliver_in_process(noting)
    return noting


@pytest.fixture
def client(slack: StandIn) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def wei(slack: StandIn) -> Person:
    return slack.person("U0WEI")


@pytest.fixture
def opens(app: App, client: WebClient, wei: Person) -> Callable[..., Form]:
    """Opens a modal for Wei by way of a command."""

    def open_it(*blocks: Json, **more: Any) -> Form:
        def answer(payload: Json) -> tuple[int, str]:
            client.views_open(trigger_id=payload["trigger_id"], view=modal(*blocks, **more))
            return 200, ""

        app.answers["command"] = answer
        form = wei.types("ops", "/handoff").form
        assert form is not None
        return form

    return open_it


@pytest.fixture
def jonas(slack: StandIn) -> Person:
    return slack.person("U0JON")


def refused(call: Callable[[], Any]) -> Json:
    """The answer of a call that Slack refuses."""
    with pytest.raises(SlackApiError) as caught:
        call()
    answer: Json = caught.value.response.data
    return answer


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str = "words") -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}}


def button(text: str = "Press", **more: Any) -> Json:
    return {"type": "button", "text": plain(text), "action_id": "press", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def text_input(label: str = "Headline", *, block_id: str = "headline", **more: Any) -> Json:
    outer: Json = {k: more.pop(k) for k in ("optional", "hint", "dispatch_action") if k in more}
    element = {"type": "plain_text_input", "action_id": "value", **more}
    return {"type": "input", "block_id": block_id, "label": plain(label), "element": element, **outer}


def modal(*blocks: Json, **more: Any) -> Json:
    return {"type": "modal", "title": plain("Hand off"), "submit": plain("Send"), "blocks": list(blocks), **more}


def chooser(label: str, kind: str = "static_select", **more: Any) -> Json:
    outer: Json = {k: more.pop(k) for k in ("optional", "dispatch_action") if k in more}
    element = {"type": kind, "action_id": "value", **more}
    return {"type": "input", "block_id": label.lower(), "label": plain(label), "element": element, **outer}


def answers_submission(app: App, body: Json) -> None:
    app.answers["view_submission"] = lambda _: (200, json.dumps(body))
