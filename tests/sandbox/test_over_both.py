"""What people and other apps do reaches an app behind a URL and one on a Socket Mode connection alike."""

from collections.abc import Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.socket_mode import SocketModeClient
from slack_sdk.socket_mode.client import BaseSocketModeClient
from slack_sdk.socket_mode.request import SocketModeRequest
from slack_sdk.socket_mode.response import SocketModeResponse

from bot.sandbox import Person, StandIn
from tests.sandbox.conftest import Json, modal, section
from tests.sandbox.test_http_delivery import PATIENCE, Endpoint, endpoint, eventually

__all__ = ["endpoint"]

# What no two deliveries have in common.
ONCE = ("event_id", "event_context", "event_ts", "trigger_id", "response_url", "action_ts", "event_time")
Wired = list[Json]


@pytest.fixture
def over_http(slack: StandIn, endpoint: Endpoint) -> Wired:
    slack.deliver_http(endpoint.url, seconds=PATIENCE)
    return endpoint.payloads


@pytest.fixture
def over_socket(slack: StandIn, client: WebClient) -> Iterator[Wired]:
    seen: Wired = []

    def note(connection: BaseSocketModeClient, request: SocketModeRequest) -> None:
        seen.append(request.payload)
        connection.send_socket_mode_response(SocketModeResponse(envelope_id=request.envelope_id))

    connection = SocketModeClient(slack.app_token, web_client=client)
    connection.socket_mode_request_listeners.append(note)
    slack.deliver_by_socket(seconds=PATIENCE)
    connection.connect()
    eventually(lambda: slack.sockets.count == 1)
    yield seen
    connection.auto_reconnect_enabled = False
    slack.sockets.cut()
    connection.close()


@pytest.fixture(params=["over_http", "over_socket"])
def wired(request: pytest.FixtureRequest) -> Wired:
    found: Wired = request.getfixturevalue(request.param)
    return found


def events(wired: Wired) -> list[tuple[str, str]]:
    found = [payload["event"] for payload in wired if payload["type"] == "event_callback"]
    return [(event["type"], event.get("subtype", "")) for event in found]


def test_messages_files_edits_deletions_and_tombstones(slack: StandIn, wired: Wired, wei: Person) -> None:
    root = wei.posts_file("ops", "lag.png")
    reply = wei.replies(root, "one")
    wei.edits(reply, "two")
    slack.bot_posts("C0OPS", "lag is 40 s", thread=root)
    slack.bot_posts("C0OPS", "deployed", old=True)
    wei.reacts(reply, "warning")
    wei.deletes(reply)
    wei.deletes(root)
    expected = [
        ("message", "file_share"), ("message", ""), ("message", "message_changed"), ("message", ""),
        ("message", "bot_message"), ("reaction_added", ""), ("message", "message_deleted"),
        ("message", "message_changed"),
    ]  # fmt: skip
    eventually(lambda: len(wired) == len(expected))
    assert events(wired) == expected
    assert wired[-1]["event"]["message"]["subtype"] == "tombstone"


def test_shortcuts_closed_forms_and_the_home_tab(wired: Wired, client: WebClient, wei: Person) -> None:
    message = wei.posts("ops", "something broke")
    assert wei.uses_shortcut("Hand this off", message).ok
    trigger = next(payload["trigger_id"] for payload in wired if payload["type"] == "message_action")
    client.views_open(trigger_id=trigger, view=modal(section(), notify_on_close=True))
    form = wei.form
    assert form is not None
    form.close()
    assert form.status == "ok"
    client.views_publish(user_id="U0WEI", view={"type": "home", "blocks": [section("home")]})
    assert wei.opens_home() == "home"
    assert [payload["type"] for payload in wired] == [
        "event_callback", "message_action", "view_closed", "event_callback",
    ]  # fmt: skip
    assert wired[-1]["event"]["view"]["type"] == "home"


def test_both_bring_the_same(slack: StandIn, over_http: Wired, request: pytest.FixtureRequest, wei: Person) -> None:
    message = wei.posts("ops", "x")

    def acts() -> None:
        wei.reacts(message, "eyes")
        wei.unreacts(message, "eyes")
        wei.uses_shortcut("Hand this off", message)

    acts()
    eventually(lambda: len(over_http) == 4)
    over_socket: Wired = request.getfixturevalue("over_socket")
    acts()
    eventually(lambda: len(over_socket) == 3)
    assert [_timeless(one) for one in over_http[1:]] == [_timeless(one) for one in over_socket]
    assert slack.deliveries[-1].envelope["type"] == "interactive"


def _timeless(value: Any) -> Any:
    """The same without what no two deliveries have in common."""
    if isinstance(value, dict):
        return {key: _timeless(one) for key, one in value.items() if key not in ONCE}
    return value
