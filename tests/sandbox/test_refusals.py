"""The Web API says no as Slack says it."""

import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.sandbox import Person, StandIn
from tests.sandbox.conftest import MANIFEST, Clock, refused, section

NO_SUCH: list[tuple[str, dict[str, Any], str]] = [
    ("chat.postMessage", {"channel": "C0NONE", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0FAR", "text": "x"}, "not_in_channel"),
    ("chat.postMessage", {"channel": "C0HID", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "#ops", "text": "x"}, "channel_not_found"),
    ("chat.postMessage", {"channel": "C0OPS"}, "no_text"),
    ("chat.postMessage", {"channel": "C0OPS", "text": ""}, "no_text"),
    ("chat.postMessage", {"text": "x"}, "invalid_arguments"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "x" * 40_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "😀" * 20_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": "C0OPS", "markdown_text": "x" * 12_001}, "msg_too_long"),
    ("chat.postMessage", {"channel": "C0OPS", "markdown_text": "x", "text": "y"}, "markdown_text_conflict"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "x", "thread_ts": "1.000001"}, "thread_not_found"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "x", "blocks": "{"}, "invalid_blocks_format"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "x", "username": "Somebody"}, "missing_scope"),
    ("chat.postMessage", {"channel": "C0OPS", "text": "x", "metadata": {"event_type": "x"}}, "invalid_metadata_format"),
    ("chat.postMessage", {"channel": "U0SUNBOT", "text": "x"}, "channel_not_found"),
    ("chat.update", {"channel": "C0OPS", "ts": "1.000001", "text": "x"}, "message_not_found"),
    ("chat.delete", {"channel": "C0OPS", "ts": "1.000001"}, "message_not_found"),
    ("chat.postEphemeral", {"channel": "C0OPS", "user": "U0NONE", "text": "x"}, "user_not_found"),
    ("chat.postEphemeral", {"channel": "C0SEC", "user": "U0JON", "text": "x"}, "user_not_in_channel"),
    ("chat.getPermalink", {"channel": "C0OPS", "message_ts": "1.000001"}, "message_not_found"),
    ("conversations.info", {"channel": "C0HID"}, "channel_not_found"),
    ("conversations.history", {"channel": "C0FAR"}, "not_in_channel"),
    ("conversations.history", {"channel": "C0OPS", "limit": 1000}, "invalid_limit"),
    ("conversations.history", {"channel": "C0OPS", "oldest": "soon"}, "invalid_ts_oldest"),
    ("conversations.history", {"channel": "C0OPS", "cursor": "bm9wZQ=="}, "invalid_cursor"),
    ("conversations.replies", {"channel": "C0OPS", "ts": "1.000001"}, "thread_not_found"),
    ("conversations.list", {"types": "rooms"}, "invalid_types"),
    ("conversations.open", {}, "users_list_not_supplied"),
    ("conversations.open", {"users": "U0NONE"}, "user_not_found"),
    ("conversations.open", {"users": "U0SUNBOT"}, "cannot_dm_bot"),
    ("conversations.open", {"channel": "C0OPS"}, "method_not_supported_for_channel_type"),
    ("users.info", {"user": "U0NONE"}, "user_not_found"),
    ("reactions.get", {"channel": "C0OPS", "timestamp": "1.000001"}, "message_not_found"),
    ("views.open", {"trigger_id": "x", "view": {"type": "home", "blocks": []}}, "invalid_arguments"),
    ("views.update", {"view_id": "V1", "view": {"type": "modal"}}, "invalid_arguments"),
    ("users.everything", {}, "unknown_method"),
]


@pytest.mark.parametrize("method, args, code", NO_SUCH)
def test_what_slack_refuses(client: WebClient, method: str, args: dict[str, Any], code: str) -> None:
    assert refused(lambda: client.api_call(method, json=args))["error"] == code


def test_a_refused_call_leaves_nothing_behind(slack: StandIn, client: WebClient) -> None:
    refused(lambda: client.chat_postMessage(channel="C0OPS", text="x", blocks=[section("")]))
    assert slack.messages("C0OPS") == []
    assert [c.ok for c in slack.calls] == [False]


def test_tokens(slack: StandIn) -> None:
    def error(token: str, method: str = "auth.test") -> str:
        return str(refused(lambda: WebClient(token, base_url=slack.api_url).api_call(method))["error"])

    assert error("") == "not_authed"
    assert error("xoxb-other") == "invalid_auth"
    assert error(slack.app_token) == "not_allowed_token_type"
    assert error(slack.bot_token, "apps.connections.open") == "not_allowed_token_type"
    slack.set_token_error("token_revoked")
    assert error(slack.bot_token) == "token_revoked"


