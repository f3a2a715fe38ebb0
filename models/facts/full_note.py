"""All there is to know of one item, as plain values: what the full note shows."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.facts.comments import CommentFacts, comments_of
from models.facts.decisions import DecisionFacts, decision_facts
from models.facts.history import HistoryFacts, history_of
from models.facts.item import ItemFacts, item_facts
from models.facts.read_backs import ReadBackFacts, facts_of_read_back
from models.facts.sender_questions import QuestionFacts, questions_about
from models.facts.since import SinceFacts, since_had
from models.notes import Draft, draft_of
from models.people import name_of
from models.refusals import RefusedError
from models.tables import Decision, Item, Note, ReadBack


@dataclass(frozen=True, slots=True)
class FullNote:
    """The item, what was tagged, read back, asked and decided about it, and its history.

    `since`: what has changed since its reader last had it, if they ever did.
    """

    item: ItemFacts
    comments: tuple[CommentFacts, ...]
    read_backs: tuple[ReadBackFacts, ...]
    questions: tuple[QuestionFacts, ...]
    decisions: tuple[DecisionFacts, ...]
    history: HistoryFacts
    since: SinceFacts | None = None


@dataclass(frozen=True, slots=True)
class OldNote:
    """One version of an item's note: who wrote it, and when (UTC). `decider` is a name."""

    item: ItemFacts
    version: int
    note: Draft
    decider: str | None
    name: str
    at: datetime


def full_note(session: Session, item: Item, user: str, now: datetime) -> FullNote:
    """All that is true of the item at `now` (UTC), for that reader."""
    written = select(ReadBack).where(ReadBack.item_id == item.id, ReadBack.written_at.is_not(None))
    asked = select(Decision).where(Decision.item_id == item.id).order_by(Decision.id)
    return FullNote(
        item=item_facts(session, item, now),
        comments=comments_of(session, item),
        read_backs=tuple(
            facts_of_read_back(session, item.workspace_id, row)
            for row in session.scalars(written.order_by(ReadBack.event_id))
        ),
        questions=questions_about(session, item),
        decisions=tuple(decision_facts(session, item, row) for row in session.scalars(asked)),
        history=history_of(session, item),
        since=since_had(session, item, user),
    )


def old_note(session: Session, item: Item, version: int, now: datetime) -> OldNote:
    """One version of the item's note. Raises RefusedError where there is none of that number."""
    note = session.get(Note, (item.id, version))
    if note is None:
        raise RefusedError(f"{item.label} has no version {version} of its note.")
    draft = draft_of(item, note)
    named = item.workspace_id
    return OldNote(
        item=item_facts(session, item, now),
        version=version,
        note=draft,
        decider=name_of(session, named, draft.decision_owner) if draft.decision_owner else None,
        name=name_of(session, named, note.author),
        at=note.written_at,
    )
