"""One item of the DM at the end of a day: its next step, the menu of what becomes of it, and what is in the way."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement, StaticSelectElement

from handlers import ids
from handlers.blocks.card.buttons import press
from handlers.blocks.entry_lines import LONG, SHORT, item_line
from handlers.blocks.limits import MOST_LABEL, fit, one_line
from handlers.blocks.parts import button, buttons, menu, words
from handlers.blocks.read_back.asked import in_one_line, ways
from handlers.blocks.times import clock
from handlers.blocks.words import plain_name, steady
from models.facts.evening import EveningFacts
from models.facts.evening_choices import Choice, Lack
from models.facts.evening_entries import EveningEntry
from models.facts.item import ItemFacts
from models.kinds import LABELS


@dataclass(frozen=True, slots=True)
class Room:
    """How much of people's words is shown of each item, how many decisions are, and how much of turns."""

    headline: int
    step: int
    aside: int
    decisions: int
    turns: int


ROOMS: Final = (Room(LONG, 140, 300, 12, 4), Room(SHORT, 80, 160, 7, 4), Room(40, 30, 90, 3, 2), Room(30, 20, 45, 1, 1))
CHOOSE: Final = "Choose"
MISSING: Final = "missing"
_IN_CIRCLES: Final = "Goes in circles: handing it off takes a line on what is new."
_NOBODY: Final = "Nobody else has a shift in the next 31 days."


def asked_blocks(one: EveningEntry, facts: EveningFacts, now: datetime, room: Room) -> list[Block]:
    """The item, with its menu where it wants an answer, and a button for what is missing."""
    item = one.entry.item
    aside = fit("\n".join(_aside(one, facts, now)), room.aside)
    top = f"{item_line(item, room.headline)}{_stands(one, facts, now)}"
    step = steady(fit(one_line(item.note.next_step), room.step)) or MISSING
    lines = [top, f"Next: {step}", *([aside] if aside else [])]
    shown = words("\n".join(lines), _menu(one, facts, now) if one.asks else None)
    if one.asks:  # a message that is edited shows the choice anew only under another id
        shown.block_id = f"evening:{facts.id}:{item.number}:{one.choice or ''}"
    more = _more(one, item)
    return [shown, buttons(*more)] if more else [shown]


def _stands(one: EveningEntry, facts: EveningFacts, now: datetime) -> str:
    """What has become of it, where only words are still missing."""
    item = one.entry.item
    if one.asks:
        return ""
    if item.offer:
        return f" · waits for {plain_name(item.offer.name)}"
    return f" · kept by you till {clock(item.kept_until, facts.zone, now)}" if item.kept_until else ""


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


def _aside(one: EveningEntry, facts: EveningFacts, now: datetime) -> list[str]:
    """Why it was not done, or what is in the way of handing it off; that a read-back is missing."""
    why = f"Not done: {one_line(one.refused)}" if one.refused else _in_the_way(one, facts, now)
    unread = one.entry.item.read_back if one.wants_words else None
    asked = f"Not read back yet. {in_one_line(one.entry.item, unread)}" if unread else ""
    return [line for line in (why, asked, rest_words(one)) if line]


def rest_words(one: EveningEntry) -> str:
    """What a critical item went without, and is asked for now."""
    return f"Not said yet: {', '.join(LABELS[field] for field in one.rest)}." if one.rest else ""


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
    reads_back = ways(item, item.read_back) if one.wants_words and item.read_back else []
    mends = _mends(one, item) if one.asks else []
    adds = any(element.action_id == ids.EVENING_ADD for element in mends)  # the same form takes the rest
    rest = [button("Add the rest", ids.EVENING_ADD, item.number, aloud=f"Add the rest to {item.label}")]
    return [*mends, *reads_back, *(rest if one.rest and not adds else [])]


def _mends(one: EveningEntry, item: ItemFacts) -> list[ButtonElement]:
    """The button for what is in the way of handing it off."""
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
