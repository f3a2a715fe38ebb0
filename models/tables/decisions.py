"""Decisions that are wanted of somebody, and what became of them."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Verdict(StrEnum):
    """What became of a question: lapsed means that nobody decided in time, withdrawn that it is asked no more."""

    PENDING = "pending"
    APPROVED = "approved"
    APPROVED_IF = "approved_if"
    DECLINED = "declined"
    PASSED_ON = "passed_on"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


class Decision(Base):
    """A question to one person about an item, as the note of that version put it. Instants are UTC.

    `why` is the decider's line, `condition` what an approval hangs on, `passed_to` who is asked instead. `told_at` is
    when the decider was first told; `remind_at` when they are next told by a DM of its own; `lapses_at` when it is
    written down that nobody decided.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_item_id", "item_id"),
        Index(
            "ix_decisions_pending_decider",
            "workspace_id",
            "decider",
            sqlite_where=text("verdict = 'pending'"),
            postgresql_where=text("verdict = 'pending'"),
        ),
        Index(
            "ix_decisions_remind_at",
            "remind_at",
            sqlite_where=text("verdict = 'pending'"),
            postgresql_where=text("verdict = 'pending'"),
        ),
        Index(
            "ix_decisions_lapses_at",
            "lapses_at",
            sqlite_where=text("verdict = 'pending'"),
            postgresql_where=text("verdict = 'pending'"),
        ),
        Index("ix_decisions_log", "workspace_id", "decided_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"))
    version: Mapped[int]
    decider: Mapped[str]
    question: Mapped[str]
    decide_by: Mapped[datetime | None]
    without: Mapped[str] = mapped_column(default="")
    asked_by: Mapped[str]
    asked_at: Mapped[datetime]
    verdict: Mapped[Verdict] = mapped_column(default=Verdict.PENDING)
    why: Mapped[str] = mapped_column(default="")
    condition: Mapped[str] = mapped_column(default="")
    passed_to: Mapped[str | None]
    decided_at: Mapped[datetime | None]
    told_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    lapses_at: Mapped[datetime | None]
