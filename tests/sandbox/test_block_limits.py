"""Each of Slack's limits, probed on both sides."""

from typing import Any

import pytest

from bot.sandbox.block_limits import check_message_blocks, check_view
from bot.sandbox.refusal import Refusal
from tests.sandbox.conftest import Json, actions, button, modal, plain, section, text_input


def option(text: str = "one", value: str = "1", **more: Any) -> Json:
    return {"text": plain(text), "value": value, **more}


def select(kind: str = "static_select", **more: Any) -> Json:
    return {"type": kind, "options": [option()], **more}


def confirm(**more: Any) -> Json:
    return {"title": plain("t"), "text": plain("x"), "confirm": plain("y"), "deny": plain("n"), **more}


def several(count: int, **more: Any) -> list[Json]:
    return [option(str(i), str(i), **more) for i in range(count)]


def image(**more: Any) -> Json:
    return {"type": "image", "image_url": "https://example.com/i.png", "alt_text": "a", **more}


def message(*blocks: Json) -> str:
    return _verdict(lambda: check_message_blocks(list(blocks)))


def view(*blocks: Json, **more: Any) -> str:
    return _verdict(lambda: check_view(modal(*blocks, **more)))


def _verdict(check: Any) -> str:
    try:
        check()
    except Refusal as refusal:
        return "; ".join(refusal.more.get("response_metadata", {}).get("messages", [refusal.code]))
    return ""


LIMITS: list[tuple[str, Any, Any]] = [
    ("blocks of a message", [section()] * 50, [section()] * 51),
    ("section text", [section("x" * 3000)], [section("x" * 3001)]),
    ("section text in UTF-16 units", [section("😀" * 1500)], [section("😀" * 1501)]),
    ("section text that is empty", [section("x")], [section("")]),
    ("section fields", [{"type": "section", "fields": [plain("x")] * 10}], [{"type": "section", "fields": [plain("x")] * 11}]),
    ("length of a field", [{"type": "section", "fields": [plain("x" * 2000)]}], [{"type": "section", "fields": [plain("x" * 2001)]}]),
    ("section with text or fields", [section()], [{"type": "section"}]),
    ("header", [{"type": "header", "text": plain("x" * 150)}], [{"type": "header", "text": plain("x" * 151)}]),
    ("header in mrkdwn", [{"type": "header", "text": plain("x")}], [{"type": "header", "text": {"type": "mrkdwn", "text": "x"}}]),
    ("context elements", [{"type": "context", "elements": [plain("x")] * 10}], [{"type": "context", "elements": [plain("x")] * 11}]),
    ("actions elements", [actions(*[button(action_id=str(i)) for i in range(25)])],
     [actions(*[button(action_id=str(i)) for i in range(26)])]),
    ("actions without elements", [actions(button())], [actions()]),
    ("block_id", [section() | {"block_id": "x" * 255}], [section() | {"block_id": "x" * 256}]),
    ("action_id", [actions(button(action_id="x" * 255))], [actions(button(action_id="x" * 256))]),
    ("button text", [actions(button("x" * 75))], [actions(button("x" * 76))]),
    ("button value", [actions(button(value="x" * 2000))], [actions(button(value="x" * 2001))]),
    ("button url", [actions(button(url="x" * 3000))], [actions(button(url="x" * 3001))]),
    ("button label", [actions(button(accessibility_label="x" * 75))], [actions(button(accessibility_label="x" * 76))]),
    ("button style", [actions(button(style="danger"))], [actions(button(style="warning"))]),
    ("button text in mrkdwn", [actions(button())], [actions(button() | {"text": {"type": "mrkdwn", "text": "x"}})]),
    ("overflow options", [actions({"type": "overflow", "options": several(5)})], [actions({"type": "overflow", "options": several(6)})]),
    ("select options", [actions(select(options=several(100)))], [actions(select(options=several(101)))]),
    ("select without options", [actions(select())], [actions(select(options=[]))]),
    ("groups", [actions({"type": "static_select", "option_groups": [{"label": plain("g"), "options": [option()]}] * 100})],
     [actions({"type": "static_select", "option_groups": [{"label": plain("g"), "options": [option()]}] * 101})]),
    ("options and groups", [actions(select())], [actions(select(option_groups=[{"label": plain("g"), "options": [option()]}]))]),
    ("placeholder", [actions(select(placeholder=plain("x" * 150)))], [actions(select(placeholder=plain("x" * 151)))]),
    ("option text", [actions(select(options=[option("x" * 75)]))], [actions(select(options=[option("x" * 76)]))]),
    ("option value", [actions(select(options=[option(value="x" * 75)]))], [actions(select(options=[option(value="x" * 76)]))]),
    ("option description", [actions(select(options=[option(description=plain("x" * 75))]))],
     [actions(select(options=[option(description=plain("x" * 76))]))]),
    ("initial option", [actions(select(initial_option=option()))], [actions(select(initial_option=option("two", "2")))]),
    ("radio options", [actions(select("radio_buttons", options=several(10)))], [actions(select("radio_buttons", options=several(11)))]),
    ("checkboxes", [actions(select("checkboxes", options=several(10)))], [actions(select("checkboxes", options=several(11)))]),
    ("confirm title", [actions(button(confirm=confirm(title=plain("x" * 100))))], [actions(button(confirm=confirm(title=plain("x" * 101))))]),
    ("confirm text", [actions(button(confirm=confirm(text=plain("x" * 300))))], [actions(button(confirm=confirm(text=plain("x" * 301))))]),
    ("confirm deny", [actions(button(confirm=confirm(deny=plain("x" * 30))))], [actions(button(confirm=confirm(deny=plain("x" * 31))))]),
    ("image url", [image(image_url="x" * 3000)], [image(image_url="x" * 3001)]),
    ("image alt text", [image(alt_text="x" * 2000)], [image(alt_text="x" * 2001)]),
    ("image title", [image(title=plain("x" * 2000))], [image(title=plain("x" * 2001))]),
    ("rows of a table", [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 100}],
     [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}]] * 101}]),
    ("same block_id twice", [section() | {"block_id": "a"}, section() | {"block_id": "b"}],
     [section() | {"block_id": "a"}, section() | {"block_id": "a"}]),
    ("same action_id twice", [actions(button(action_id="a"), button(action_id="b"))],
     [actions(button(action_id="a"), button(action_id="a"))]),
    ("date", [actions({"type": "datepicker", "initial_date": "2027-03-01"})], [actions({"type": "datepicker", "initial_date": "1.3.2027"})]),
    ("time", [actions({"type": "timepicker", "initial_time": "09:00"})], [actions({"type": "timepicker", "initial_time": "9:00"})]),
    ("date and time", [actions({"type": "datetimepicker", "initial_date_time": 1_803_805_200})],
     [actions({"type": "datetimepicker", "initial_date_time": 1_803_805_200_000})]),
    ("unknown property", [section()], [section() | {"color": "red"}]),
    ("unknown block", [{"type": "divider"}], [{"type": "banner"}]),
    ("typing in an actions block", [actions(button())], [actions({"type": "plain_text_input"})]),
    ("alert in a message", [section()], [{"type": "alert", "text": plain("x")}]),
    ("verbatim on plain text", [section()], [{"type": "section", "text": plain("x") | {"verbatim": True}}]),
]  # fmt: skip


