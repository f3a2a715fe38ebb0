"""What was taken from people's messages follows them: edited there, it changes here; deleted there, it goes here."""

from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, delete, func, or_, select, update
from sqlalchemy.orm import Session

from models.facts.threads import item_in_thread
from models.owed.happenings import forget_said
from models.storage.database import Database
from models.storage.holding import held
from models.storage.once import insert_each_once
from models.tables import Comment, Item, ThreadLink
from models.verbs.answering import open_again
from models.verbs.commenting import note_changed
from models.verbs.replying import follow_reply, is_kept_reply
from models.workspace.messages import MessageNews

MOST_LINKS: Final = 50


def keep_links(database: Database, workspace_id: int, news: MessageNews) -> None:
    """Keep the addresses of a reply in an item's thread, so far as there is room: a form is filled with them."""
    if not news.links:
        return
    with database.read() as session:
        item = item_in_thread(session, workspace_id, news.channel, news.root)
    if item is not None:
        with database.write() as session:
            _keep_links(session, item.id, news)


def follow_edit(database: Database, workspace_id: int, news: MessageNews, now: datetime) -> None:
    """The message says something else, at `now` (UTC). What Slack tells late, after a later edit, changes nothing."""
    keep = news.is_reply and bool(news.links)
    with database.read() as session:
        known = _is_known(session, news.channel, news.ts)
    if known:
        with database.write() as session:
            comments = session.scalars(_of_message(workspace_id, news.channel, news.ts)).all()
            of_items = Item.id.in_([comment.item_id for comment in comments])
            session.execute(update(Item).where(of_items).values(indexed=False))
            for comment in comments:
                _follow_edit(comment, news)
            stale = ThreadLink.channel == news.channel, ThreadLink.ts == news.ts, ThreadLink.edited < news.edited
            session.execute(delete(ThreadLink).where(*stale))
            follow_reply(session, workspace_id, news, now)
    if keep:
        keep_links(database, workspace_id, news)


def follow_deletion(database: Database, workspace_id: int, channel: str, ts: str, now: datetime) -> None:
    """The message is gone, at `now` (UTC): so is what it said, and what it answered is open again."""
    with database.read() as session:
        if not _is_known(session, channel, ts):
            return
    with database.write() as session:
        for comment in session.scalars(_of_message(workspace_id, channel, ts)).all():
            item = session.scalars(held(select(Item).where(Item.id == comment.item_id))).one()
            if comment.ts == ts:
                forget_said(session, item, comment.added_at)
            _follow_deletion(comment, ts)
            note_changed(session, item, now)
        session.execute(delete(ThreadLink).where(ThreadLink.channel == channel, ThreadLink.ts == ts))
        follow_reply(session, workspace_id, MessageNews(channel, ts, ts, None), now)


def _follow_edit(comment: Comment, news: MessageNews) -> None:
    if comment.ts == news.ts and comment.edited < news.edited:
        comment.text, comment.edited = news.text, news.edited
    if comment.answer_ts == news.ts and comment.answer_edited < news.edited:
        comment.answer, comment.answer_edited = news.text, news.edited


def _follow_deletion(comment: Comment, ts: str) -> None:
    if comment.answer_ts == ts:
        open_again(comment)
    if comment.ts == ts:
        open_again(comment)
        comment.text, comment.deleted = "", True


def _of_message(workspace_id: int, channel: str, ts: str) -> Select[Comment]:
    """The comments that the message is, or answers, held, in the order in which items are."""
    of_message = Comment.channel == channel, or_(Comment.ts == ts, Comment.answer_ts == ts)
    query = select(Comment).join(Item, Item.id == Comment.item_id)
    return query.where(*of_message, Item.workspace_id == workspace_id).order_by(Comment.item_id, Comment.id)


def _is_known(session: Session, channel: str, ts: str) -> bool:
    """Whether anything was taken from the message: some looks by indexes, at whatever is edited or deleted."""
    looks: tuple[Any, ...] = (
        select(Comment.id).where(Comment.channel == channel, Comment.ts == ts),
        select(Comment.id).where(Comment.channel == channel, Comment.answer_ts == ts),
        select(ThreadLink.id).where(ThreadLink.channel == channel, ThreadLink.ts == ts),
    )
    return any(session.scalar(look.limit(1)) is not None for look in looks) or is_kept_reply(session, ts)


def _keep_links(session: Session, item_id: int, news: MessageNews) -> None:
    kept = session.scalar(select(func.count()).select_from(ThreadLink).where(ThreadLink.item_id == item_id)) or 0
    rows = [
        {"item_id": item_id, "channel": news.channel, "ts": news.ts, "url": url, "title": title, "edited": news.edited}
        for url, title in news.links[: max(0, MOST_LINKS - kept)]
    ]
    insert_each_once(session, ThreadLink, rows)