def test_scopes_are_those_of_the_manifest_and_optional_ones_those_granted(clock: Clock) -> None:
    with StandIn(now=clock, manifest=MANIFEST, optional_scopes=["groups:history"]) as slack:
        slack.add_channel("C0OPS", "ops")
        client = WebClient(slack.bot_token, base_url=slack.api_url)
        granted = client.auth_test().headers["x-oauth-scopes"].split(",")
        assert "groups:history" in granted
        assert "channels:history" not in granted
        answer = refused(lambda: client.conversations_history(channel="C0OPS"))
        assert (answer["error"], answer["needed"]) == ("missing_scope", "channels:history")
        assert answer["provided"].split(",") == granted
        ts = client.chat_postMessage(channel="C0OPS", text="x")["ts"]
        reacting = refused(lambda: client.reactions_add(channel="C0OPS", timestamp=ts, name="eyes"))
        assert reacting["needed"] == "reactions:write"
        slack.set_scopes("channels:history")
        assert client.conversations_history(channel="C0OPS")["ok"]


def test_a_scope_that_is_not_optional_cannot_be_granted_as_one(clock: Clock) -> None:
    with pytest.raises(ValueError, match="files:write"):
        StandIn(now=clock, manifest=MANIFEST, optional_scopes=["files:write"])


def test_archived_channels_take_nothing(slack: StandIn, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0OPS", text="x")["ts"]
    slack.archive("C0OPS")
    calls = [
        lambda: client.chat_postMessage(channel="C0OPS", text="y"),
        lambda: client.chat_update(channel="C0OPS", ts=ts, text="y"),
        lambda: client.chat_delete(channel="C0OPS", ts=ts),
        lambda: client.reactions_add(channel="C0OPS", timestamp=ts, name="eyes"),
    ]
    assert [refused(c)["error"] for c in calls] == ["is_archived"] * 4
    slack.unarchive("C0OPS")
    assert client.chat_postMessage(channel="C0OPS", text="y")["ok"]


def test_a_channel_the_bot_was_taken_out_of(slack: StandIn, client: WebClient) -> None:
    ts = client.chat_postMessage(channel="C0SEC", text="x")["ts"]
    slack.remove_bot("C0SEC")
    assert refused(lambda: client.chat_update(channel="C0SEC", ts=ts, text="y"))["error"] == "channel_not_found"
    slack.remove_bot("C0OPS")
    assert refused(lambda: client.chat_postMessage(channel="C0OPS", text="y"))["error"] == "not_in_channel"


def test_a_deactivated_person_cannot_be_written_to(slack: StandIn, client: WebClient) -> None:
    dm = client.conversations_open(users="U0JON")["channel"]["id"]
    slack.set_user("U0JON", deleted=True)
    assert refused(lambda: client.conversations_open(users="U0JON"))["error"] == "user_disabled"
    assert refused(lambda: client.chat_postMessage(channel="U0JON", text="x"))["error"] == "channel_not_found"
    assert refused(lambda: client.chat_postMessage(channel=dm, text="x"))["error"] == "channel_not_found"


def test_only_its_own_messages_can_be_changed_and_no_ephemeral_ones(client: WebClient, wei: Person) -> None:
    theirs = wei.posts("ops", "mine").ts
    assert refused(lambda: client.chat_update(channel="C0OPS", ts=theirs, text="x"))["error"] == "cant_update_message"
    assert refused(lambda: client.chat_delete(channel="C0OPS", ts=theirs))["error"] == "cant_delete_message"
    hidden = client.chat_postEphemeral(channel="C0OPS", user="U0WEI", text="psst")["message_ts"]
    assert refused(lambda: client.chat_update(channel="C0OPS", ts=hidden, text="x"))["error"] == "message_not_found"


def test_metadata_has_a_size(client: WebClient) -> None:
    metadata = {"event_type": "delivery", "event_payload": {"key": "k" * 16_384}}
    answer = refused(lambda: client.chat_postMessage(channel="C0OPS", text="x", metadata=metadata))
    assert answer["error"] == "metadata_too_large"


def test_a_body_that_is_no_json(slack: StandIn) -> None:
    headers = {"Content-Type": "application/json", "Authorization": f"Bearer {slack.bot_token}"}
    request = urllib.request.Request(f"{slack.api_url}auth.test", b"{", headers)  # noqa: S310 - our own server
    with urllib.request.urlopen(request) as answer:  # noqa: S310 - our own server
        assert b"invalid_json" in answer.read()
