"""Read-backs: what claimers say they understood."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class ReadBack(Base):
    """The read-back that a claim asks for: one for each claim of somebody else's item. Instants are UTC.

    `text` is the claimer's one line, empty while there is none; `as_asked` says that they do what was asked. Where
    `wants_words` is set, nothing but words will do, and they are reminded once (`reminded_at`).
    """

    __tablename__ = "read_backs"
    __table_args__ = (
        Index("ix_read_backs_item_id", "item_id"),
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
    written_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]
