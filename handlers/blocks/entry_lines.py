"""An item as one line of plain text in a DM or list: while it matters to the reader, and what became of it after."""

from datetime import datetime
from typing import Final

from handlers.blocks.decisions.words import short_line
from handlers.blocks.limits import fit
from handlers.blocks.read_back.asked import said_back
from handlers.blocks.read_back.sender_questions import news_of_answer
from handlers.blocks.times import clock
from handlers.blocks.words import plain_name, steady, times, urgency
from models.facts.item import ItemFacts
from models.owed.digests import EntryFacts
from models.tables import State, Urgency, Verb

SHORT: Final = 60
LONG: Final = 110


def item_line(item: ItemFacts, most: int = SHORT) -> str:
    """Urgency, id and headline: "🟢 Steady · H-34 Renew the staging cert"."""
    return headline_line(item.urgency, item.label, item.note.headline, most)


def headline_line(level: Urgency, label: str, headline: str, most: int = SHORT) -> str:
    """The same of an item of which no more is known."""
    return f"{urgency(level)} · {label} {steady(fit(headline, most))}"


def own_line(item: ItemFacts) -> str:
    """A line for something the reader owns: with for whom it waits, or who sent it back."""
    if item.offer:
        return f"{item_line(item)} · waits for {plain_name(item.offer.name)}"
    if item.last and item.last.verb is Verb.SEND_BACK:
        often = f" {times(item.times_sent_back)}, last" if item.times_sent_back > 1 else ""
        return f"{item_line(item)} · sent back{often} by {plain_name(item.last.name)}"
    return item_line(item)


def decision_part(item: ItemFacts, zone: str, now: datetime) -> str:
    """What became of the question that an item asks, for the end of its line; nothing where it asks none."""
    return f" · {short_line(item.decision, zone, now)}" if item.decision else ""


def gone_line(entry: EntryFacts, user: str, zone: str, now: datetime) -> str:
    """What became of an item that asks the reader `user` for nothing any more: "H-37 · Kofi has it since 09:40"."""
    if not entry.seen:
        return f"{entry.item.label} · in a channel you no longer see"
    became = f"{entry.item.label} · {_became(entry.item, user, zone, now)}"
    return "\n".join([became, *(news_of_answer(one) for one in entry.asking if one.answered_at)])


def _became(item: ItemFacts, user: str, zone: str, now: datetime) -> str:
    if not item.is_live:
        word = "done" if item.state is State.DONE else "cancelled"
        return (
            f"{word} by {plain_name(item.closing.name)}, {clock(item.closing.at, zone, now)}" if item.closing else word
        )
    if item.offer:
        moved = item.last is not None and item.last.verb is Verb.MOVE_ON
        return f"{'moved on to' if moved else 'waits for'} {plain_name(item.offer.name)}"
    return _owned(item, user, zone, now)


def _owned(item: ItemFacts, user: str, zone: str, now: datetime) -> str:
    owner = plain_name(item.owner.name)
    last = item.last.verb if item.last else None
    kept = item.last is not None and item.owner_since < item.last.at
    if item.owner.user == user:
        return "still yours" if kept else f"yours since {clock(item.owner_since, zone, now)}{_read_back(item)}"
    if last is Verb.SEND_BACK:
        return f"sent back to {owner}"
    if last is Verb.CLAIM and kept:
        return f"{owner} took it back"
    if kept:
        return f"{owner} has it"
    return f"{owner} has it since {clock(item.owner_since, zone, now)}{said_back(item)}"


def _read_back(item: ItemFacts) -> str:
    """What its owner, who reads this, has read back of it; that they have not, where it wants words."""
    told = item.read_back
    return ", not read back yet" if told and told.is_open and told.wants_words else said_back(item)
