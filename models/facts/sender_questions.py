"""What people want to know of whoever they have an item from, and what they were answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.access import sees_item
from models.people import days_of, is_gone, name_of
from models.tables import IS_LIVE, Item, SenderQuestion, State

# Made once: making a statement takes longer than running it.
_WAITING: Final = (
    select(SenderQuestion, Item)
    .join(Item, Item.id == SenderQuestion.item_id)
    .where(SenderQuestion.asked == bindparam("user"), SenderQuestion.answered_at.is_(None))
    .where(Item.workspace_id == bindparam("workspace"), IS_LIVE)
    .order_by(SenderQuestion.id)
)


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question to a person about an item, in its asker's words, and the answer, empty while there is none.

    `in_thread`: the answer is a reply in the card's thread. Instants are UTC. `sees_at` is when who is asked was next
    at work then, None with no day ahead.
    """

    id: int
    item_id: int
    asker: str
    asker_name: str
    asked: str
    asked_name: str
    text: str
    at: datetime
    answer: str = ""
    answered_at: datetime | None = None
    in_thread: bool = False
    sees_at: datetime | None = None

    def asks(self, user: str, item_id: int) -> bool:
        """Whether that person is still to answer it, and it is about that item (its row's id)."""
        return self.asked == user and self.item_id == item_id and self.answered_at is None


def whom_to_ask(session: Session, item: Item, user: str | None) -> str | None:
    """Whom `user` can ask about the item: whoever offers it, or whoever its owner has it from, else the owner.

    None where there is nobody but themselves, or those are gone or see the item no more.
    """
    senders = (item.owner,) if item.state is State.OFFERED else (item.came_from, item.owner)
    others = (sender for sender in senders if sender and sender != user)
    return next((one for one in others if _reads_of(session, item, one)), None)


def _reads_of(session: Session, item: Item, user: str) -> bool:
    return not is_gone(session, item.workspace_id, user) and sees_item(session, item, user)


def question_facts(session: Session, workspace_id: int, row: SenderQuestion) -> QuestionFacts:
    """The row as plain values."""
    return QuestionFacts(
        id=row.id,
        item_id=row.item_id,
        asker=row.asker,
        asker_name=name_of(session, workspace_id, row.asker),
        asked=row.asked,
        asked_name=name_of(session, workspace_id, row.asked),
        text=row.text,
        at=row.at,
        answer=row.answer,
        answered_at=row.answered_at,
        in_thread=row.answer_ts is not None,
        sees_at=days_of(session, workspace_id, row.asked).wakes_at(row.at),
    )


def questions_about(session: Session, item: Item) -> tuple[QuestionFacts, ...]:
    """All that was asked about the item, the oldest first."""
    rows = session.scalars(
        select(SenderQuestion).where(SenderQuestion.item_id == item.id).order_by(SenderQuestion.id)
    ).all()
    return tuple(question_facts(session, item.workspace_id, row) for row in rows)


def questions_with(session: Session, workspace_id: int, user: str, item_ids: Sequence[int]) -> list[QuestionFacts]:
    """What the person has asked, or is asked, about any of these items (row ids), the oldest first."""
    theirs = (SenderQuestion.asked == user) | (SenderQuestion.asker == user)
    rows = select(SenderQuestion).where(SenderQuestion.item_id.in_(item_ids), theirs).order_by(SenderQuestion.id)
    return [question_facts(session, workspace_id, row) for row in session.scalars(rows)]


def asked_of(session: Session, workspace_id: int, user: str) -> list[QuestionFacts]:
    """What waits for the person's answer, about live items that they still see, the oldest first."""
    found = session.execute(_WAITING, {"workspace": workspace_id, "user": user}).all()
    return [question_facts(session, workspace_id, row) for row, item in found if sees_item(session, item, user)]
