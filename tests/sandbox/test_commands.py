"""Slash commands, and what comes back."""

import json

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import Impossible, Person, StandIn
from tests.sandbox.conftest import App, Clock, Json, section


def test_the_payload_is_slacks(slack: StandIn, app: App, wei: Person) -> None:
    answer = wei.types("ops", "/handoff Replica lags")
    payload = app.last("command")
    assert (answer.ok, answer.messages, payload["text"], payload["channel_name"]) == (True, [], "Replica lags", "ops")
    assert payload["user_id"] == "U0WEI"
    assert payload["team_id"] == slack.team_id
    assert payload["response_url"].startswith(slack.url)
    wei.types(wei.dm, "/handoff list")
    assert app.last("command")["channel_name"] == "directmessage"
    wei.types("secret", "/handoff list")
    assert app.last("command")["channel_name"] == "privategroup"


def test_names_are_escaped_where_the_manifest_says_so(app: App, wei: Person) -> None:
    typed = "H-42 to @Jonas Weber in #ops & #secret, see https://example.com/a?b=1&c=2 <!channel> me@ops.example"
    wei.types("ops", f"/handoff {typed}")
    assert app.last("command")["text"] == (
        "H-42 to <@U0JON|jonas.weber> in <#C0OPS|ops> &amp; <#C0SEC|>, "
        "see <https://example.com/a?b=1&amp;c=2> &lt;!channel&gt; me@ops.example"
    )
    wei.types("ops", f"/raw {typed}")
    assert app.last("command")["text"] == typed


def test_an_answer_in_the_acknowledgement_is_seen_by_the_asker_alone(app: App, wei: Person, jonas: Person) -> None:
    app.answers["command"] = lambda _: (200, json.dumps({"text": "two", "blocks": [section("*two* wait")]}))
    answer = wei.types("ops", "/handoff list")
    assert (answer.text, answer.shown, len(answer.blocks)) == ("two", "two wait", 1)
    assert jonas.sees("ops") == []
    app.answers["command"] = lambda _: (200, "plain words")
    assert wei.types("ops", "/handoff list").text == "plain words"


def test_an_answer_for_the_channel_shows_the_command_too(app: App, wei: Person, jonas: Person) -> None:
    app.answers["command"] = lambda _: (200, json.dumps({"response_type": "in_channel", "text": "two wait"}))
    wei.types("ops", "/handoff list")
    assert [m.text for m in jonas.sees("ops")] == ["/handoff list", "two wait"]


def test_an_answer_slack_refuses_is_no_answer(app: App, wei: Person) -> None:
    app.answers["command"] = lambda _: (200, json.dumps({"blocks": [section("")]}))
    answer = wei.types("ops", "/handoff list")
    assert (answer.status, answer.text) == ("invalid_blocks", "Slack refused the app's answer: invalid_blocks")


def test_an_app_that_fails_or_is_gone(slack: StandIn, app: App, wei: Person) -> None:
    app.answers["command"] = lambda _: (500, "")
    answer = wei.types("ops", "/handoff list")
    assert (answer.status, answer.text) == ("dispatch_failed", '/handoff failed with the error "dispatch_failed"')

    def dying(body: str, headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
        raise RuntimeError(body + str(headers))

    slack.deliver_in_process(dying)
    assert wei.types("ops", "/handoff list").status == "dispatch_failed"
    assert "RuntimeError" in slack.deliveries[-1].outcomes[0].detail


def test_what_is_no_command_here(slack: StandIn, app: App, wei: Person) -> None:
    assert wei.types("ops", "/giphy cats").status == "not_a_command"
    assert slack.person("U0EXT").types("ops", "/handoff list").status == "not_a_command"
    root = wei.posts("ops", "root")
    assert wei.types("ops", "/handoff", thread=root).status == "not_in_threads"
    assert [p for p in app.payloads if "command" in p] == []


def test_what_a_client_does_not_let_people_do(slack: StandIn, wei: Person, jonas: Person) -> None:
    with pytest.raises(Impossible, match="no member of #secret"):
        jonas.types("C0SEC", "/handoff")
    slack.archive("C0OPS")
    with pytest.raises(Impossible, match="is archived"):
        wei.types("ops", "/handoff")
    slack.set_user("U0WEI", deleted=True)
    with pytest.raises(Impossible, match="no account"):
        wei.writes_to_bot("list")


def test_a_response_url_takes_five_answers_in_half_an_hour(app: App, wei: Person, clock: Clock) -> None:
    wei.types("far", "/handoff list")
    url = WebhookClient(app.last("command")["response_url"], retry_handlers=[])
    assert [url.send(text=str(n)).status_code for n in range(6)] == [200, 200, 200, 200, 200, 404]
    assert [m.text for m in wei.ephemerals] == ["0", "1", "2", "3", "4"]
    assert "used_url" in url.send(text="6").body
    wei.types("far", "/handoff list")
    late = WebhookClient(app.last("command")["response_url"], retry_handlers=[])
    clock.forward(1801)
    assert "expired_url" in late.send(text="late").body


def test_a_response_url_keeps_slacks_limits(app: App, wei: Person) -> None:
    wei.types("ops", "/handoff list")
    url = WebhookClient(app.last("command")["response_url"], retry_handlers=[])
    assert "invalid_blocks" in url.send(text="x", blocks=[section("")]).body
    assert "no_text" in url.send(text="").body
    assert "no_original_message" in url.send(text="x", replace_original=True).body


def test_a_direct_message_is_answered_in_the_dm(app: App, client: WebClient, wei: Person) -> None:
    def answer(payload: Json) -> tuple[int, str]:
        if "bot_id" not in payload["event"]:
            client.chat_postMessage(channel=payload["event"]["channel"], text=f"you said {payload['event']['text']}")
        return 200, ""

    app.answers["event_callback"] = answer
    said = wei.writes_to_bot("list & <more>")
    assert [m.text for m in said.messages] == ["you said list &amp; &lt;more&gt;"]
    assert said.shown == "you said list & <more>"
    assert [e["channel_type"] for e in app.events("message")] == ["im", "im"]
