"""Modals come up, change, stand on each other and go."""

from collections.abc import Callable

import pytest
from slack_sdk import WebClient

from bot.sandbox import Form, Impossible, Person, StandIn
from tests.sandbox.conftest import (
    MANIFEST,
    App,
    Clock,
    Json,
    actions,
    answers_submission,
    button,
    chooser,
    modal,
    plain,
    refused,
    section,
    text_input,
)


def test_an_update_after_sending_and_a_push(app: App, opens: Callable[..., Form], wei: Person) -> None:
    form = opens(text_input(initial_value="x"))
    answers_submission(app, {"response_action": "update", "view": modal(section("sure?"), title=plain("Sure?"))})
    assert form.submit() == {}
    assert form.title == "Sure?"
    for depth in ("two", "three"):
        answers_submission(app, {"response_action": "push", "view": modal(section("x"), title=plain(depth))})
        top = wei.form
        assert top is not None
        assert top.submit() == {}
    assert wei.form is not None
    assert wei.form.title == "three"
    assert "push_limit_reached" in wei.form.submit()[""]
    wei.form.close()
    assert wei.form.title == "two"
    answers_submission(app, {"response_action": "clear"})
    wei.form.submit()
    assert wei.form is None


def test_views_update_keeps_what_was_typed_where_ids_stay(opens: Callable[..., Form], client: WebClient) -> None:
    form = opens(text_input(), text_input("Why", block_id="why", optional=True))
    form.fill("Headline", "typed").fill("Why", "typed too")
    changed = [text_input("Title", initial_value="other"), text_input("Why", block_id="why2", initial_value="new")]
    client.views_update(view_id=form.view.id, hash=form.view.hash, view=modal(*changed))
    assert form.values == {"Title": "typed", "Why": "new"}


def test_views_update_refuses_a_stale_hash_and_a_closed_form(opens: Callable[..., Form], client: WebClient) -> None:
    form = opens(text_input(), external_id="mine")
    stale = form.view.hash
    client.views_update(external_id="mine", view=modal(text_input(), external_id="mine"))
    view = modal(text_input())
    assert refused(lambda: client.views_update(view_id=form.view.id, hash=stale, view=view))["error"] == "hash_conflict"
    form.close()
    assert refused(lambda: client.views_update(view_id=form.view.id, view=view))["error"] == "not_found"


def test_trigger_ids_work_once_and_for_three_seconds(
    app: App, client: WebClient, wei: Person, jonas: Person, clock: Clock
) -> None:
    def open_for(person: Person) -> Json:
        person.types("ops", "/handoff")
        return {"trigger_id": app.last("command")["trigger_id"], "view": modal(section("x"))}

    used = open_for(wei)
    client.views_open(**used)
    assert wei.form is not None
    assert refused(lambda: client.views_open(**used))["error"] == "exchanged_trigger_id"
    late = open_for(jonas)
    clock.forward(3.1)
    assert refused(lambda: client.views_open(**late))["error"] == "expired_trigger_id"
    invented: Json = {"trigger_id": "1.2.abc", "view": modal(section("x"))}
    assert refused(lambda: client.views_open(**invented))["error"] == "invalid_trigger_id"
    assert jonas.form is None


def test_a_view_slack_refuses_spends_no_trigger(app: App, client: WebClient, wei: Person) -> None:
    wei.types("ops", "/handoff")
    trigger = app.last("command")["trigger_id"]
    bad = refused(lambda: client.views_open(trigger_id=trigger, view=modal(title=plain("x" * 25))))
    assert (bad["error"], bad["response_metadata"]["messages"]) == (
        "invalid_arguments", ["[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"],
    )  # fmt: skip
    assert client.views_open(trigger_id=trigger, view=modal(section("x")))["ok"]


