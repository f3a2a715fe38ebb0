"""Slack gives a block_id and action_id to whatever came without one."""

from collections.abc import Callable, Iterator

from bot.sandbox.payload import Json

ACTIVE = ("actions", "context_actions")


def elements_of(block: Json) -> list[Json]:
    """The interactive elements of a block: its accessory, its input element or its row of elements."""
    found = [block[key] for key in ("accessory", "element") if isinstance(block.get(key), dict)]
    if block.get("type") in ACTIVE:
        found += block.get("elements", [])
    return [e for e in found if e.get("type") != "image"]


def all_elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every interactive element with the block it stands in."""
    for block in blocks:
        for element in elements_of(block):
            yield block, element


def with_ids(blocks: list[Json], new_id: Callable[[str], str]) -> list[Json]:
    """The same blocks, where every block has a `block_id` and every interactive element an `action_id`."""
    for block in blocks:
        block.setdefault("block_id", new_id("b"))
        for element in elements_of(block):
            element.setdefault("action_id", new_id("a"))
    return blocks