@pytest.mark.parametrize("what, good, bad", LIMITS, ids=[what for what, _, _ in LIMITS])
def test_limits_of_messages(what: str, good: list[Json], bad: list[Json]) -> None:
    assert message(*good) == "", what
    assert message(*bad) != "", what


VIEW_LIMITS: list[tuple[str, Json, Json]] = [
    ("blocks", {"blocks": [section()] * 100}, {"blocks": [section()] * 101}),
    ("title", {"title": plain("x" * 24)}, {"title": plain("x" * 25)}),
    ("submit", {"submit": plain("x" * 24)}, {"submit": plain("x" * 25)}),
    ("close", {"close": plain("x" * 24)}, {"close": plain("x" * 25)}),
    ("private_metadata", {"private_metadata": "x" * 3000}, {"private_metadata": "x" * 3001}),
    ("callback_id", {"callback_id": "x" * 255}, {"callback_id": "x" * 256}),
    ("external_id", {"external_id": "x" * 255}, {"external_id": "x" * 256}),
    ("label", {"blocks": [text_input("x" * 2000)]}, {"blocks": [text_input("x" * 2001)]}),
    ("hint", {"blocks": [text_input(hint=plain("x" * 2000))]}, {"blocks": [text_input(hint=plain("x" * 2001))]}),
    ("max_length", {"blocks": [text_input(max_length=3000)]}, {"blocks": [text_input(max_length=3001)]}),
    ("min_length", {"blocks": [text_input(min_length=5, max_length=5)]}, {"blocks": [text_input(min_length=6, max_length=5)]}),
    ("initial_value", {"blocks": [text_input(initial_value="x" * 9, max_length=9)]},
     {"blocks": [text_input(initial_value="x" * 10, max_length=9)]}),
    ("a button as input", {"blocks": [text_input()]},
     {"blocks": [{"type": "input", "label": plain("x"), "element": button()}]}),
    ("markdown in a modal", {"blocks": [section()]}, {"blocks": [{"type": "markdown", "text": "x"}]}),
    ("unknown property", {}, {"colour": "red"}),
]  # fmt: skip


@pytest.mark.parametrize("what, good, bad", VIEW_LIMITS, ids=[what for what, _, _ in VIEW_LIMITS])
def test_limits_of_views(what: str, good: Json, bad: Json) -> None:
    assert _verdict(lambda: check_view(modal(section()) | good)) == "", what
    assert _verdict(lambda: check_view(modal(section()) | bad)) != "", what


def test_a_form_with_inputs_needs_a_button_that_sends_it() -> None:
    without = {k: v for k, v in modal(text_input()).items() if k != "submit"}
    assert "submit" in _verdict(lambda: check_view(without))


def test_a_view_has_a_size() -> None:
    assert _verdict(lambda: check_view(modal(*[section("x" * 2900)] * 90))) == "view_too_large"


def test_a_message_has_a_sum_of_text() -> None:
    assert message(*[section("x" * 2750)] * 4) == ""
    assert message(*[section("x" * 2751)] * 4) == "msg_blocks_too_long"


def test_the_place_of_a_mistake_is_named_as_slack_names_it() -> None:
    assert message(section(), actions(button("x" * 76))) == (
        "[ERROR] must be less than 76 characters [json-pointer:/blocks/1/elements/0/text/text]"
    )
