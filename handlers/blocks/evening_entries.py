"""One item of the DM at the end of a day: its next step, the menu of what becomes of it, and what is in the way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement, StaticSelectElement

from handlers import ids
from handlers.blocks.entry_lines import LONG, SHORT, item_line
from handlers.blocks.item_buttons import press
from handlers.blocks.limits import MOST_LABEL, fit, one_line
from handlers.blocks.parts import button, buttons, menu, words
from handlers.blocks.times import clock
from handlers.blocks.words import plain_name, steady
from models.facts.evening import EveningFacts
from models.facts.evening_choices import Choice, Lack
from models.facts.evening_entries import EveningEntry
from models.facts.item import ItemFacts


@dataclass(frozen=True, slots=True)
class Room:
    """How much of people's words is shown of each item, and how many decisions are."""

    headline: int
    step: int
    aside: int
    decisions: int


ROOMS: Final = (Room(LONG, 140, 160, 12), Room(SHORT, 80, 100, 7), Room(40, 30, 70, 3))
CHOOSE: Final = "Choose"
MISSING: Final = "missing"
_IN_CIRCLES: Final = "Goes in circles: handing it off takes a line on what is new."
_NOBODY: Final = "Nobody else has a shift in the next 31 days."


def asked_blocks(one: EveningEntry, facts: EveningFacts, now: datetime, room: Room) -> list[Block]:
    """The item, with its menu where it wants an answer, and a button for what is missing."""
    item = one.entry.item
    step = fit(one_line(item.note.next_step), room.step)
    lines = [item_line(item, room.headline), f"Next: {steady(step) or MISSING}", *_aside(one, facts, now, room)]
    shown = words("\n".join(lines), _menu(one, facts, now) if one.asks else None)
    if one.asks:  # a message that is edited shows the choice anew only under another id
        shown.block_id = f"evening:{facts.id}:{item.number}:{one.choice or ''}"
    more = _more(one, item)
    return [shown, buttons(*more)] if more else [shown]


def _menu(one: EveningEntry, facts: EveningFacts, now: datetime) -> StaticSelectElement:
    number = one.entry.item.number
    labels = _labels(one, facts, now)
    options = [(label, f"{facts.id}:{number}:{choice.value}") for choice, label in labels.items()]
    chosen = labels.get(one.choice) if one.choice else None
    return menu(ids.EVENING_CHOICE, options, chosen, CHOOSE)


def _labels(one: EveningEntry, facts: EveningFacts, now: datetime) -> dict[Choice, str]:
    """What can be chosen: nobody keeps what they are not back for, or hands off what nobody can take."""
    labels = {Choice.HAND_OFF: _hand_off(one, facts.zone, now), Choice.KEEP: "Keep", Choice.DONE: "Done"}
    if one.onward.to is None:
        del labels[Choice.HAND_OFF]
    if facts.end.back is None:
        del labels[Choice.KEEP]
    return labels


def _hand_off(one: EveningEntry, zone: str, now: datetime) -> str:
    to, starts = plain_name(one.onward.to or ""), one.onward.starts
    later = f", from {clock(starts, zone, now)}" if starts and starts > now else ""
    return fit(f"Hand off to {to}{later}", MOST_LABEL)


def _aside(one: EveningEntry, facts: EveningFacts, now: datetime, room: Room) -> list[str]:
    """Why it was not done, or what is in the way of handing it off; that a read-back is missing."""
    why = f"Not done: {one_line(one.refused)}" if one.refused else _in_the_way(one, facts, now)
    unread = "Your read-back is missing: your next step, and your doubt." if one.wants_words else ""
    return [fit(line, room.aside) for line in (why, unread) if line]


def _in_the_way(one: EveningEntry, facts: EveningFacts, now: datetime) -> str:
    lack, starts = one.onward.lack, one.onward.starts
    if lack is Lack.ASLEEP and starts is not None:
        page = one.entry.item.page
        cannot_wait = f" If it cannot wait: {page}" if page else " If it cannot wait, call somebody."
        return f"Nobody there is at work before {clock(starts, facts.zone, now)}.{cannot_wait}"
    if one.choice not in {None, Choice.HAND_OFF}:
        return ""
    return {Lack.NEWS: _IN_CIRCLES, Lack.NOBODY: _NOBODY}.get(lack, "") if lack else ""


def _more(one: EveningEntry, item: ItemFacts) -> list[ButtonElement]:
    if not one.asks:
        return []
    match one.onward.lack:
        case Lack.STEP:
            return [button("Add", ids.EVENING_ADD, item.number, aloud=f"Add a next step to {item.label}")]
        case Lack.NEWS:
            value, label = f"item:{item.number}:next", "Say what is new"
            return [button(label, ids.OPEN_FORM, value, aloud=f"{label} about {item.label}")]
        case Lack.ASLEEP:
            return [press("Hand off", ids.HAND_OFF, item, named=True)]
        case _:
            return []
