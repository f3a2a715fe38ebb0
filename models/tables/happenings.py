"""What became of items that people had handed over: their next digest tells it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Happening(Base):
    """Something that became of an item, of which `user` is to be told: they handed it over, or own it.

    `event_id` is the change of the item; it is empty where something was said of it: a tagged reply, a read-back, a
    decision. `message_id` is the digest that tells it: told is what stands in one that was sent. `at` is UTC.
    """

    __tablename__ = "happenings"
    __table_args__ = (
        Index("ix_happenings_user", "workspace_id", "user", "message_id"),
        Index("ix_happenings_item_id", "item_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user: Mapped[str]
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id", ondelete="CASCADE"))
    at: Mapped[datetime]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
