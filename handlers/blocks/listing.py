"""Lists of items, and one item shown: answers that only the person who asked sees."""

from datetime import datetime
from typing import Final

from handlers.blocks.card.card import card_blocks, to_type
from handlers.blocks.card.parts import link_row
from handlers.blocks.entry_lines import headline_line
from handlers.blocks.rendered import Rendered
from handlers.blocks.spoken import in_words, message_for
from handlers.blocks.times import clock
from handlers.blocks.words import counted, plain_name
from models.facts.item import ItemFacts
from models.lists import MOST_COUNTED, Listed, Listing, Scope

MOST_LINES: Final = 20
_EMPTY: Final = {
    Scope.NEAR: "You own nothing, and nothing waits for you. Enjoy the quiet.",
    Scope.MINE: "You own nothing right now.",
    Scope.WAITING: "Nothing waits for you. Enjoy the quiet.",
    Scope.ALL: "Your teams have nothing under way.",
}
_WHICH: Final = {
    Scope.NEAR: "yours or waiting for you",
    Scope.MINE: "of yours",
    Scope.WAITING: "waiting for you",
    Scope.ALL: "under way in your teams",
}


def listing(found: Listing, now: datetime, command: str) -> Rendered:
    """The list in one text section, most needed first, times as the reader's zone has them at `now` (UTC)."""
    if not found.items:
        return in_words(_EMPTY[found.scope], _when_empty(found.scope, command))
    lines = [_heading(found), *(_line(item, found.scope, found.zone, now) for item in found.items)]
    if found.total > len(found.items):
        lines.append(_and_more(found, command))
    ending = f"Type {command} show {found.items[0].label} to see one."
    return in_words("\n".join(lines), ending)


def shown(item: ItemFacts, zone: str, now: datetime) -> Rendered:
    """One item for the person who asked: the card with its buttons named, and the way to its thread."""
    return message_for([*card_blocks(item, named=True), *link_row(item)], to_type(item), zone, now)


def _heading(found: Listing) -> str:
    counted_all = counted(found.total, "item") if found.is_counted else f"over {MOST_COUNTED:,} items"
    return f"{counted_all} {_WHICH[found.scope]}:"


def _and_more(found: Listing, command: str) -> str:
    more = f"{found.total - len(found.items)} more" if found.is_counted else "many more"
    return f"and {more}{_to_see_less(found.scope, command)}"


def _line(item: Listed, scope: Scope, zone: str, now: datetime) -> str:
    by = f" · by {clock(item.by, zone, now)}" if item.by else ""
    waits = f" · waits for {plain_name(item.waits_for)}" if item.waits_for and scope is not Scope.WAITING else ""
    parked = " · parked" if item.parked else ""
    owner = "" if scope is Scope.MINE else f" · {plain_name(item.owner)}"
    return f"{headline_line(item.urgency, item.label, item.headline)}{owner}{waits}{parked}{by}"


def _to_see_less(scope: Scope, command: str) -> str:
    """What to type where a list is too long to be read whole."""
    if scope is Scope.NEAR:
        return f": {command} list mine, {command} list waiting"
    return f": {command} list shows what is near you" if scope is Scope.ALL else ", less pressing"


def _when_empty(scope: Scope, command: str) -> str:
    if scope is Scope.ALL:
        return f"Type {command} to hand something off."
    return f"Type {command} list all to see your teams’ items."
