"""What became of items that a digest's reader had handed over, beyond what is true of each now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from models.facts.discreet import ELSEWHERE, SOMEBODY, discreet_question
from models.facts.item import ChangeFacts
from models.facts.sender_questions import QuestionFacts, asked_of, questions_with
from models.owed.happenings import happenings_told_in
from models.people import name_of
from models.tables import (
    Comment,
    CommentKind,
    Decision,
    Event,
    Happening,
    Item,
    Message,
    ReadBack,
    Verb,
    Verdict,
)

_NO_ANSWER: Final = (Verdict.PENDING, Verdict.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class MeanwhileFacts:
    """What a digest tells of an item: who took it from the reader and when (UTC), with their line of read-back (or that
    they do as asked); who let it pass, the latest last; new tagged replies by kind; whether it was `decided`; and the
    questions that the reader is still to answer, and those of theirs that were answered."""

    taken: ChangeFacts | None = None
    read_back: str = ""
    as_asked: bool = False
    passed: tuple[str, ...] = ()
    replies: tuple[tuple[CommentKind, int], ...] = ()
    decided: bool = False
    asked: tuple[QuestionFacts, ...] = ()
    answered: tuple[QuestionFacts, ...] = ()


NOTHING_NEW: Final = MeanwhileFacts()


def meanwhile_facts(session: Session, message: Message, item_ids: Sequence[int]) -> dict[int, MeanwhileFacts]:
    """What the digest tells of these items, by their row's id; of others there is nothing but what is true now."""
    asked = _asked(session, message, item_ids) if item_ids else {}
    facts = {item_id: MeanwhileFacts(asked=tuple(questions)) for item_id, questions in asked.items()}
    for item_id, told in (_told(session, message, item_ids) if item_ids else {}).items():
        facts[item_id] = replace(told, asked=tuple(asked.get(item_id, ())))
    if not facts:
        return facts
    confidential = set(session.scalars(select(Item.id).where(Item.id.in_(facts), Item.confidential)))
    return {item_id: _discreet(told) if item_id in confidential else told for item_id, told in facts.items()}


def _discreet(told: MeanwhileFacts) -> MeanwhileFacts:
    """The same without a word of its people, and without their names, as a direct message may show it."""
    return replace(
        told,
        taken=replace(told.taken, name=SOMEBODY) if told.taken else None,
        read_back=ELSEWHERE if told.read_back else "",
        passed=(SOMEBODY,) if told.passed else (),
        asked=tuple(discreet_question(one) for one in told.asked),
        answered=tuple(discreet_question(one) for one in told.answered),
    )


def _asked(session: Session, message: Message, item_ids: Sequence[int]) -> dict[int, list[QuestionFacts]]:
    found: dict[int, list[QuestionFacts]] = {}
    for one in asked_of(session, message.workspace_id, str(message.user)):
        if one.item_id in item_ids:
            found.setdefault(one.item_id, []).append(one)
    return found


def _told(session: Session, message: Message, item_ids: Sequence[int]) -> dict[int, MeanwhileFacts]:
    """Of the items of which something happened that the digest is the first to tell."""
    told = happenings_told_in(session, message, item_ids)
    if not told:
        return {}
    events = _events(session, [one.event_id for one in told if one.event_id is not None])
    claims = {one.item_id: one for one in events if _takes_from(one, str(message.user))}
    since = _since(told)
    read_backs = _read_backs(session, str(message.user), since)
    replies, decisions = _replies(session, message, since), _decisions(session, since)
    told_of = {
        item_id: _facts(session, message, [one for one in events if one.item_id == item_id], claims.get(item_id),
                        read_backs.get(item_id), replies.get(item_id, ()), item_id in decisions)
        for item_id in since
    }  # fmt: skip
    answers = _answers(session, message, since)
    return {item_id: replace(facts, answered=answers.get(item_id, ())) for item_id, facts in told_of.items()}


def _answers(
    session: Session, message: Message, since: Mapping[int, datetime]
) -> dict[int, tuple[QuestionFacts, ...]]:  # fmt: skip
    """What the reader has asked and was answered since then, by item."""
    found: dict[int, tuple[QuestionFacts, ...]] = {}
    for one in questions_with(session, message.workspace_id, str(message.user), tuple(since)):
        if one.asker == message.user and one.answered_at is not None and one.answered_at >= since[one.item_id]:
            found[one.item_id] = (*found.get(one.item_id, ()), one)
    return found


def _facts(
    session: Session, message: Message, events: Sequence[Event], claim: Event | None,
    read_back: ReadBack | None, replies: tuple[tuple[CommentKind, int], ...], decided: bool,
) -> MeanwhileFacts:  # fmt: skip
    return MeanwhileFacts(
        taken=ChangeFacts(claim.verb, name_of(session, message.workspace_id, claim.actor), claim.at) if claim else None,
        read_back=read_back.text if read_back is not None else "",
        as_asked=read_back is not None and read_back.as_asked,
        passed=tuple(_who_passed(session, message, events)),
        replies=replies,
        decided=decided,
    )


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


def _decisions(session: Session, since: Mapping[int, datetime]) -> set[int]:
    """The items (row ids) of whose question something has become since then."""
    new = or_(*((Decision.item_id == item_id) & (Decision.decided_at >= at) for item_id, at in since.items()))
    return set(session.scalars(select(Decision.item_id).where(new, Decision.verdict.not_in(_NO_ANSWER))))
