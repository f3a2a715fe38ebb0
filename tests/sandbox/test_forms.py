"""Forms: inputs, checks, submissions."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from bot.sandbox import Form, Impossible, Person
from tests.sandbox.conftest import (
    App,
    Json,
    actions,
    answers_submission,
    button,
    chooser,
    modal,
    plain,
    section,
    text_input,
)

URGENCY = [{"text": plain(t), "value": t[0]} for t in ("critical", "watch", "steady")]


def test_what_was_put_in_is_sent(app: App, opens: Callable[..., Form], wei: Person) -> None:
    form = opens(
        text_input(),
        chooser("Urgency", "radio_buttons", options=URGENCY, initial_option=URGENCY[2]),
        chooser("To", "static_select", option_groups=[{"label": plain("g"), "options": URGENCY}], optional=True),
        chooser("By", "datetimepicker", optional=True),
        chooser("Owner", "users_select", optional=True),
        chooser("Day", "datepicker", optional=True),
        chooser("Several", "multi_static_select", options=URGENCY, optional=True),
        callback_id="hand_off", private_metadata="secret",
    )  # fmt: skip
    assert form.labels == ["Headline", "Urgency", "To", "By", "Owner", "Day", "Several"]
    assert form.choices("To") == ["critical", "watch", "steady"]
    form.fill("Headline", "Replica lags").choose("Urgency", "critical").choose("To", "wat")
    form.choose("By", datetime(2027, 3, 1, 9, tzinfo=UTC)).choose("Owner", "Jonas Weber").choose("Day", "2027-03-02")
    form.choose("Several", ["critical", "steady"])
    assert form.values == {
        "Headline": "Replica lags", "Urgency": "critical", "To": "watch", "By": "2027-03-01 17:00",
        "Owner": "Jonas Weber", "Day": "2027-03-02", "Several": "critical, steady",
    }  # fmt: skip
    assert "(•) critical" in form.text
    assert form.submit() == {}
    assert (form.status, wei.form) == ("ok", None)
    payload = app.last("view_submission")
    values = payload["view"]["state"]["values"]
    assert values["headline"]["value"] == {"type": "plain_text_input", "value": "Replica lags"}
    assert values["by"]["value"]["selected_date_time"] == 1_803_891_600
    assert values["owner"]["value"]["selected_user"] == "U0JON"
    assert values["urgency"]["value"]["selected_option"] == URGENCY[0]
    assert (payload["view"]["callback_id"], payload["view"]["private_metadata"]) == ("hand_off", "secret")


def test_the_client_checks_before_it_sends(app: App, opens: Callable[..., Form]) -> None:
    form = opens(
        text_input(),
        text_input("Next step", block_id="next", min_length=5, max_length=10, optional=True),
        chooser("Link", "url_text_input", optional=True),
        chooser("Count", "number_input", is_decimal_allowed=False, optional=True),
    )
    form.fill("Next step", "four").fill("Link", "nowhere").fill("Count", "many")
    assert form.submit() == {
        "Headline": "Please complete this required field.",
        "Next step": "Must be at least 5 characters.",
        "Link": "Please enter a valid URL.",
        "Count": "Please enter a number.",
    }
    form.fill("Next step", "😀" * 6)
    assert form.submit()["Next step"] == "Must be at most 10 characters."
    assert form.is_open
    assert [p for p in app.payloads if p.get("type") == "view_submission"] == []
    assert form.submit(bypass=True) == {}
    assert app.last("view_submission")["view"]["state"]["values"]["headline"]["value"]["value"] is None


def test_errors_stand_at_their_labels_and_the_form_stays(app: App, opens: Callable[..., Form]) -> None:
    form = opens(text_input(initial_value="x"))
    answers_submission(app, {"response_action": "errors", "errors": {"headline": "Too short."}})
    assert form.submit() == {"Headline": "Too short."}
    assert form.is_open


@pytest.mark.parametrize(
    "body",
    [
        {"response_action": "errors", "errors": {"elsewhere": "x"}},
        {"response_action": "errors", "errors": {}},
        {"response_action": "jump"},
        {"response_action": "update", "view": modal(section(""))},
        {"response_action": "push", "view": {"type": "home", "blocks": []}},
    ],
)
def test_an_answer_slack_does_not_understand(app: App, opens: Callable[..., Form], body: Json) -> None:
    form = opens(text_input(initial_value="x"))
    answers_submission(app, body)
    assert list(form.submit()) == [""]
    assert (form.status, form.is_open) == ("invalid_answer", True)


def test_an_app_that_does_not_answer_keeps_the_form_open(app: App, opens: Callable[..., Form]) -> None:
    form = opens(text_input(initial_value="x"))
    app.answers["view_submission"] = lambda _: (500, "")
    assert form.submit() == {"": "dispatch_failed"}
    assert form.is_open


def test_buttons_and_menus_in_a_form_report_with_the_view(app: App, opens: Callable[..., Form]) -> None:
    menu = {"type": "overflow", "action_id": "menu", "options": [{"text": plain("Drop"), "value": "d"}]}
    form = opens(text_input(), actions(button("More context", value="more"), menu))
    form.fill("Headline", "typed").press("More context")
    payload = app.last("block_actions")
    assert payload["actions"][0]["value"] == "more"
    assert payload["container"] == {"type": "view", "view_id": form.view.id}
    assert payload["view"]["state"]["values"]["headline"]["value"]["value"] == "typed"
    assert payload["view"]["hash"] == form.view.hash
    assert "response_url" not in payload
    form.pick("Drop")
    assert app.last("block_actions")["actions"][0]["selected_option"]["value"] == "d"


def test_inputs_report_only_where_they_say_so(app: App, opens: Callable[..., Form]) -> None:
    free = {"type": "section", "text": plain("Region"), "accessory": {
        "type": "static_select", "action_id": "region", "options": URGENCY}}  # fmt: skip
    config = {"trigger_actions_on": ["on_character_entered"]}
    form = opens(
        chooser("Quiet", options=URGENCY),
        chooser("Loud", options=URGENCY, dispatch_action=True),
        text_input("Search", block_id="search", dispatch_action=True, dispatch_action_config=config),
        text_input("Enter", block_id="enter", dispatch_action=True),
        free,
    )
    form.choose("Quiet", "watch").choose("Loud", "watch").choose("Region", "steady")
    form.fill("Search", "rep").fill("Enter", "x").fill("Enter", "xy", enter=True)
    reported = [p["actions"][0] for p in app.payloads if p.get("type") == "block_actions"]
    assert [a["block_id"] for a in reported][:1] == ["loud"]
    assert [a.get("value") for a in reported[2:]] == ["rep", "xy"]
    assert (len(reported), reported[1]["selected_option"]["value"]) == (4, "s")


def test_choices_from_the_app(app: App, opens: Callable[..., Form]) -> None:
    form = opens(chooser("To", "external_select", min_query_length=1))
    app.answers["block_suggestion"] = lambda p: (200, json.dumps({"options": URGENCY if p["value"] == "cri" else []}))
    form.choose("To", "cri")
    assert form.values["To"] == "critical"
    with pytest.raises(Impossible, match="No choice 'zzz'"):
        form.choose("To", "zzz")


def test_what_is_not_on_the_form(opens: Callable[..., Form]) -> None:
    form = opens(text_input(), chooser("Urgency", options=URGENCY))
    with pytest.raises(Impossible, match="No field 'Nothing' here, or several; there is: 'Headline', 'Urgency'"):
        form.fill("Nothing", "x")
    with pytest.raises(Impossible, match="chosen from"):
        form.fill("Urgency", "x")
    form.close()
    with pytest.raises(Impossible, match="not on the screen"):
        form.submit()
