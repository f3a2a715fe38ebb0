"""Comments: a message is put into an item's note by a tag, and taken out when the last tag on it goes.

No event is written for it and no message is owed: the card shows it, and what was done to the item before can still be
undone.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from models.access import hold_item, require_actor, require_live
from models.acts import Act
from models.facts.threads import items_in_thread
from models.owed.happenings import forget_said, note_said
from models.owed.owing import owe_card_edit
from models.storage.database import Database
from models.storage.holding import held
from models.storage.once import insert_once
from models.tables import Comment, CommentKind, CommentTag, Item
from models.verbs.recording import acting
from models.workspace.messages import MessageNews


def tag_reply(database: Database, act: Act, kind: CommentKind, news: MessageNews) -> bool:
    """Put a reply in an item's thread into its note, by an emoji; say whether it was not in it before.

    Anything else than a reply in the thread of an item under way means nothing. Raises RefusedError for who may not,
    AlreadyDoneError.
    """
    with acting(database, act) as session:
        of_thread = items_in_thread(act.workspace_id, news.channel, news.root).limit(1)
        item = session.scalars(held(of_thread)).first()
        if item is None or not item.is_live or not news.is_reply or news.ts == item.ts:
            return False
        require_actor(session, act, item)
        return _add(session, act, item, kind, news)


def add_comment(database: Database, act: Act, number: int, kind: CommentKind, news: MessageNews) -> tuple[int, bool]:
    """Put a message from anywhere into the item's note; its comment's id, and whether it was not in it before.

    Raises RefusedError for who may not and for what is finished, NotVisibleError, NotKnownYetError.
    """
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        require_actor(session, act, item)
        require_live(item)
        is_new = _add(session, act, item, kind, news)
        return session.scalars(_same(item, kind, news)).one().id, is_new


def untag(database: Database, act: Act, kind: CommentKind, ts: str) -> None:
    """Take off what who acts tagged the message at `ts` with by that emoji. Raises AlreadyDoneError."""
    with acting(database, act) as session:
        there = tagged_by(act, str(act.emoji)).where(Comment.channel == act.channel, Comment.ts == ts)
        _take_off(session, act, session.scalars(there.where(Comment.kind == kind)).all())


def take_out(database: Database, act: Act, comment_id: int) -> bool:
    """Take out what who acts put into a note by the shortcut; say whether it stood there. Raises AlreadyDoneError."""
    with acting(database, act) as session:
        there = session.scalars(tagged_by(act, "").where(Comment.id == comment_id)).all()
        return _take_off(session, act, there) > 0


def tagged_by(act: Act, emoji: str) -> Select[Comment]:
    """The query for the comments that who acts has tagged with the emoji (without one: by the shortcut)."""
    mine = select(CommentTag.comment_id).where(CommentTag.user == act.user, CommentTag.emoji == emoji)
    query = select(Comment).join(Item, Item.id == Comment.item_id)
    return query.where(Item.workspace_id == act.workspace_id, Comment.id.in_(mine)).order_by(Comment.item_id)


def comment_at(session: Session, act: Act, ts: str) -> MessageNews | None:
    """What is known of the message at `ts` in the act's channel because it is in a note already."""
    query = select(Comment).join(Item, Item.id == Comment.item_id).where(Item.workspace_id == act.workspace_id)
    there = query.where(Comment.channel == act.channel, Comment.ts == ts, Comment.deleted.is_(False)).limit(1)
    one = session.scalars(there).first()
    return MessageNews(one.channel, ts, one.root_ts, one.author, one.app, one.text, one.edited) if one else None


def under_way(session: Session, comments: Iterable[Comment]) -> Iterator[tuple[Comment, Item]]:
    """The comments with their items, each held and read anew, without those of what is finished: there nothing changes
    any more."""
    for comment in comments:
        item = session.scalars(held(select(Item).where(Item.id == comment.item_id))).one()
        anew = select(Comment).where(Comment.id == comment.id).execution_options(populate_existing=True)
        there = session.scalars(anew).first()  # another transaction may just have taken it out
        if there is not None and item.is_live:
            yield there, item


def note_changed(session: Session, item: Item, now: datetime) -> None:
    """What was tagged for the item, which the caller holds, has changed: its card shows it, and the search finds it."""
    item.indexed = False
    owe_card_edit(session, item, now)


def _add(session: Session, act: Act, item: Item, kind: CommentKind, news: MessageNews) -> bool:
    is_new = insert_once(
        session, Comment, item_id=item.id, kind=kind, channel=news.channel, ts=news.ts, root_ts=news.root,
        author=news.author, app=news.app, text=news.text, edited=news.edited, added_at=act.now,
    )  # fmt: skip
    comment = session.scalars(_same(item, kind, news)).one()
    insert_once(session, CommentTag, comment_id=comment.id, user=act.user, emoji=act.emoji or "", at=act.now)
    if is_new:
        note_said(session, item, (act.user, news.author), act.now)
        note_changed(session, item, act.now)
    return is_new


def _same(item: Item, kind: CommentKind, news: MessageNews) -> Select[Comment]:
    return select(Comment).where(
        Comment.item_id == item.id, Comment.kind == kind, Comment.channel == news.channel, Comment.ts == news.ts
    )


def _take_off(session: Session, act: Act, comments: Iterable[Comment]) -> int:
    """Take who acts' tag off each; one without any tag is not part of the note any more."""
    taken = 0
    for comment, item in under_way(session, comments):
        mine = CommentTag.user == act.user, CommentTag.emoji == (act.emoji or "")
        session.execute(delete(CommentTag).where(CommentTag.comment_id == comment.id, *mine))
        left = select(CommentTag.user).where(CommentTag.comment_id == comment.id)
        if session.scalars(left.limit(1)).first() is None:
            forget_said(session, item, comment.added_at)
            session.delete(comment)
            note_changed(session, item, act.now)
        taken += 1
    return taken
