"""Composition objects: text, options, confirmation dialogs (docs.slack.dev/reference/block-kit/composition-objects)."""

from typing import Any

from bot.sandbox.block_limits.rules import Problems, Rule, anything, by_type, flag, items, one_of, shape, string

BLOCK_ID = string(255, least=0)
ACTION_ID = string(255)


def plain(most: int) -> Rule:
    """A `plain_text` object."""
    return shape({"type": one_of("plain_text"), "text": string(most)}, {"emoji": flag})


def text(most: int) -> Rule:
    """A `plain_text` or `mrkdwn` object."""
    mrkdwn = shape({"type": one_of("mrkdwn"), "text": string(most)}, {"verbatim": flag})
    return by_type({"plain_text": plain(most), "mrkdwn": mrkdwn}, "text")


# @slack/types says 75 for an option's value, slack_sdk says 150: the stricter of the two
_OPTION = {"value": string(75)}
_MORE = {"description": text(75), "url": string(3000)}
OPTION = shape({"text": plain(75), **_OPTION}, {**_MORE, "description": plain(75)})
RICH_OPTION = shape({"text": text(75), **_OPTION}, _MORE)
OPTION_GROUP = shape({"label": plain(75), "options": items(OPTION, 100)}, {})
STYLE = one_of("primary", "danger")
CONFIRM = shape(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": STYLE},
)
CONVERSATION_FILTER = shape(
    {}, {"include": items(anything, 4), "exclude_external_shared_channels": flag, "exclude_bot_users": flag}
)
DISPATCH_CONFIG = shape({"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)}, {})


def offered(value: dict[str, Any], path: str, problems: Problems) -> None:
    """Options or groups, and what is chosen at first is among them."""
    if ("options" in value) == ("option_groups" in value):
        problems.add(path, "must provide either options or option_groups")
        return
    groups = value.get("option_groups", [{"options": value.get("options", [])}])
    known = [(o["text"]["text"], o["value"]) for g in groups for o in g["options"]]
    first = value.get("initial_options", [value["initial_option"]] if "initial_option" in value else [])
    for option in first:
        if (option["text"]["text"], option["value"]) not in known:
            problems.add(path, "initial option must exactly match one of the options")
