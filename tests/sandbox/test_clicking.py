"""Buttons, menus, emoji and shortcuts on messages."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.sandbox import Impossible, Message, Person, StandIn
from tests.sandbox.conftest import App, actions, button, plain, section

MENU = {
    "type": "overflow",
    "action_id": "more",
    "options": [{"text": plain("Send back"), "value": "back"}, {"text": plain("Full note"), "value": "note"}],
}
SURE = {"title": plain("Sure?"), "text": plain("Really?"), "confirm": plain("Yes"), "deny": plain("No")}


@pytest.fixture
def card(slack: StandIn, client: WebClient) -> Message:
    blocks = [section("H-42"), actions(button("Claim H-42", value="42"), button("Open", action_id="open"), MENU)]
    client.chat_postMessage(channel="C0OPS", text="H-42", blocks=blocks)
    return slack.messages("C0OPS")[-1]


def test_a_button_reports_itself_and_its_message(slack: StandIn, app: App, wei: Person, card: Message) -> None:
    assert (card.buttons, card.options) == (["Claim H-42", "Open"], ["Send back", "Full note"])
    assert wei.presses(card, "Claim").ok
    payload = app.last("block_actions")
    action = payload["actions"][0]
    assert (action["action_id"], action["value"], action["type"]) == ("press", "42", "button")
    assert action["text"]["text"] == "Claim H-42"
    assert payload["container"]["message_ts"] == payload["message"]["ts"] == card.ts
    assert (payload["channel"], payload["user"]["id"]) == ({"id": "C0OPS", "name": "ops"}, "U0WEI")
    assert payload["user"]["team_id"] == payload["team"]["id"] == slack.team_id
    assert payload["api_app_id"] == "A0SUN"


def test_somebody_from_another_company_is_named_as_such(slack: StandIn, app: App, card: Message) -> None:
    slack.person("U0EXT").presses(card, "Claim")
    assert app.last("block_actions")["user"]["team_id"] == "T0OTHER"


def test_a_menu_reports_the_option(app: App, wei: Person, card: Message) -> None:
    wei.chooses(card, "Send back")
    assert app.last("block_actions")["actions"][0]["selected_option"]["value"] == "back"
    with pytest.raises(Impossible, match="No menu entry 'Drop'"):
        wei.chooses(card, "Drop")


def test_a_dialog_can_be_declined(app: App, client: WebClient, slack: StandIn, wei: Person) -> None:
    client.chat_postMessage(channel="C0OPS", text="x", blocks=[actions(button("Cancel", confirm=SURE))])
    message = slack.messages("C0OPS")[0]
    assert wei.presses(message, "Cancel", confirm=False).ok
    assert [p for p in app.payloads if p["type"] == "block_actions"] == []
    wei.presses(message, "Cancel")
    assert app.last("block_actions")["actions"][0]["action_id"] == "press"


def test_the_response_url_of_a_click_changes_the_message_even_an_ephemeral_one(
    app: App, client: WebClient, wei: Person, card: Message
) -> None:
    wei.presses(card, "Open")
    url = WebhookClient(app.last("block_actions")["response_url"], retry_handlers=[])
    url.send(text="only you")
    assert [(m.text, m.ephemeral) for m in wei.sees("ops")] == [("H-42", False), ("only you", True)]
    url.send(text="done", replace_original=True)
    assert (card.text, card.buttons, card.edits) == ("done", [], 1)
    client.chat_postEphemeral(channel="C0OPS", user="U0WEI", text="psst", blocks=[actions(button("Why?"))])
    secret = wei.ephemerals[-1]
    wei.presses(secret, "Why?")
    payload = app.last("block_actions")
    assert payload["container"]["is_ephemeral"]
    assert "message" not in payload
    WebhookClient(payload["response_url"], retry_handlers=[]).send(text="gone", delete_original=True)
    assert secret.deleted
    assert [m.text for m in wei.ephemerals] == ["only you"]


def test_what_one_does_not_see_one_cannot_press(
    slack: StandIn, client: WebClient, jonas: Person, card: Message
) -> None:
    client.chat_postEphemeral(channel="C0OPS", user="U0WEI", text="psst", blocks=[actions(button())])
    with pytest.raises(Impossible, match="does not see"):
        jonas.presses(slack.person("U0WEI").ephemerals[0], "Press")
    client.chat_delete(channel="C0OPS", ts=card.ts)
    with pytest.raises(Impossible, match="deleted"):
        jonas.presses(card, "Claim")
    client.chat_postMessage(channel="C0SEC", text="x", blocks=[actions(button())])
    with pytest.raises(Impossible, match="does not see"):
        jonas.presses(slack.messages("C0SEC")[0], "Press")


def test_emoji(app: App, wei: Person, jonas: Person, card: Message) -> None:
    wei.reacts(card, "raising_hand::skin-tone-3")
    jonas.reacts(card, ":eyes:")
    wei.unreacts(card, "raising_hand::skin-tone-3")
    assert card.reactions == {"eyes": ("U0JON",)}
    added, _, removed = (e for e in app.events() if "reaction" in e["type"])
    assert (added["type"], removed["type"], added["reaction"]) == (
        "reaction_added", "reaction_removed", "raising_hand::skin-tone-3",
    )  # fmt: skip
    assert added["item"] == {"type": "message", "channel": "C0OPS", "ts": card.ts}
    assert (added["item_user"], added["user"]) == ("U0SUNBOT", "U0WEI")
    assert removed["event_ts"] > added["event_ts"]
    with pytest.raises(Impossible, match="already_reacted"):
        jonas.reacts(card, "eyes")
    with pytest.raises(Impossible, match="no_reaction"):
        wei.unreacts(card, "eyes")


def test_the_message_shortcut_works_in_threads_too(app: App, wei: Person, jonas: Person) -> None:
    root = wei.posts("ops", "something broke")
    reply = jonas.replies(root, "I am *looking*")
    wei.uses_shortcut("Hand this off", reply)
    payload = app.last("message_action")
    assert (payload["callback_id"], payload["message"]["text"]) == ("hand_off_message", "I am *looking*")
    assert payload["message"]["thread_ts"] == root.ts
    assert payload["message_ts"] == reply.ts
    assert set(payload) == {
        "type", "token", "action_ts", "team", "user", "channel", "is_enterprise_install", "enterprise", "callback_id",
        "trigger_id", "response_url", "message_ts", "message",
    }  # fmt: skip
    assert (payload["channel"], payload["user"]["id"]) == ({"id": "C0OPS", "name": "ops"}, "U0WEI")
    wei.uses_shortcut("New item")
    assert app.last("shortcut")["callback_id"] == "new_item"
    assert "response_url" not in app.last("shortcut")


def test_an_app_that_fails_shows_in_the_answer(app: App, wei: Person, card: Message) -> None:
    app.answers["block_actions"] = lambda _: (500, "")
    assert wei.presses(card, "Claim").status == "dispatch_failed"


def test_people_act_at_the_same_time(slack: StandIn, app: App, card: Message) -> None:
    crowd = [slack.add_user(f"U{n:03}", f"Person {n}").id for n in range(16)]
    slack.add_channel("C0CROWD", "crowd", members=crowd)
    with ThreadPoolExecutor(16) as pool:
        list(pool.map(lambda who: slack.person(who).presses(card, "Claim"), crowd))
        list(pool.map(lambda who: slack.person(who).posts("crowd", "me too"), crowd))
    clicks = [p for p in app.payloads if p["type"] == "block_actions"]
    assert sorted(p["user"]["id"] for p in clicks) == crowd
    assert len({p["trigger_id"] for p in clicks}) == 16
    assert len({m.ts for m in slack.messages("C0CROWD")}) == 16
    assert len(app.events("message")) == 16 + 1
