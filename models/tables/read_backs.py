"""Read-backs: what claimers say they understood; and what is asked of those from whom they have it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class ReadBack(Base):
    """The read-back that a claim asks for: one for each claim of somebody else's item. Instants are UTC.

    `text` is the claimer's one line, empty while there is none; `as_asked` says that they do what was asked; `ts` is
    that of the reply in the card's thread that it was, if it was one, and `edited` Slack's stamp of its latest edit.
    Where `wants_words` is set, nothing but words will do, and they are reminded once (`reminded_at`).
    """

    __tablename__ = "read_backs"
    __table_args__ = (
        Index("ix_read_backs_item_id", "item_id"),
        Index("ix_read_backs_ts", "ts"),
        Index(
            "ix_read_backs_open",
            "user",
            sqlite_where=text("written_at IS NULL"),
            postgresql_where=text("written_at IS NULL"),
        ),
    )

    event_id: Mapped[int] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    user: Mapped[str]
    sender: Mapped[str]
    wants_words: Mapped[bool] = mapped_column(default=False)
    text: Mapped[str] = mapped_column(default="")
    as_asked: Mapped[bool] = mapped_column(default=False)
    ts: Mapped[str | None]
    edited: Mapped[str] = mapped_column(default="")
    written_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]


class SenderQuestion(Base):
    """What somebody wants to know of whoever they have an item from, or may take it from. Instants are UTC.

    `answer` is empty while there is none; `answer_ts` is that of the reply in the card's thread that it was, if it was
    one, and `answer_edited` Slack's stamp of its latest edit.
    """

    __tablename__ = "sender_questions"
    __table_args__ = (
        Index("ix_sender_questions_item_id", "item_id"),
        Index("ix_sender_questions_answer_ts", "answer_ts"),
        Index(
            "ix_sender_questions_open",
            "asked",
            sqlite_where=text("answered_at IS NULL"),
            postgresql_where=text("answered_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    asker: Mapped[str]
    asked: Mapped[str]
    text: Mapped[str]
    at: Mapped[datetime]
    answer: Mapped[str] = mapped_column(default="")
    answer_ts: Mapped[str | None]
    answer_edited: Mapped[str] = mapped_column(default="")
    answered_at: Mapped[datetime | None]
