"""The full note: a modal with everything there is of an item, whole, over as many pages as it takes."""

from datetime import datetime
from typing import Final

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.card.parts import kind_words, link_row
from handlers.blocks.circling import on_top
from handlers.blocks.note.comments import comment_groups
from handlers.blocks.note.documents import document_rows
from handlers.blocks.note.history import history_groups, way_groups
from handlers.blocks.note.recap import recap_row
from handlers.blocks.note.since import since_blocks
from handlers.blocks.note.talk import Groups, decision_groups, field, question_groups, read_back_groups
from handlers.blocks.pages import paged
from handlers.blocks.parts import button, buttons, headline, said, small, words
from handlers.blocks.times import local
from handlers.blocks.words import literal, ordinal, steady, times, urgency
from models.facts.circling import CirclingFacts
from models.facts.full_note import FullNote, OldNote
from models.facts.item import ItemFacts
from models.notes import Draft

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


def note_view(full: FullNote, zone: str, now: datetime, page: int = 0) -> View:
    """The modal's page (from 0), times as the reader's `zone` has them at `now` (UTC).

    First what has changed since the reader last had it, then the note, then what was read back, tagged, asked and
    decided, then its history and its way round the world.
    """
    item, note = full.item, full.item.note
    top = [*on_top(item), small(_top(item)), headline(steady(note.headline)), *field("Next step", note.next_step)]
    standing: list[Block] = [said("\n".join(_standing(item, zone, now)))]
    groups: Groups = [since_blocks(full.since, zone, now), top, standing, *_fields(note), recap_row(item)]
    groups += [_each_time(item.circling, zone, now) if item.circling else _sent_back(item)]
    groups += [field(f"Why it is {item.state.value}", item.closing.reason)] if item.closing else []
    groups += read_back_groups(full.read_backs, zone, now)
    groups += comment_groups(full.comments)
    groups += [*question_groups(full.questions, zone, now), *decision_groups(full.decisions, zone, now)]
    groups += [*history_groups(item, full.history, zone, now), *way_groups(item, full.history, zone, now)]
    groups.append(link_row(item))
    return _view(f"Note of {item.label}", groups, f"{item.number}:0", page)


def version_view(old: OldNote, zone: str, now: datetime, page: int = 0) -> View:
    """One version of the note, whole, as it was written."""
    note, by = old.note, f"{literal(old.name)}, {local(old.at, zone, now)}"
    top = [small(f"Version {old.version} of the note of *{old.item.label}* · {by}"), headline(steady(note.headline))]
    decides = [f"Decision owner: {literal(old.decider)}"] if old.decider else []
    decides += [f"Decide by: {local(note.decide_by, zone, now)}"] if note.decide_by else []
    standing: list[Block] = [said("\n".join(decides))] if decides else []
    groups: Groups = [[*top, *field("Next step", note.next_step)], standing, *_fields(note), field("Recap", note.recap)]
    return _view(f"{old.item.label}, version {old.version}", groups, f"{old.item.number}:{old.version}", page)


def closed_view(sentence: str) -> View:
    """What stands there instead where its reader may not see it any more, or it is not there."""
    return View(type="modal", callback_id=ids.NOTE_VIEW, title="Full note", close="Close", blocks=[words(sentence)])


def _view(title: str, groups: Groups, value: str, page: int) -> View:
    pages = paged([group for group in groups if group])
    number = max(0, min(page, len(pages) - 1))
    blocks = [*pages[number], *_turning(number, len(pages), value)]
    return View(type="modal", callback_id=ids.NOTE_VIEW, title=title, close="Close", blocks=blocks)


def _turning(number: int, count: int, value: str) -> list[Block]:
    """Which page it is, and the ways to the others; nothing where there is one."""
    if count == 1:
        return []
    turns: list[ButtonElement] = []
    if number > 0:
        turns.append(button("Previous page", ids.NOTE_BACK, f"{value}:{number - 1}"))
    if number < count - 1:
        turns.append(button("Next page", ids.NOTE_NEXT, f"{value}:{number + 1}", primary=True))
    return [small(f"Page {number + 1} of {count}"), buttons(*turns)]


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


def _fields(note: Draft) -> Groups:
    """Each field of the note with its heading, and where its links lead."""
    return [*(field(label, getattr(note, name)) for label, name in FIELDS), document_rows(note.links)]


def _each_time(circling: CirclingFacts, zone: str, now: datetime) -> list[Block]:
    """Who sent it back, when, and why: each of the last times, whole."""
    blocks: list[Block] = []
    for sent in circling.sent_back:
        heading = f"Sent back by {literal(sent.name)}, {local(sent.at, zone, now)}"
        blocks += field(heading, sent.reason) or [small(f"*{heading}*")]
    return blocks


def _sent_back(item: ItemFacts) -> list[Block]:
    if not item.times_sent_back:
        return []
    by = f" by {literal(item.sent_back_by)}" if item.sent_back_by else ""
    heading = f"Sent back {times(item.times_sent_back)}{', last' if item.times_sent_back > 1 else ''}{by}"
    return field(heading, item.sent_back_because or "") or [small(f"*{heading}*")]
