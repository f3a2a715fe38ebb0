"""Replies in a card's thread: the claimer's first is their read-back, and whoever was asked something answers there."""

from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import require_actor
from models.acts import Act
from models.facts.read_backs import standing_read_back
from models.facts.threads import items_in_thread
from models.refusals import AlreadyDoneError, RefusedError
from models.storage.database import Database
from models.storage.holding import held
from models.tables import Event, Item, ReadBack, SenderQuestion
from models.verbs.asking_sender import keep_answer
from models.verbs.reading_back import keep_reply
from models.verbs.recording import acting
from models.workspace.messages import MessageNews


def hear_claimer(database: Database, act: Act, reply: MessageNews) -> None:
    """Keep a reply of who acts as the read-back that they owe of an item of that thread since they claimed it, and as
    the answer to the oldest question there that is put to them. What Slack tells again changes nothing."""
    if not reply.has_words:
        return
    with database.read() as session:
        items = session.scalars(items_in_thread(act.workspace_id, reply.channel, reply.root)).all()
        if not any(_owed(session, act, item, reply) or _asked(session, act, item, reply) for item in items):
            return
    once = replace(act, key=f"reply:{act.key}")
    with suppress(AlreadyDoneError), acting(database, once) as session:
        for item in session.scalars(held(items_in_thread(act.workspace_id, reply.channel, reply.root))).all():
            with suppress(RefusedError):
                require_actor(session, act, item)
                _keep(session, act, item, reply)


def follow_reply(session: Session, workspace_id: int, news: MessageNews, now: datetime) -> None:
    """The message, if it is a read-back or an answer, says something else at `now` (UTC); without words it is gone, and
    is asked for again. What Slack tells late, after a later edit, changes nothing."""
    here = Item.workspace_id == workspace_id, Item.channel == news.channel
    rows = select(Item, ReadBack).join(ReadBack, ReadBack.item_id == Item.id).where(*here, ReadBack.ts == news.ts)
    for item, row in session.execute(held(rows)).all():
        if news.edited > row.edited or not news.text:
            keep_reply(session, item, row, news, now)
    answers = select(Item, SenderQuestion).join(SenderQuestion, SenderQuestion.item_id == Item.id)
    for item, question in session.execute(held(answers.where(*here, SenderQuestion.answer_ts == news.ts))).all():
        if news.edited > question.answer_edited or not news.text:
            keep_answer(session, item, question, news.text, now, news)


def is_kept_reply(session: Session, ts: str) -> bool:
    """Whether a message with that `ts` is a read-back or an answer."""
    looks = (
        select(ReadBack.event_id).where(ReadBack.ts == ts),
        select(SenderQuestion.id).where(SenderQuestion.answer_ts == ts),
    )
    return any(session.scalar(look.limit(1)) is not None for look in looks)


def _keep(session: Session, act: Act, item: Item, reply: MessageNews) -> None:
    row, question = _owed(session, act, item, reply), _asked(session, act, item, reply)
    if row is not None:
        keep_reply(session, item, row, reply, act.now)
    if question is not None:
        keep_answer(session, item, question, reply.text, act.now, reply)


def _owed(session: Session, act: Act, item: Item, reply: MessageNews) -> ReadBack | None:
    """The read-back of the item that who acts still owes, if they claimed it before they wrote the reply."""
    row = standing_read_back(session, item)
    if row is None or row.user != act.user or row.written_at is not None:
        return None
    return row if session.get_one(Event, row.event_id).at <= _written_at(reply) else None


def _asked(session: Session, act: Act, item: Item, reply: MessageNews) -> SenderQuestion | None:
    """The oldest question about the item that who acts had not answered when they wrote the reply."""
    waiting = select(SenderQuestion).where(
        SenderQuestion.item_id == item.id, SenderQuestion.asked == act.user, SenderQuestion.answered_at.is_(None)
    )
    question = session.scalars(waiting.order_by(SenderQuestion.id).limit(1)).first()
    return question if question is not None and question.at <= _written_at(reply) else None


def _written_at(reply: MessageNews) -> datetime:
    """When the reply was written, by Slack's clock, as an aware UTC datetime."""
    return datetime.fromtimestamp(float(reply.ts), UTC)
