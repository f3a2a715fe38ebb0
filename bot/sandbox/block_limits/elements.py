"""Interactive elements and their limits (docs.slack.dev/reference/block-kit/block-elements)."""

from typing import Any

from bot.sandbox.block_limits.objects import (
    ACTION_ID,
    CONFIRM,
    CONVERSATION_FILTER,
    DISPATCH_CONFIG,
    OPTION,
    OPTION_GROUP,
    RICH_OPTION,
    STYLE,
    offered,
    plain,
)
from bot.sandbox.block_limits.rules import Problems, Rule, anything, flag, items, matching, one_of, shape, string, whole
from bot.sandbox.payload import units

DATE = matching(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])", "a date as YYYY-MM-DD")
TIME = matching(r"([01]\d|2[0-3]):[0-5]\d", "a time as HH:mm")
_ANY = {"action_id": ACTION_ID}
_HINT = {"placeholder": plain(150), "focus_on_load": flag}
_ASKED = {**_ANY, **_HINT, "confirm": CONFIRM}
_LISTED = {**_ASKED, "options": items(OPTION, 100), "option_groups": items(OPTION_GROUP, 100)}
_SEVERAL = {"max_selected_items": whole(1, 1000)}
_ID = string(255)


def _kind(name: str, required: dict[str, Rule], optional: dict[str, Rule], *extra: Rule) -> dict[str, Rule]:
    return {name: shape({"type": one_of(name), **required}, optional, *extra)}


def _lengths(value: dict[str, Any], path: str, problems: Problems) -> None:
    most, least = value.get("max_length", 3000), value.get("min_length", 0)
    if least > most:
        problems.add(f"{path}/min_length", "must be less than max_length")
    if units(value.get("initial_value", "")) > most:
        problems.add(f"{path}/initial_value", f"must be less than {most + 1} characters")


_BUTTON = {
    **_ANY, "value": string(2000, least=0), "url": string(3000), "style": STYLE, "confirm": CONFIRM,
    "accessibility_label": string(75),
}  # fmt: skip
_TYPED = {**_ANY, **_HINT, "initial_value": string(3000, least=0), "dispatch_action_config": DISPATCH_CONFIG}
_LENGTHS: dict[str, Rule] = {"min_length": whole(0, 3000), "max_length": whole(1, 3000)}
_CHECKED: dict[str, Rule] = {**_ANY, "confirm": CONFIRM, "focus_on_load": flag}
_TEN = {"options": items(RICH_OPTION, 10)}
_IDS = items(_ID, 1000, least=0)
_TALKS = {"default_to_current_conversation": flag, "response_url_enabled": flag, "filter": CONVERSATION_FILTER}

ELEMENTS: dict[str, Rule] = {
    **_kind("button", {"text": plain(75)}, _BUTTON),
    **_kind("overflow", {"options": items(OPTION, 5)}, {**_ANY, "confirm": CONFIRM}),
    **_kind("plain_text_input", {}, {**_TYPED, **_LENGTHS, "multiline": flag}, _lengths),
    **_kind("email_text_input", {}, _TYPED),
    **_kind("url_text_input", {}, _TYPED),
    **_kind("number_input", {"is_decimal_allowed": flag}, {**_TYPED, "min_value": anything, "max_value": anything}),
    **_kind("rich_text_input", {}, {**_TYPED, "initial_value": anything}),
    **_kind("static_select", {}, {**_LISTED, "initial_option": OPTION}, offered),
    **_kind("multi_static_select", {}, {**_LISTED, **_SEVERAL, "initial_options": items(OPTION, 100)}, offered),
    **_kind("external_select", {}, {**_ASKED, "initial_option": OPTION, "min_query_length": whole(0, 3000)}),
    **_kind("multi_external_select", {}, {
        **_ASKED, **_SEVERAL, "initial_options": items(OPTION, 100), "min_query_length": whole(0, 3000)}),
    **_kind("users_select", {}, {**_ASKED, "initial_user": _ID}),
    **_kind("multi_users_select", {}, {**_ASKED, **_SEVERAL, "initial_users": _IDS}),
    **_kind("channels_select", {}, {**_ASKED, "initial_channel": _ID, "response_url_enabled": flag}),
    **_kind("multi_channels_select", {}, {**_ASKED, **_SEVERAL, "initial_channels": _IDS}),
    **_kind("conversations_select", {}, {**_ASKED, **_TALKS, "initial_conversation": _ID}),
    **_kind("multi_conversations_select", {}, {**_ASKED, **_TALKS, **_SEVERAL, "initial_conversations": _IDS}),
    **_kind("datepicker", {}, {**_ASKED, "initial_date": DATE}),
    **_kind("timepicker", {}, {**_ASKED, "initial_time": TIME, "timezone": string(255)}),
    **_kind("datetimepicker", {}, {
        **_ANY, "confirm": CONFIRM, "focus_on_load": flag, "initial_date_time": whole(1_000_000_000, 9_999_999_999)}),
    **_kind("radio_buttons", _TEN, {**_CHECKED, "initial_option": RICH_OPTION}, offered),
    **_kind("checkboxes", _TEN, {**_CHECKED, "initial_options": items(RICH_OPTION, 10)}, offered),
    **_kind("file_input", {}, {**_ANY, "filetypes": anything, "max_files": whole(1, 10)}),
}  # fmt: skip

TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input", "rich_text_input", "file_input")
IN_ACTIONS = {name: rule for name, rule in ELEMENTS.items() if name not in TYPED}
IN_INPUT = {name: rule for name, rule in ELEMENTS.items() if name not in ("button", "overflow")}
