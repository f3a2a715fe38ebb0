"""Every version of an item's note."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Note(Base):
    """One version of an item's note: the context as the next person needs it.

    `rest_asked_at` (UTC): when its owner was reminded of what a critical item had been handed on without.
    """

    __tablename__ = "notes"

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    author: Mapped[str]
    written_at: Mapped[datetime]
    headline: Mapped[str]
    next_step: Mapped[str] = mapped_column(default="")
    decision_owner: Mapped[str | None]
    decision: Mapped[str] = mapped_column(default="")
    decide_by: Mapped[datetime | None]
    without_decision: Mapped[str] = mapped_column(default="")
    state_now: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    ruled_out: Mapped[str] = mapped_column(default="")
    if_then: Mapped[str] = mapped_column(default="")
    links: Mapped[str] = mapped_column(default="")
    whats_new: Mapped[str] = mapped_column(default="")
    recap: Mapped[str] = mapped_column(default="")
    rest_asked_at: Mapped[datetime | None]
