"""Limits of modals and Home tabs (docs.slack.dev/reference/views)."""

from typing import Any

from bot.sandbox.block_limits.blocks import blocks_rule
from bot.sandbox.block_limits.objects import plain
from bot.sandbox.block_limits.rules import Problems, Rule, flag, one_of, shape, string
from bot.sandbox.block_limits.whole import check_ids

_ANY: dict[str, Rule] = {
    "private_metadata": string(3000, least=0),
    "callback_id": string(255, least=0),
    "external_id": string(255, least=0),
}


def _whole_view(value: dict[str, Any], path: str, problems: Problems) -> None:
    check_ids(value["blocks"], f"{path}/blocks", problems)
    has_input = any(b["type"] == "input" for b in value["blocks"])
    if value["type"] == "modal" and has_input and "submit" not in value:
        problems.add(path, "missing required field: submit")


MODAL = shape(
    {"type": one_of("modal"), "title": plain(24), "blocks": blocks_rule("modal")},
    {**_ANY, "submit": plain(24), "close": plain(24), "clear_on_close": flag, "notify_on_close": flag,
     "submit_disabled": flag},
    _whole_view,
)  # fmt: skip
HOME = shape({"type": one_of("home"), "blocks": blocks_rule("home")}, _ANY, _whole_view)
