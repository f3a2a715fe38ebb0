"""Asking whoever an item comes from: the question stands in the card's thread, and they are told in their hours."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import find_item, hold_item, require_actor, require_live
from models.acts import Act
from models.facts.item import ItemFacts, PersonFacts, item_facts, person_facts
from models.facts.sender_questions import QuestionFacts, question_facts, whom_to_ask
from models.notes import kept_words
from models.owed.happenings import note_told
from models.owed.owing import ANSWERED, ASKED, owe_arrival, owe_edits, owe_question, owe_question_edit
from models.people import days_of
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.storage.database import Database
from models.tables import Item, SenderQuestion
from models.verbs.recording import acting
from models.workspace.messages import MessageNews


@dataclass(frozen=True, slots=True)
class Asking:
    """What is true once a question was asked or answered: the item, the question, and whoever is to read it now."""

    item: ItemFacts
    question: QuestionFacts
    reader: PersonFacts


def may_ask(session: Session, act: Act, number: int) -> tuple[ItemFacts, PersonFacts]:
    """The item, and whom who acts would ask about it. Raises as `ask_sender` does."""
    item = find_item(session, act, number)
    asked = _require_asked(session, act, item)
    return item_facts(session, item, act.now), _person(session, item, asked, act.now)


def ask_sender(database: Database, act: Act, number: int, text: str) -> Asking:
    """Ask whoever the item comes from. At work they are told at once; else their next digest tells them.

    Raises RefusedError where there is nobody to ask, for who may change nothing, and without words; NotVisibleError.
    """
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        asked = _require_asked(session, act, item)
        words = _require_words(text, "Write what you want to know.")
        row = SenderQuestion(item_id=item.id, asker=str(act.user), asked=asked, text=words, at=act.now)
        session.add(row)
        session.flush()
        owe_question(session, item, row.id, act.now)
        owe_arrival(session, item, asked, act.now, ASKED)
        owe_edits(session, item, act.now)
        return _told(session, act, item, row, asked)


def may_answer(session: Session, act: Act, question_id: int) -> tuple[ItemFacts, QuestionFacts]:
    """The item and the question, for whom it asks. Raises as `answer_question` does."""
    item, row = _find(session, act, question_id)
    find_item(session, act, item.number)
    return item_facts(session, item, act.now), question_facts(session, item.workspace_id, row)


def answer_question(database: Database, act: Act, question_id: int, text: str) -> Asking:
    """Answer what one was asked. It joins the question in the thread; whoever asked is told in their hours.

    Raises RefusedError for anybody else, and without words; NotVisibleError.
    """
    with acting(database, act) as session:
        item, row = _find(session, act, question_id)
        hold_item(session, act, item.number)
        words = _require_words(text, "Write the answer.")
        session.refresh(row)
        keep_answer(session, item, row, words, act.now)
        return _told(session, act, item, row, row.asker)


def keep_answer(
    session: Session, item: Item, row: SenderQuestion, words: str, now: datetime, reply: MessageNews | None = None
) -> None:  # fmt: skip
    """Keep the answer, in the caller's transaction; `reply` is the one in the thread that it is, if it is one.

    Without words there is none again: the reply was deleted. Instants are UTC.
    """
    is_news = bool(words) and row.answered_at is None
    row.answer, row.answer_edited = kept_words(words), reply.edited if reply else ""
    row.answer_ts = reply.ts if reply and words else None
    row.answered_at = (row.answered_at or now) if words else None
    if is_news:
        owe_arrival(session, item, row.asker, now, ANSWERED)
        if not days_of(session, item.workspace_id, row.asker).is_awake(now):
            note_told(session, item, (row.asker,), now)
    owe_question_edit(session, row.id, now)
    owe_edits(session, item, now)


def _require_asked(session: Session, act: Act, item: Item) -> str:
    require_actor(session, act, item)
    require_live(item)
    asked = whom_to_ask(session, item, act.user)
    if asked is None:
        raise RefusedError(
            f"There is nobody but you to ask about {item.label}: whoever had it is gone, or sees it no more. "
            "A reply in its thread reaches all who follow it."
        )
    return asked


def _find(session: Session, act: Act, question_id: int) -> tuple[Item, SenderQuestion]:
    row = session.get(SenderQuestion, question_id)
    item = session.scalars(select(Item).where(Item.id == row.item_id)).first() if row is not None else None
    if row is None or item is None or item.workspace_id != act.workspace_id or row.asked != act.user:
        raise RefusedError("That question is not put to you.")
    return item, row


def _require_words(text: str, say: str) -> str:
    words = text.strip()
    if not words:
        raise RefusedError(say, "words")
    return kept_words(words)


def _told(session: Session, act: Act, item: Item, row: SenderQuestion, reader: str) -> Asking:
    session.flush()
    facts = question_facts(session, item.workspace_id, row)
    return Asking(item_facts(session, item, act.now), facts, _person(session, item, reader, act.now))


def _person(session: Session, item: Item, user: str, now: datetime) -> PersonFacts:
    return person_facts(session, load_team(session, item.team_id), user, now)
