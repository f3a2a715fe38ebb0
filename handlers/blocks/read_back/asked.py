"""The read-back: asked for in place, in the entry or the answer of a claim, and what stands there once written."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement

from handlers import ids
from handlers.blocks.limits import fit, one_line
from handlers.blocks.parts import button, buttons, small_words, words
from handlers.blocks.read_back.sender_questions import own_question
from handlers.blocks.times import clock
from handlers.blocks.words import COMMAND, plain_name, quoted, steady
from models.facts.item import ItemFacts
from models.facts.read_backs import ReadBackFacts
from models.owed.digests import EntryFacts

LONGEST_STEP: Final = 140
LONGEST_QUOTE: Final = 110
MOST_PROMPTS: Final = 3
MOST_QUESTIONS: Final = 2


def asks_to_read_back(entry: EntryFacts, user: str) -> bool:
    """Whether the item of the entry is the reader's since they claimed it, and they have not read it back yet."""
    return entry.seen and bool(open_read_back(entry.item, user))


def open_read_back(item: ItemFacts, user: str | None) -> ReadBackFacts | None:
    """What the person still owes of the item, if anything."""
    asked = item.read_back
    return asked if asked is not None and asked.is_open and asked.user == user else None


def prompts(entries: Sequence[EntryFacts], zone: str, now: datetime) -> list[Block]:
    """For each of these entries, which ask for it: what was asked, and how to read it back; what else counts is said
    once, under the last."""
    return [block for entry in entries for block in prompt(entry, zone, now, is_last=entry is entries[-1])]


def prompt(entry: EntryFacts, zone: str, now: datetime, *, is_last: bool = True) -> list[Block]:
    """The entry of an item that its reader has just claimed, times as their `zone` has them at `now` (UTC).

    `is_last`: no other such entry follows at once.
    """
    item, asked = entry.item, entry.item.read_back
    if asked is None:
        return []
    lines = [f"{item.label} is yours.", _asked(item, asked, zone, now)]
    lines += [own_question(one, zone, now) for one in entry.asking[-MOST_QUESTIONS:]]
    shown: list[Block] = [words("\n".join([*lines, in_one_line(item, asked)])), buttons(*ways(item, asked))]
    return [*shown, small_words(counts_too(item))] if is_last else shown


def ways(item: ItemFacts, asked: ReadBackFacts) -> list[ButtonElement]:
    """Write, As asked where that will do, Ask whoever it comes from."""
    write = button("Write", ids.READ_BACK, asked.event, aloud=f"Write the read-back of {item.label}", primary=True)
    as_asked = button("As asked", ids.AS_ASKED, asked.event, aloud=f"{item.label}: I do it as asked")
    ask = button(f"Ask {plain_name(asked.sender_name)}", ids.ASK, item.number, aloud=f"Ask about {item.label}")
    return [write, *([] if asked.wants_words else [as_asked]), *([ask] if asked.can_ask else [])]


def in_one_line(item: ItemFacts, asked: ReadBackFacts) -> str:
    """What is wanted of who has claimed it, and why words where only they will do."""
    if not asked.wants_words:
        return "In one line: your next step, and your doubt."
    why = "It was sent back before" if item.times_sent_back else "It is critical"
    return f"{why}, so please in one line: your next step, and your doubt."


def counts_too(item: ItemFacts) -> str:
    """The other ways to read back."""
    if item.channel is None:
        return f"Or type {COMMAND} readback {item.label} and your line."
    return f"Your first reply in its thread counts too, or {COMMAND} readback {item.label} and your line."


def read_back_by_typing(item: ItemFacts) -> str:
    """What can be typed."""
    return f"Type {COMMAND} readback {item.label} and your line."


def said_back(item: ItemFacts, most: int = LONGEST_QUOTE) -> str:
    """What an owner has read back, to follow who they are: `: “retry after the dump”`; nothing where there is none."""
    told = item.read_back
    if told is None or told.is_open:
        return ""
    return ", as asked" if told.as_asked else f": {quoted(fit(one_line(told.text), most))}"


def _asked(item: ItemFacts, asked: ReadBackFacts, zone: str, now: datetime) -> str:
    step = fit(one_line(item.note.next_step), LONGEST_STEP, f"… {COMMAND} show {item.label} has the rest")
    by = f", by {clock(item.by, zone, now)}" if item.by else ""
    return f"{plain_name(asked.sender_name)} asked: {steady(step)}{by}"
