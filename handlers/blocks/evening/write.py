"""Which of several items somebody wants to write more about before their day ends."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.card.buttons import press
from handlers.blocks.entry_lines import LONG, item_line
from handlers.blocks.parts import words
from handlers.blocks.setup.team import modal
from models.facts.item import ItemFacts


def which_one(items: Sequence[ItemFacts]) -> View:
    """Each item with a button that opens its form on top."""
    return _modal([words(item_line(item, LONG), _write(item)) for item in items])


def not_that_one(sentence: str) -> View:
    """Why the form of one of them does not open."""
    return _modal([words(sentence)])


def _write(item: ItemFacts) -> ButtonElement:
    return press("Write", ids.EVENING_WRITE_ONE, item, named=True)


def _modal(blocks: list[Block]) -> View:
    return modal(ids.EVENING_WHICH, "Write more", blocks, "", close="Close")
