"""What who claimed, read back, asked or answered is told, alone; and the form for a read-back."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement
from slack_sdk.models.views import View

from handlers import ids
from handlers.blocks.answers import said
from handlers.blocks.form.reason import ONE_LINE, Field, words_form
from handlers.blocks.limits import MOST_TEXT, fit
from handlers.blocks.note.since import since_line
from handlers.blocks.parts import button, buttons, words
from handlers.blocks.read_back.asked import counts_too, in_one_line, open_read_back, said_back, ways
from handlers.blocks.read_back.sender_questions import sees_when
from handlers.blocks.rendered import Rendered
from handlers.blocks.times import local
from handlers.blocks.words import COMMAND, escape, plain_name, steady
from models.acts import Act
from models.facts.item import ItemFacts
from models.facts.read_backs import ReadBackFacts
from models.verbs.asking_sender import Asking
from models.verbs.outcomes import Outcome


def claimed(outcome: Outcome, act: Act, *, in_entry: bool = False) -> Rendered:
    """It is yours: what was asked, by when, and how to read it back; `in_entry` where a DM says all that itself."""
    item = outcome.item
    if not outcome.changed:
        return said(f"{item.label} is yours already.", item)
    if in_entry:
        return said(f"{item.label} is yours.{_changed(outcome, act)}", item, undo=outcome.event)
    by = f" By {local(item.by, outcome.zone, act.now)}." if item.by else ""
    sender = f" {outcome.taken_from} asks:" if outcome.taken_from else ""
    changed = _changed(outcome, act)
    sentence = f"{item.label} is yours.{by}{changed}{sender}"
    asked = open_read_back(item, act.user)
    if asked is None:
        return said(sentence, item, undo=outcome.event, show_next=True)
    return _asking(sentence, item, asked, [_undo(item, outcome.event)])


def _changed(outcome: Outcome, act: Act) -> str:
    """What has changed since who claimed it last had it; of what is confidential, the full note says it."""
    line = "" if outcome.item.confidential else since_line(outcome.since, outcome.zone, act.now)
    return f" {line}." if line else ""


def read_back_form(item: ItemFacts, metadata: str) -> View:
    """One line; what was written before stands in it."""
    asked = item.read_back
    begun = asked.text if asked and len(asked.text) <= ONE_LINE else ""
    field = Field(
        "Your next step, and your doubt", hint=_who_reads_it(item, asked), above=item.note.next_step, begun=begun,
        longest=ONE_LINE,
    )  # fmt: skip
    return words_form(f"Read back {item.label}", "Read back", metadata, field)


def read_back_kept(outcome: Outcome) -> Rendered:
    """What stands there now, and who reads it."""
    item = outcome.item
    return said(f"{item.label} is yours{said_back(item)}. {_who_reads_it(item, item.read_back)}", item)


def as_asked_kept(outcome: Outcome) -> Rendered:
    """The same, with a way to take it back."""
    item, asked = outcome.item, outcome.item.read_back
    if not outcome.changed or asked is None:
        return said(f"You have read {item.label} back already{said_back(item)}.", item)
    undo = button("Undo", ids.NOT_AS_ASKED, asked.event, aloud=f"Undo for {item.label}")
    return said(f"{item.label} is yours, as asked. {_who_reads_it(item, asked)}", item, before=[undo])


def taken_back(outcome: Outcome, now: datetime) -> Rendered:
    """It is asked for again."""
    item, asked = outcome.item, outcome.item.read_back
    if asked is None or not asked.is_open:
        return said(f"{item.label} is yours{said_back(item)}.", item)
    by = f" By {local(item.by, outcome.zone, now)}." if item.by else ""
    return _asking(f"Undone: {item.label} is yours.{by} {asked.sender_name} asks:", item, asked, [])


def asked_now(asking: Asking, zone: str, now: datetime) -> Rendered:
    """That it was asked, and when the other side sees it."""
    return said(f"Asked. {sees_when(asking.reader, zone, now)} The answer comes to you.", asking.item)


def answered_now(asking: Asking) -> Rendered:
    """That it was answered, and that who asked is told."""
    return said(f"Answered. {plain_name(asking.reader.name)} is told in their hours.", asking.item)


def _who_reads_it(item: ItemFacts, asked: ReadBackFacts | None) -> str:
    sender = plain_name(asked.sender_name) if asked else "Whoever had it"
    where = "on the card, " if item.channel else ""
    return f"It stands {where}where {sender} reads it."


def _undo(item: ItemFacts, event: int) -> ButtonElement:
    return button("Undo", ids.UNDO, event, aloud=f"Undo for {item.label}")


def _asking(sentence: str, item: ItemFacts, asked: ReadBackFacts, more: Sequence[ButtonElement]) -> Rendered:
    """The sentence, what is to be done, and the ways to read it back."""
    theirs = f"{steady(item.note.headline)}\nNext: {steady(item.note.next_step)}"
    note = button("Full note", ids.FULL_NOTE, item.number, aloud=f"Full note of {item.label}")
    wanted = f"{in_one_line(item, asked)} {counts_too(item)}"
    blocks: list[Block] = [words(sentence), words(theirs), words(wanted), buttons(*ways(item, asked), *more, note)]
    ends = "Undo works for 10 minutes. " if more else ""
    text = f"{sentence}\n{fit(theirs, MOST_TEXT)}\n{wanted}\n{ends}{COMMAND} show {item.label} shows it."
    return Rendered(text=escape(text), blocks=blocks)
