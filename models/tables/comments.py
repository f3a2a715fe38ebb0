"""Replies in a card's thread that people have tagged: concerns, trade-offs, decisions, questions, context."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class CommentKind(StrEnum):
    """What a tagged reply is to the item."""

    CONCERN = "concern"
    TRADE_OFF = "trade_off"
    DECISION = "decision"
    QUESTION = "question"
    CONTEXT = "context"


class Comment(Base):
    """A message that counts as part of the item's note, for as long as somebody's tag is on it.

    `channel` and `ts` say where it stands; a text that Slack has not told yet has no `fetched_at`. A concern is
    answered, a question closed, by `answered_by`, with the reply at `answer_ts` in the same thread, if there is one.
    `deleted` is one whose message is gone. Instants are UTC.
    """

    __tablename__ = "comments"
    __table_args__ = (
        UniqueConstraint("item_id", "channel", "ts", "kind"),
        Index("ix_comments_channel_ts", "channel", "ts"),
        Index("ix_comments_fetched_at", "fetched_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    kind: Mapped[CommentKind]
    channel: Mapped[str]
    ts: Mapped[str]
    author: Mapped[str | None]
    text: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    fetched_at: Mapped[datetime | None]
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    answer_ts: Mapped[str | None]
    deleted: Mapped[bool] = mapped_column(default=False)


class CommentTag(Base):
    """That somebody tagged the message so: a comment stands while one tag does."""

    __tablename__ = "comment_tags"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    emoji: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]
