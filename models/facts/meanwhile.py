"""What became of items that a digest's reader had handed over, beyond what is true of each now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.facts.item import ChangeFacts
from models.owed.happenings import happenings_told_in
from models.people import name_of
from models.tables import (
    Comment,
    CommentKind,
    Decision,
    Event,
    Happening,
    Message,
    ReadBack,
    Verb,
    Verdict,
)

_NO_ANSWER: Final = (Verdict.PENDING, Verdict.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class DecidedFacts:
    """What became of a question: who was asked, the verdict, and what they said: a condition, or why."""

    name: str
    verdict: Verdict
    says: str


@dataclass(frozen=True, slots=True)
class MeanwhileFacts:
    """What a digest tells of an item: who took it from the reader and when (UTC), with their line of read-back (or that
    they do as asked); who let it pass, the latest last; new tagged replies by kind; and what was decided. `since` is
    from when on (UTC) it tells."""

    taken: ChangeFacts | None = None
    read_back: str = ""
    as_asked: bool = False
    passed: tuple[str, ...] = ()
    replies: tuple[tuple[CommentKind, int], ...] = ()
    decided: DecidedFacts | None = None
    since: datetime | None = None


NOTHING_NEW: Final = MeanwhileFacts()


def meanwhile_facts(session: Session, message: Message, item_ids: Sequence[int]) -> dict[int, MeanwhileFacts]:
    """What the digest tells of these items, by their row's id; of others there is nothing but what is true now."""
    told = happenings_told_in(session, message, item_ids) if item_ids else []
    if not told:
        return {}
    events = _events(session, [one.event_id for one in told if one.event_id is not None])
    claims = {one.item_id: one for one in events if _takes_from(one, str(message.user))}
    since = _since(told)
    read_backs = _read_backs(session, str(message.user), since)
    replies, decisions = _replies(session, message, since), _decisions(session, since)
    return {
        item_id: MeanwhileFacts(
            taken=_change(session, message, claims.get(item_id)),
            read_back=read_backs[item_id].text if item_id in read_backs else "",
            as_asked=item_id in read_backs and read_backs[item_id].as_asked,
            passed=tuple(_who_passed(session, message, [one for one in events if one.item_id == item_id])),
            replies=replies.get(item_id, ()),
            decided=decisions.get(item_id),
            since=at,
        )
        for item_id, at in since.items()
    }


def _change(session: Session, message: Message, event: Event | None) -> ChangeFacts | None:
    return ChangeFacts(event.verb, name_of(session, message.workspace_id, event.actor), event.at) if event else None


def _events(session: Session, ids: Sequence[int]) -> list[Event]:
    """The events in their order; without those that were undone since."""
    found = select(Event).where(Event.id.in_(ids), Event.undone_at.is_(None)).order_by(Event.id)
    return list(session.scalars(found)) if ids else []


def _takes_from(event: Event, user: str) -> bool:
    return event.verb is Verb.CLAIM and event.details.get("from") == user


def _read_backs(session: Session, user: str, since: Mapping[int, datetime]) -> dict[int, ReadBack]:
    """What was last read back to the person, by item, since then."""
    new = or_(*((ReadBack.item_id == item_id) & (ReadBack.written_at >= at) for item_id, at in since.items()))
    rows = session.scalars(select(ReadBack).where(new, ReadBack.sender == user).order_by(ReadBack.event_id))
    return {one.item_id: one for one in rows}


def _who_passed(session: Session, message: Message, events: Iterable[Event]) -> Iterable[str]:
    for event in events:
        left = event.details.get("left") if event.verb is Verb.MOVE_ON else None
        if left:
            yield left["region"] or name_of(session, message.workspace_id, left["user"])


def _since(told: Iterable[Happening]) -> dict[int, datetime]:
    """From when on (UTC) the digest tells of each item."""
    since: dict[int, datetime] = {}
    for one in told:
        since[one.item_id] = min(one.at, since.get(one.item_id, one.at))
    return since


def _replies(
    session: Session, message: Message, since: Mapping[int, datetime]
) -> dict[int, tuple[tuple[CommentKind, int], ...]]:  # fmt: skip
    """How many replies of others were tagged as what since then, by item."""
    new = or_(*((Comment.item_id == item_id) & (Comment.added_at >= at) for item_id, at in since.items()))
    of_others = Comment.author.is_(None) | (Comment.author != message.user)
    counted = select(Comment.item_id, Comment.kind, func.count()).where(new, of_others, ~Comment.deleted)
    found: dict[int, tuple[tuple[CommentKind, int], ...]] = {}
    for item_id, kind, number in session.execute(counted.group_by(Comment.item_id, Comment.kind)):
        found[item_id] = (*found.get(item_id, ()), (kind, number))
    return found


def _decisions(session: Session, since: Mapping[int, datetime]) -> dict[int, DecidedFacts]:
    """What was last decided on each item since then."""
    new = or_(*((Decision.item_id == item_id) & (Decision.decided_at >= at) for item_id, at in since.items()))
    query = select(Decision).where(new, Decision.verdict.not_in(_NO_ANSWER)).order_by(Decision.decided_at, Decision.id)
    return {
        one.item_id: DecidedFacts(
            name_of(session, one.workspace_id, one.decider), one.verdict, one.condition or one.why
        )
        for one in session.scalars(query)
    }
