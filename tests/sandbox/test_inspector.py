"""The inspector: what the app sent to make each message and view, and what Slack sent for each act."""

import json
from collections.abc import Callable

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import Form, Person, StandIn
from bot.sandbox.inspector import Inspector
from tests.sandbox.conftest import App, Clock, Json, actions, button, refused, section, text_input


def names(records: list[Json]) -> list[tuple[str, str]]:
    return [(one["by"], one["name"]) for one in records]


def about(slack: StandIn, channel: str, ts: str) -> list[Json]:
    return [one.as_json() for one in slack.inspector.about_message(channel, ts)]


@pytest.mark.usefixtures("app")
def test_a_message_its_edits_and_what_was_done_on_it(
    slack: StandIn, client: WebClient, wei: Person, clock: Clock
) -> None:
    blocks = [section("*H-42*"), actions(button("Claim"))]
    ts = client.chat_postMessage(channel="C0OPS", text="H-42", blocks=blocks)["ts"]
    client.chat_postMessage(channel="C0OPS", text="another")
    card = slack.messages("C0OPS")[0]
    wei.presses(card, "Claim")
    wei.reacts(card, "eyes")
    clock.forward(60)
    client.chat_update(channel="C0OPS", ts=ts, text="done")
    found = about(slack, "C0OPS", ts)
    assert names(found) == [
        ("app", "chat.postMessage"), ("slack", "message"), ("slack", "block_actions"), ("slack", "reaction_added"),
        ("app", "chat.update"),
    ]  # fmt: skip
    assert found[0]["content"]["blocks"] == blocks, "as it was sent, and unpacked"
    assert (found[2]["user"], found[2]["content"]["actions"][0]["action_id"]) == ("U0WEI", "press")
    assert found[2]["answer"] == {"status": 200, "body": "", "error": ""}
    assert found[4]["at"] == found[0]["at"] + 60
    json.dumps(found)


def test_what_the_app_answers_a_command_with(slack: StandIn, app: App, wei: Person) -> None:
    app.answers["command"] = lambda _: (200, json.dumps({"text": "here is help"}))
    answer = wei.types("ops", "/handoff help")
    assert answer.message is not None
    assert names(about(slack, "C0OPS", answer.message.ts)) == [("app", "answer")]
    command = [one for one in slack.inspector.records() if one.by == "slack"][-1]
    assert (command.name, command.user, command.content["text"]) == ("/handoff", "U0WEI", "help")
    assert json.loads(command.answer["body"]) == {"text": "here is help"}
    assert "x-slack-signature" in command.envelope["headers"]
    WebhookClient(command.content["response_url"], retry_handlers=[]).send(text="more")
    assert names(about(slack, "C0OPS", wei.ephemerals[-1].ts)) == [("app", "response_url")]


def test_a_view_and_the_home_tab(slack: StandIn, client: WebClient, wei: Person, opens: Callable[..., Form]) -> None:
    form = opens(text_input())
    form.fill("Headline", "x").submit()
    found = [one.as_json() for one in slack.inspector.about_view(form.view.id)]
    assert names(found) == [("app", "views.open"), ("slack", "view_submission")]
    client.views_publish(user_id="U0WEI", view={"type": "home", "blocks": [section()]})
    home = wei.home
    assert home is not None
    wei.opens_home()
    found = [one.as_json() for one in slack.inspector.about_view(home.view.id)]
    assert names(found) == [("app", "views.publish"), ("slack", "app_home_opened")]


def test_what_only_reads_is_left_out_and_what_is_refused_is_told(slack: StandIn, client: WebClient) -> None:
    client.users_list()
    assert slack.inspector.records() == []
    slack.faults.next("chat.postMessage", "ratelimited", retry_after=1)
    assert refused(lambda: client.chat_postMessage(channel="C0OPS", text="x"))["error"] == "ratelimited"
    assert [one.answer for one in slack.inspector.records()] == [{"ok": False, "error": "ratelimited"}]


def test_it_forgets_what_is_old_and_counts_on() -> None:
    inspector = Inspector(lambda: 0.0, kept=3)
    for number in range(5):
        inspector.note_call("chat.postMessage", {"text": str(number)}, {"ok": True})
    assert [one.number for one in inspector.records()] == [3, 4, 5]
    assert [one.content["text"] for one in inspector.records(after=4)] == ["4"]
