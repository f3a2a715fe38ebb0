"""What people have tagged for an item: the messages themselves, and how many there are of each kind."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from models.links import message_link
from models.people import name_of
from models.tables import Comment, CommentKind, Item, SenderQuestion

AN_APP: Final = "an app"


@dataclass(frozen=True, slots=True)
class CommentFacts:
    """A message that was tagged: what it is to the item, who wrote it, and who has answered it. Instants are UTC.

    `text` is its author's own words, empty where only the link was to travel.
    """

    id: int
    kind: CommentKind
    author: str
    text: str
    link: str | None
    added_at: datetime
    answered_by: str | None
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class CommentCount:
    """How many messages of a kind there are, and how many of them are answered."""

    kind: CommentKind
    number: int
    answered: int


def comments_of(session: Session, item: Item) -> tuple[CommentFacts, ...]:
    """What was tagged for the item, in the order in which it was written."""
    query = select(Comment).where(Comment.item_id == item.id, Comment.deleted.is_(False))
    rows = session.scalars(query.order_by(Comment.ts, Comment.id))
    return tuple(_facts(session, item, comment) for comment in rows)


# Made once: making a statement takes longer than running it.
_ITEMS: Final[BindParameter[Any]] = bindparam("items", expanding=True)
_TAGGED: Final = (
    select(Comment.item_id, Comment.kind, func.count(), func.count(Comment.answered_by))
    .where(Comment.item_id.in_(_ITEMS), Comment.deleted.is_(False))
    .group_by(Comment.item_id, Comment.kind)
)
_QUESTION: Final = literal(CommentKind.QUESTION, Comment.kind.type)
_ASKED: Final = (
    select(SenderQuestion.item_id, _QUESTION, func.count(), func.count(SenderQuestion.answered_at))
    .where(SenderQuestion.item_id.in_(_ITEMS))
    .group_by(SenderQuestion.item_id)
)
_COUNTED: Final = union_all(_TAGGED, _ASKED)


def comment_counts(session: Session, item: Item) -> tuple[CommentCount, ...]:
    """How many there are of each kind, in the order of the kinds; of which there are none is left out. What was asked
    of whoever the item comes from counts among the questions."""
    ahead: dict[int, tuple[CommentCount, ...]] = session.info.get("comment counts", {})
    return ahead[item.id] if item.id in ahead else _counts(session, [item.id]).get(item.id, ())


def count_ahead(session: Session, items: Sequence[Item]) -> None:
    """Count those of many items at once, before each of them is asked for."""
    counts = _counts(session, [item.id for item in items])
    session.info["comment counts"] = {item.id: counts.get(item.id, ()) for item in items}


def _counts(session: Session, item_ids: Sequence[int]) -> dict[int, tuple[CommentCount, ...]]:
    found: dict[int, dict[CommentKind, CommentCount]] = {}
    for item_id, kind, number, answered in session.execute(_COUNTED, {"items": list(item_ids)}):
        one = found.setdefault(item_id, {}).get(kind, CommentCount(kind, 0, 0))
        found[item_id][kind] = CommentCount(kind, one.number + number, one.answered + answered)
    return {item_id: tuple(kinds[kind] for kind in CommentKind if kind in kinds) for item_id, kinds in found.items()}


def added_since(comments: Iterable[CommentFacts], since: datetime) -> tuple[CommentFacts, ...]:
    """Those that were tagged, or answered, after then (UTC)."""
    return tuple(one for one in comments if one.added_at > since or (one.answered_at or since) > since)


def _facts(session: Session, item: Item, comment: Comment) -> CommentFacts:
    author = name_of(session, item.workspace_id, comment.author) if comment.author else comment.app or AN_APP
    return CommentFacts(
        id=comment.id,
        kind=comment.kind,
        author=author,
        text=comment.text,
        link=message_link(session, item.workspace_id, comment.channel, comment.ts, comment.root_ts),
        added_at=comment.added_at,
        answered_by=name_of(session, item.workspace_id, comment.answered_by) if comment.answered_by else None,
        answer=comment.answer,
        answered_at=comment.answered_at,
    )
