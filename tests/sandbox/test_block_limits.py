"""Each of Slack's limits, probed on both sides."""

from collections.abc import Callable
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


def picker(kind: str, what: str, value: object) -> list[Json]:
    return [actions({"type": kind, f"initial_{what}": value})]


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


def words(count: int) -> str:
    return "x" * count


def pick(**more: Any) -> list[Json]:
    return [actions(select(**more))]


def press(**more: Any) -> list[Json]:
    return [actions(button(**more))]


def asks(**more: Any) -> list[Json]:
    return press(confirm=confirm(**more))


def group(**more: Any) -> Json:
    return {"label": plain("g"), "options": [option()], **more}


def fields(count: int, length: int = 1) -> list[Json]:
    return [{"type": "section", "fields": [plain(words(length))] * count}]


def cells(rows: int, columns: int) -> list[Json]:
    return [{"type": "table", "rows": [[{"type": "raw_text", "text": "x"}] * columns] * rows}]


# what is limited, a message with so many of it, and how many Slack takes
NUMBERS: list[tuple[str, Callable[[int], list[Json]], int]] = [
    ("blocks of a message", lambda n: [section()] * n, 50),
    ("section text", lambda n: [section(words(n))], 3000),
    ("section text in UTF-16 units", lambda n: [section("😀" * n)], 1500),
    ("section fields", fields, 10),
    ("length of a field", lambda n: fields(1, n), 2000),
    ("header", lambda n: [{"type": "header", "text": plain(words(n))}], 150),
    ("context elements", lambda n: [{"type": "context", "elements": [plain("x")] * n}], 10),
    ("actions elements", lambda n: [actions(*[button(action_id=str(i)) for i in range(n)])], 25),
    ("block_id", lambda n: [section() | {"block_id": words(n)}], 255),
    ("action_id", lambda n: press(action_id=words(n)), 255),
    ("button text", lambda n: press(text=words(n)), 75),
    ("button value", lambda n: press(value=words(n)), 2000),
    ("button url", lambda n: press(url=words(n)), 3000),
    ("button label", lambda n: press(accessibility_label=words(n)), 75),
    ("overflow options", lambda n: [actions({"type": "overflow", "options": several(n)})], 5),
    ("select options", lambda n: pick(options=several(n)), 100),
    ("groups", lambda n: [actions({"type": "static_select", "option_groups": [group()] * n})], 100),
    ("placeholder", lambda n: pick(placeholder=plain(words(n))), 150),
    ("option text", lambda n: pick(options=[option(words(n))]), 75),
    ("option value", lambda n: pick(options=[option(value=words(n))]), 75),
    ("option description", lambda n: pick(options=[option(description=plain(words(n)))]), 75),
    ("radio options", lambda n: pick(kind="radio_buttons", options=several(n)), 10),
    ("checkboxes", lambda n: pick(kind="checkboxes", options=several(n)), 10),
    ("confirm title", lambda n: asks(title=plain(words(n))), 100),
    ("confirm text", lambda n: asks(text=plain(words(n))), 300),
    ("confirm confirm", lambda n: asks(confirm=plain(words(n))), 30),
    ("confirm deny", lambda n: asks(deny=plain(words(n))), 30),
    ("image url", lambda n: [image(image_url=words(n))], 3000),
    ("image alt text", lambda n: [image(alt_text=words(n))], 2000),
    ("image title", lambda n: [image(title=plain(words(n)))], 2000),
    ("rows of a table", lambda n: cells(n, 1), 100),
    ("columns of a table", lambda n: cells(1, n), 20),
]


@pytest.mark.parametrize("what, make, most", NUMBERS, ids=[what for what, _, _ in NUMBERS])
def test_slack_takes_so_many_and_no_more(what: str, make: Callable[[int], list[Json]], most: int) -> None:
    assert message(*make(most)) == "", what
    assert message(*make(most + 1)) != "", what


TWINS: list[tuple[str, list[Json], list[Json]]] = [
    ("empty text", [section("x")], [section("")]),
    ("section with text or fields", [section()], [{"type": "section"}]),
    ("header in mrkdwn", [section()], [{"type": "header", "text": section()["text"]}]),
    ("actions without elements", press(), [actions()]),
    ("button style", press(style="danger"), press(style="warning")),
    ("button text in mrkdwn", press(), [actions(button() | {"text": section()["text"]})]),
    ("select without options", pick(), pick(options=[])),
    ("options and groups", pick(), pick(option_groups=[group()])),
    ("initial option", pick(initial_option=option()), pick(initial_option=option("two", "2"))),
    ("same block_id twice", [section() | {"block_id": b} for b in "ab"], [section() | {"block_id": "a"}] * 2),
    ("same action_id twice", [actions(button(action_id="a"), button())], [actions(button(), button())]),
    (
        "date",
        picker("datepicker", "date", "2027-03-01"),
        picker("datepicker", "date", "1.3.2027"),
    ),
    ("time", picker("timepicker", "time", "09:00"), picker("timepicker", "time", "9:00")),
    (
        "instant",
        picker("datetimepicker", "date_time", 10**9),
        picker("datetimepicker", "date_time", 1),
    ),
    ("unknown property", [section()], [section() | {"color": "red"}]),
    ("unknown block", [{"type": "divider"}], [{"type": "banner"}]),
    ("typing in an actions block", press(), [actions({"type": "plain_text_input"})]),
    ("alert in a message", [section()], [{"type": "alert", "text": plain("x")}]),
    ("verbatim on plain text", [section()], [{"type": "section", "text": plain("x") | {"verbatim": True}}]),
]


@pytest.mark.parametrize("what, good, bad", TWINS, ids=[what for what, _, _ in TWINS])
def test_slack_takes_the_one_and_not_the_other(what: str, good: list[Json], bad: list[Json]) -> None:
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
    (
        "min_length",
        {"blocks": [text_input(min_length=5, max_length=5)]},
        {"blocks": [text_input(min_length=6, max_length=5)]},
    ),
    (
        "initial_value",
        {"blocks": [text_input(initial_value="x" * 9, max_length=9)]},
        {"blocks": [text_input(initial_value="x" * 10, max_length=9)]},
    ),
    (
        "a button as input",
        {"blocks": [text_input()]},
        {"blocks": [{"type": "input", "label": plain("x"), "element": button()}]},
    ),
    ("markdown in a modal", {"blocks": [section()]}, {"blocks": [{"type": "markdown", "text": "x"}]}),
    ("unknown property", {}, {"colour": "red"}),
]


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
