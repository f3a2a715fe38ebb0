"""Messages that people have tagged for an item: concerns, trade-offs, decisions, questions, context; links seen."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class CommentKind(StrEnum):
    """What a tagged message is to the item."""

    CONCERN = "concern"
    TRADE_OFF = "trade_off"
    DECISION = "decision"
    QUESTION = "question"
    CONTEXT = "context"


# What somebody can answer, or close.
ANSWERABLE: Final = (CommentKind.CONCERN, CommentKind.QUESTION)


class Comment(Base):
    """A message that counts as part of the item's note, for as long as somebody's tag is on it.

    `channel` and `ts` say where it stands, `root_ts` in whose thread (its own `ts`: in none). `author` is None for an
    app without a user, which is called `app`. A concern is answered, a question closed, by `answered_by`, with the
    reply at `answer_ts` in the same thread. `edited` and `answer_edited` are Slack's stamps of the latest edit. Of one
    that is `deleted` nothing is kept but that it was there. Instants are UTC.
    """

    __tablename__ = "comments"
    __table_args__ = (
        UniqueConstraint("item_id", "channel", "ts", "kind"),
        Index("ix_comments_channel_ts", "channel", "ts"),
        Index("ix_comments_channel_root_ts", "channel", "root_ts"),
        Index("ix_comments_channel_answer_ts", "channel", "answer_ts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    kind: Mapped[CommentKind]
    channel: Mapped[str]
    ts: Mapped[str]
    root_ts: Mapped[str]
    author: Mapped[str | None]
    app: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    edited: Mapped[str] = mapped_column(default="")
    added_at: Mapped[datetime]
    answered_by: Mapped[str | None]
    answered_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="")
    answer_ts: Mapped[str | None]
    answer_edited: Mapped[str] = mapped_column(default="")
    deleted: Mapped[bool] = mapped_column(default=False)


class CommentTag(Base):
    """That somebody tagged the message so: a comment stands while one tag does. Without `emoji`: by the shortcut."""

    __tablename__ = "comment_tags"

    comment_id: Mapped[int] = mapped_column(ForeignKey("comments.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    emoji: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class ThreadLink(Base):
    """An address that somebody wrote in an item's thread, with its title where one was given."""

    __tablename__ = "thread_links"
    __table_args__ = (
        UniqueConstraint("item_id", "channel", "ts", "url"),
        Index("ix_thread_links_channel_ts", "channel", "ts"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    channel: Mapped[str]
    ts: Mapped[str]
    url: Mapped[str]
    title: Mapped[str] = mapped_column(default="")
    edited: Mapped[str] = mapped_column(default="")
