"""What has changed of an item since somebody last had it: for its next owner, who had it before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.facts.circling import COMPARED
from models.facts.comments import CommentCount
from models.facts.decisions import DecisionFacts, decision_facts
from models.notes import current_note
from models.people import name_of
from models.tables import Comment, CommentKind, Decision, Event, Item, Note, Urgency, Verb


@dataclass(frozen=True, slots=True)
class FieldFacts:
    """A field of the note that has changed: what stood in it, in people's words, or the instant (UTC); empty where it
    is new. `gone`: nothing stands in it now."""

    name: str
    before: str | datetime
    gone: bool


@dataclass(frozen=True, slots=True)
class SinceFacts:
    """What has changed since its reader had the item, who lost it at `left_at` (UTC): fields of the note, the urgency
    it had where that changed, how much was tagged, and what was decided."""

    left_at: datetime
    fields: tuple[FieldFacts, ...] = ()
    urgency: Urgency | None = None
    tagged: tuple[CommentCount, ...] = ()
    decided: DecisionFacts | None = None

    @property
    def is_nothing(self) -> bool:
        """Whether all is as it was."""
        return not (self.fields or self.urgency or self.tagged or self.decided)


def since_had(session: Session, item: Item, user: str) -> SinceFacts | None:
    """What has changed since that person last had it; None for who never had it, or never gave it away."""
    return since_had_each(session, [item], user).get(item.id)


def since_had_each(session: Session, items: Iterable[Item], user: str) -> dict[int, SinceFacts]:
    """The same for each of the items that they had before, by their rows' ids."""
    by_id = {item.id: item for item in items}
    claims = select(Event).where(
        Event.item_id.in_(by_id), Event.verb == Verb.CLAIM, Event.undone_at.is_(None), Event.actor != user
    )
    lost = {
        event.item_id: event
        for event in session.scalars(claims.order_by(Event.id))
        if event.before.get("owner") == user
    }
    return {item_id: _since(session, by_id[item_id], event) for item_id, event in lost.items()}


def _since(session: Session, item: Item, lost: Event) -> SinceFacts:
    was = Urgency(lost.before["urgency"])
    return SinceFacts(
        left_at=lost.at,
        fields=_fields(session, item, lost.before["note_version"]),
        urgency=was if was is not item.urgency else None,
        tagged=_tagged(session, item, lost.at),
        decided=_decided(session, item, lost.at),
    )


def _fields(session: Session, item: Item, version: int) -> tuple[FieldFacts, ...]:
    then, note = session.get_one(Note, (item.id, version)), current_note(session, item)
    changed = [name for name in COMPARED if getattr(then, name) != getattr(note, name)]
    return tuple(FieldFacts(name, _as_read(session, item, then, name), not getattr(note, name)) for name in changed)


def _as_read(session: Session, item: Item, note: Note, name: str) -> str | datetime:
    value: str | datetime | None = getattr(note, name)
    if name == "decision_owner" and isinstance(value, str):
        return name_of(session, item.workspace_id, value)
    return value or ""


def _tagged(session: Session, item: Item, since: datetime) -> tuple[CommentCount, ...]:
    """How much was tagged since then, in the order of the kinds."""
    tagged = select(Comment.kind, func.count(), func.count(Comment.answered_by)).group_by(Comment.kind)
    tagged = tagged.where(Comment.item_id == item.id, Comment.deleted.is_(False), Comment.added_at > since)
    found = {kind: CommentCount(kind, number, answered) for kind, number, answered in session.execute(tagged)}
    return tuple(found[kind] for kind in CommentKind if kind in found)


def _decided(session: Session, item: Item, since: datetime) -> DecisionFacts | None:
    """The last decision that was made since then and still stands."""
    made = select(Decision).where(Decision.item_id == item.id, Decision.decided_at > since, Decision.stands)
    row = session.scalars(made.order_by(Decision.id.desc()).limit(1)).first()
    return decision_facts(session, item, row) if row is not None else None
