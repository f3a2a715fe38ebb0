"""Answers: a concern is answered, a question closed, by a reply in its thread and a check mark; or opened again."""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from models.access import require_actor
from models.acts import Act
from models.refusals import RefusedError
from models.storage.database import Database
from models.tables import ANSWERABLE, Comment, Item, Reaction
from models.verbs.commenting import note_changed, under_way
from models.verbs.recording import acting
from models.workspace.messages import MessageNews

_IS_OPEN = Comment.kind.in_(ANSWERABLE) & Comment.deleted.is_(False) & Comment.answered_by.is_(None)


def answer(database: Database, act: Act, ts: str, reply: MessageNews | None) -> bool:
    """Note that what was asked in the message at `ts` is answered by `reply`, a later one of who acts in its thread.

    Says whether such a reply is still wanted. Raises RefusedError for who may not, AlreadyDoneError.
    """
    with acting(database, act) as session:
        wants_reply = False
        for comment, item in under_way(session, session.scalars(_there(act, ts).where(_IS_OPEN)).all()):
            require_actor(session, act, item)
            if reply is None or reply.ts <= comment.ts:
                wants_reply = True
            elif comment.answered_by is None:
                _note(session, item, comment, reply, str(act.user), act.now)
        return wants_reply


def take_answer_back(database: Database, act: Act, ts: str) -> None:
    """Open again what who acts has answered of the message at `ts`. Raises AlreadyDoneError."""
    with acting(database, act) as session:
        mine = _there(act, ts).where(Comment.answered_by == act.user)
        for comment, item in under_way(session, session.scalars(mine).all()):
            open_again(comment)
            note_changed(session, item, act.now)


def hear_reply(database: Database, act: Act, reply: MessageNews, marks: Collection[str]) -> None:
    """Who acts has written a reply: where they have put one of the emoji `marks` on an open concern or question in that
    thread before, this is the answer that was wanted."""
    with database.read() as session:
        if session.scalars(_wanting(act, reply, marks).limit(1)).first() is None:
            return
    with database.write() as session:
        for comment, item in under_way(session, session.scalars(_wanting(act, reply, marks)).all()):
            with suppress(RefusedError):
                require_actor(session, act, item)
                if comment.answered_by is None:
                    _note(session, item, comment, reply, str(act.user), act.now)


def open_again(comment: Comment) -> None:
    """Forget the answer."""
    comment.answered_by = comment.answered_at = comment.answer_ts = None
    comment.answer = comment.answer_edited = ""


def thread_of_question(session: Session, act: Act, ts: str) -> str | None:
    """The thread (its first message's `ts`) of the message at `ts`; None where that is no concern or question."""
    found = session.scalars(_there(act, ts).where(Comment.kind.in_(ANSWERABLE)).limit(1)).first()
    return found.root_ts if found is not None else None


def _note(session: Session, item: Item, comment: Comment, reply: MessageNews, by: str, now: datetime) -> None:
    comment.answered_by, comment.answered_at = by, now
    comment.answer, comment.answer_ts, comment.answer_edited = reply.text, reply.ts, reply.edited
    note_changed(session, item, now)


def _there(act: Act, ts: str) -> Select[Comment]:
    """What stands in notes of the message in the act's channel."""
    query = select(Comment).join(Item, Item.id == Comment.item_id).where(Item.workspace_id == act.workspace_id)
    there = query.where(Comment.channel == act.channel, Comment.ts == ts, Comment.deleted.is_(False))
    return there.order_by(Comment.item_id, Comment.id)


def _wanting(act: Act, reply: MessageNews, marks: Collection[str]) -> Select[Comment]:
    """The open ones of the reply's thread that who acts has marked."""
    marked = exists().where(
        Reaction.workspace_id == act.workspace_id, Reaction.channel == Comment.channel, Reaction.ts == Comment.ts,
        Reaction.user == act.user, Reaction.emoji.in_(marks), Reaction.added,
    )  # fmt: skip
    of_thread = Comment.channel == reply.channel, Comment.root_ts == reply.root, Comment.ts < reply.ts
    return select(Comment).where(*of_thread, _IS_OPEN, marked).order_by(Comment.item_id, Comment.id)
