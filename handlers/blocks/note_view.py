"""The full note: a modal with every field of it, whole, and the way to the thread."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.circling import on_top
from handlers.blocks.comments import comment_blocks
from handlers.blocks.documents import document_rows
from handlers.blocks.item_parts import kind_words, link_row
from handlers.blocks.limits import split
from handlers.blocks.parts import headline, said, small, words
from handlers.blocks.recap import recap_row
from handlers.blocks.times import local
from handlers.blocks.words import literal, ordinal, steady, times, urgency
from models.facts.circling import CirclingFacts
from models.facts.comments import CommentFacts
from models.facts.item import ItemFacts

MOST_VIEW_BLOCKS: Final = 100
MOST_PIECE: Final = 2_900  # leaves room for what sets right-to-left words apart
FIELDS: Final = (
    ("Decision", "decision"),
    ("Without a decision", "without_decision"),
    ("State now", "state_now"),
    ("Why", "why"),
    ("Ruled out", "ruled_out"),
    ("If / then", "if_then"),
    ("Links", "links"),
    ("What is new", "whats_new"),
)


def note_view(item: ItemFacts, zone: str, now: datetime, comments: Sequence[CommentFacts] = ()) -> View:
    """The modal, times as the reader's `zone` has them at `now` (UTC). Long texts go over several blocks, whole.

    `comments` are the messages that were tagged for it.
    """
    note = item.note
    blocks = [*on_top(item), small(_top(item)), headline(steady(note.headline)), *_field("Next step", note.next_step)]
    blocks += [said("\n".join(_standing(item, zone, now)))]
    for label, name in FIELDS:
        blocks += _field(label, getattr(note, name))
    blocks += [
        *document_rows(note.links),
        *recap_row(item),
        *(_each_time(item.circling, zone, now) if item.circling else _sent_back(item)),
    ]
    if item.closing:
        blocks += _field(f"Why it is {item.state.value}", item.closing.reason)
    ending = link_row(item)
    blocks += comment_blocks(comments, MOST_VIEW_BLOCKS - len(blocks) - len(ending)) if comments else []
    blocks += ending
    return View(type="modal", callback_id=ids.NOTE_VIEW, title=f"Note of {item.label}", close="Close", blocks=blocks)


def _top(item: ItemFacts) -> str:
    held = f" · {ordinal(item.hops + 1)} region" if item.hops else ""
    version = f" · version {item.note_version} of the note" if item.note_version > 1 else ""
    return f"{urgency(item.urgency)} · *{item.label}*{kind_words(item)}{held}{version}"


def _standing(item: ItemFacts, zone: str, now: datetime) -> list[str]:
    lines = [f"By: {local(item.by, zone, now)}"] if item.by else []
    lines.append(f"Owner: {literal(item.owner.name)}")
    if item.offer:
        lines.append(f"Waiting for: {literal(item.offer.name)}")
    if item.decider:
        lines.append(f"Decision owner: {literal(item.decider)}")
    if item.note.decide_by:
        lines.append(f"Decide by: {local(item.note.decide_by, zone, now)}")
    if item.closing:
        lines.append(f"{item.state.capitalize()} by {literal(item.closing.name)}, {local(item.closing.at, zone, now)}")
    return lines


def _field(label: str, text: str) -> list[Block]:
    if not text.strip():
        return []
    return [small(f"*{label}*"), *[words(steady(part)) for part in split(text, MOST_PIECE) if part.strip()]]


def _each_time(circling: CirclingFacts, zone: str, now: datetime) -> list[Block]:
    """Who sent it back, when, and why: each of the last times, whole."""
    blocks: list[Block] = []
    for sent in circling.sent_back:
        heading = f"Sent back by {literal(sent.name)}, {local(sent.at, zone, now)}"
        blocks += _field(heading, sent.reason) or [small(f"*{heading}*")]
    return blocks


def _sent_back(item: ItemFacts) -> list[Block]:
    if not item.times_sent_back:
        return []
    by = f" by {literal(item.sent_back_by)}" if item.sent_back_by else ""
    heading = f"Sent back {times(item.times_sent_back)}{', last' if item.times_sent_back > 1 else ''}{by}"
    return _field(heading, item.sent_back_because or "") or [small(f"*{heading}*")]
