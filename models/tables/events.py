"""What happened to items: every change as an event; who wants to hear of one again, and who alone may see it."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base
from models.tables.items import Verb


class ItemPerson(Base):
    """Somebody for whom a confidential item without a card is: beside its owner, they alone see it."""

    __tablename__ = "item_people"
    __table_args__ = (Index("ix_item_people_user", "user"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)


class Snooze(Base):
    """That a receiver wants to hear of an offered item again later (UTC), and not before."""

    __tablename__ = "snoozes"
    __table_args__ = (Index("ix_snoozes_until", "until"),)

    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    until: Mapped[datetime]


class Event(Base):
    """A change of an item: who, what, when, from where, and what was before, so that it can be undone."""

    __tablename__ = "events"
    __table_args__ = (Index("ix_events_item_id", "item_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    verb: Mapped[Verb]
    actor: Mapped[str | None]
    at: Mapped[datetime]
    surface: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)
    before: Mapped[dict[str, Any]] = mapped_column(default=dict)
    undone_at: Mapped[datetime | None]
