"""An item's card: what everybody in the channel sees of it, in each of its states."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block

from handlers.blocks.card.buttons import actions
from handlers.blocks.card.parts import in_numbers, shortened, standing, top
from handlers.blocks.circling import on_top
from handlers.blocks.parts import small, words
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import message
from handlers.blocks.times import span, token
from handlers.blocks.words import COMMAND, literal, quoted, steady
from models.facts.item import ClosingFacts, ItemFacts
from models.tables import State

MOST_STAYS: Final = 5


def card(item: ItemFacts, now: datetime) -> Rendered:  # noqa: ARG001 (what changes with time is in the facts)
    """The card of the item as it is at `now` (UTC)."""
    return message(card_blocks(item), to_type(item))


def card_blocks(item: ItemFacts, *, named: bool = False) -> list[Block]:
    """The card's blocks; `named` buttons carry the item's id."""
    shown = [*on_top(item), *top(item), *standing(item)] if item.is_live else _closed(item)
    return [*shown, actions(item, named=named), *(in_numbers(item) if item.is_live else [])]


def to_type(item: ItemFacts) -> str:
    """What can be typed next, where the buttons cannot be reached."""
    if not item.is_live:
        return f"Type {COMMAND} reopen {item.label} to open it again."
    if item.state is State.OFFERED or item.parked:
        return f"Type {COMMAND} claim {item.label} to take it."
    return f"Type {COMMAND} done {item.label}, or {COMMAND} {item.label} to hand it off."


def _closed(item: ItemFacts) -> list[Block]:
    word = "✓ Done" if item.state is State.DONE else "✗ Cancelled"
    blocks: list[Block] = [words(f"{word} · {item.label} · {steady(item.note.headline)}")]
    if item.closing is None:
        return blocks
    if item.closing.reason:
        blocks.append(words(quoted(shortened(item.closing.reason))))
    return [*blocks, small(_ending(item, item.closing))]


def _ending(item: ItemFacts, closing: ClosingFacts) -> str:
    took = span(closing.at - item.opened_at) if closing.at > item.opened_at else "at once"
    who_when = f"{literal(closing.name)}, {token(closing.at)}."
    return f"{who_when} {_way(closing.path)}, {took}" if closing.path else f"{who_when} {took.capitalize()}"


def _way(regions: tuple[str, ...]) -> str:
    last = [literal(name) for name in regions[-MOST_STAYS:]]
    return " → ".join(["…", *last] if len(regions) > MOST_STAYS else last)
