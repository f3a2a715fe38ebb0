"""What stands in the inputs of a view or message: Slack's `state.values`."""

from typing import Any

from bot.sandbox.block_ids import all_elements
from bot.sandbox.open_view import Values
from bot.sandbox.payload import Json, duplicate

# for each kind of element: the key of its value in the state, and the key of its first value in the element
STATE: dict[str, tuple[str, str]] = {
    "plain_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "rich_text_input": ("rich_text_value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
}


def kept_values(blocks: list[Json], before: Values) -> Values:
    """The state of these blocks: what was put in `before` where block_id, action_id and type are the same, else each
    element's first value."""
    values: Values = {}
    for block, element in all_elements(blocks):
        if element["type"] not in STATE:
            continue
        old = before.get(block["block_id"], {}).get(element["action_id"])
        same = old is not None and old["type"] == element["type"]
        kept = old if same and old is not None else first_value(element)
        values.setdefault(block["block_id"], {})[element["action_id"]] = duplicate(kept)
    return values


def first_value(element: Json) -> Json:
    """The state of an element nobody has touched."""
    key, initial = STATE[element["type"]]
    return value_of(element, element.get(initial, [] if key.endswith("s") else None))


def value_of(element: Json, value: Any) -> Json:
    """The state of an element that holds `value`."""
    return {"type": element["type"], STATE[element["type"]][0]: value}
