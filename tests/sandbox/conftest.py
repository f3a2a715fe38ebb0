"""A workspace with three people, a clock that is turned by hand, and an app that notes what it is sent."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.sandbox import Form, Person, StandIn
from tests.sandbox.noting_app import MANIFEST, App, Json, app, client, kind_of

__all__ = ["MANIFEST", "App", "Json", "app", "client", "kind_of"]


class Clock:
    """Seconds since the epoch, turned by hand."""

    def __init__(self, seconds: float = 1_803_805_200.0) -> None:
        self.seconds = seconds

    def __call__(self) -> float:
        return self.seconds

    def forward(self, seconds: float) -> None:
        self.seconds += seconds


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
