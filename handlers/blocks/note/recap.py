"""A meeting's recap, kept with the note: folded in the full note, whole in a view of its own."""

from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.card.buttons import press
from handlers.blocks.limits import split, units
from handlers.blocks.parts import buttons, small, words
from handlers.blocks.words import steady
from models.facts.item import ItemFacts

MOST_PIECE: Final = 2_900  # leaves room for what sets right-to-left words apart


def recap_row(item: ItemFacts) -> list[Block]:
    """That there is one, how long it is, and a button that shows it."""
    recap = item.note.recap
    if not recap:
        return []
    return [small(f"*Recap* · {units(recap):,} characters"), buttons(press("Show the recap", ids.RECAP, item))]


def recap_view(item: ItemFacts) -> View:
    """The whole of it, on top of the full note."""
    blocks: list[Block] = [words(steady(piece)) for piece in split(item.note.recap, MOST_PIECE) if piece.strip()]
    blocks = blocks or [small("This note has no recap any more.")]
    return View(type="modal", callback_id=ids.RECAP_VIEW, title=f"Recap of {item.label}", close="Back", blocks=blocks)