def test_closing_tells_only_an_app_that_asked(app: App, opens: Callable[..., Form], wei: Person) -> None:
    opens(text_input()).close()
    assert [p for p in app.payloads if p.get("type") == "view_closed"] == []
    opens(text_input(), notify_on_close=True, callback_id="x").close()
    assert app.last("view_closed")["view"]["callback_id"] == "x"
    assert wei.form is None


def test_a_closed_form_tells_nothing_of_what_stood_in_it(app: App, opens: Callable[..., Form]) -> None:
    opens(text_input(), notify_on_close=True).fill("Headline", "half a thought").close()
    payload = app.last("view_closed")
    assert payload["view"]["state"] == {"values": {}}
    assert set(payload) == {
        "type", "team", "user", "api_app_id", "token", "view", "is_cleared", "is_enterprise_install", "enterprise",
    }  # fmt: skip
    assert (payload["is_cleared"], payload["user"]["id"], payload["api_app_id"]) == (False, "U0WEI", "A0SUN")


def test_a_views_push_needs_an_act_in_a_modal(
    app: App, opens: Callable[..., Form], client: WebClient, wei: Person
) -> None:
    form = opens(actions(button()))
    form.press("Press")
    inside = app.last("block_actions")["trigger_id"]
    client.views_push(trigger_id=inside, view=modal(section("x"), title=plain("on top")))
    assert wei.form is not None
    assert wei.form.title == "on top"
    assert not form.is_open
    outside = app.last("command")["trigger_id"]
    assert (
        refused(lambda: client.views_push(trigger_id=outside, view=modal(section("x"))))["error"]
        == "exchanged_trigger_id"
    )


def test_the_home_tab(app: App, client: WebClient, wei: Person, slack: StandIn) -> None:
    home = {"type": "home", "blocks": [section("*Two* wait")]}
    client.views_publish(user_id="U0WEI", view=home)
    assert wei.opens_home() == "Two wait"
    event = app.events("app_home_opened")[0]
    assert (event["tab"], event["view"]["type"]) == ("home", "home")
    assert slack.person("U0JON").opens_home() == ""


def test_the_home_tab_can_be_worked_with(app: App, client: WebClient, wei: Person, jonas: Person) -> None:
    menu = chooser("Zone", options=[{"text": plain("Berlin"), "value": "b"}], dispatch_action=True)
    rows = actions(button("Claim H-1", value="1"), button("Claim H-1", value="2", action_id="other"))
    blocks = [section(), rows, menu]
    client.views_publish(user_id="U0WEI", view={"type": "home", "blocks": blocks})
    home = wei.home
    assert home is not None
    assert home.press("Claim H-1", which=1).status == "ok"
    payload = app.last("block_actions")
    assert (payload["actions"][0]["value"], payload["view"]["type"]) == ("2", "home")
    assert payload["container"] == {"type": "view", "view_id": payload["view"]["id"]}
    assert not {"channel", "message", "response_url"} & set(payload)
    inside = payload["trigger_id"]
    assert refused(lambda: client.views_push(trigger_id=inside, view=modal(section())))["error"] == "not_found"
    home.choose("Zone", "Berlin")
    client.views_open(trigger_id=app.last("block_actions")["trigger_id"], view=modal(section()))
    assert (wei.form is not None, jonas.home) == (True, None)
    client.views_publish(user_id="U0WEI", view={"type": "home", "blocks": [section("nothing")]})
    assert home.text == "nothing"


def test_without_a_home_tab_there_is_none_to_open(clock: Clock) -> None:
    features: Json = {**MANIFEST["features"], "app_home": {"home_tab_enabled": False, "messages_tab_enabled": True}}
    with StandIn(now=clock, manifest=MANIFEST | {"features": features}) as slack:
        noting = App()
        slack.deliver_in_process(noting)
        slack.add_user("U0WEI", "Wei Lin")
        with pytest.raises(Impossible, match="no Home tab"):
            slack.person("U0WEI").opens_home()
        slack.person("U0WEI").opens_home("messages")
        assert [(e["tab"], "view" in e) for e in noting.events("app_home_opened")] == [("messages", False)]
