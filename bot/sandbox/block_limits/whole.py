"""Limits that need the whole list of blocks: ids that must differ, the sum of all text."""

from typing import Any

from bot.sandbox.block_ids import elements_of
from bot.sandbox.block_limits.rules import Problems
from bot.sandbox.payload import Json, units

# Slack counts "12,000 text characters with a buffer for block containers" (slackapi/bolt-js#2509), does not say how,
# and has refused 11,341 (slackapi/bolt-js#2867): the stand-in stays below what was refused.
MOST_TEXT = 11_000


def check_ids(blocks: list[Json], path: str, problems: Problems) -> None:
    """Every `block_id` once in the list, every `action_id` once in its block."""
    seen: set[str] = set()
    for index, block in enumerate(blocks):
        block_id = block.get("block_id")
        if block_id and block_id in seen:
            problems.add(f"{path}/{index}/block_id", f"block_id already exists: {block_id}")
        seen.add(block_id or "")
        actions = [e["action_id"] for e in elements_of(block) if "action_id" in e]
        if len(actions) != len(set(actions)):
            problems.add(f"{path}/{index}", "action_id must be unique within its block")


def text_in(value: Any) -> int:
    """How many characters of text there are in any part of a payload."""
    if isinstance(value, list):
        return sum(text_in(child) for child in value)
    if not isinstance(value, dict):
        return 0
    return sum(units(v) if k == "text" and isinstance(v, str) else text_in(v) for k, v in value.items())
