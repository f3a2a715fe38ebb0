"""What reached us from Slack: what has been acted on, and what must wait until a channel is known."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Seen(Base):
    """That an event, submission, click or command was acted on. It is written with the change, so it acts once."""

    __tablename__ = "seen"
    __table_args__ = (Index("ix_seen_at", "at"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


class Reaction(Base):
    """The latest that Slack has told of a person's emoji on a message: put on or taken off, by Slack's `event_ts`."""

    __tablename__ = "reactions"
    __table_args__ = (Index("ix_reactions_at", "at"),)

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    ts: Mapped[str] = mapped_column(primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    emoji: Mapped[str] = mapped_column(primary_key=True)
    event_ts: Mapped[str]
    added: Mapped[bool]
    at: Mapped[datetime]


class KeptAct(Base):
    """An act that came too early: a command that met a channel Slack has not told us of, a reaction on a card whose
    post Slack has not confirmed, somebody's look at their Home tab. It is carried out once that is known. `words` is
    what was typed, or which reaction."""

    __tablename__ = "kept_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    awaits: Mapped[str]
    user: Mapped[str]
    words: Mapped[dict[str, Any]] = mapped_column(default=dict)
    at: Mapped[datetime]
