"""Decisions that are wanted of somebody, and what became of them."""

from datetime import datetime
from enum import StrEnum
from typing import Final

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Verdict(StrEnum):
    """What became of a question. Passed on: the decider said that it is not theirs. Returned: they cannot decide any
    more, so that the item's owner is asked. Lapsed: nobody decided in time. Withdrawn: it is asked no more."""

    PENDING = "pending"
    APPROVED = "approved"
    APPROVED_IF = "approved_if"
    DECLINED = "declined"
    PASSED_ON = "passed_on"
    RETURNED = "returned"
    LAPSED = "lapsed"
    WITHDRAWN = "withdrawn"


OPEN_VERDICTS: Final = frozenset({Verdict.PENDING, Verdict.LAPSED})
# Written out, as in the indexes: SQLite uses an index of some rows only where it reads the same words.
IS_PENDING: Final = text("decisions.verdict = 'pending'")
IS_UNDECIDED: Final = text("decisions.verdict IN ('pending', 'lapsed')")
IS_STANDING: Final = text("decisions.stands")


class Decision(Base):
    """A question to one person about an item, as the note of that version put it. Instants are UTC.

    `why` is the decider's line, `condition` what an approval hangs on; `version` is, once it is decided, that of the
    note it was decided on. `passed_to` is who is asked instead, `came_from` the row (its id) it was passed on from.
    `decided_at` is when it got its verdict; `lapsed_at` stays where somebody decides after the time. `remind_at` is
    when the decider is next told by a DM of its own, `lapses_at` when it is written down that nobody decided.
    `stands`: it is the question that the item's note asks now, whatever its verdict.
    """

    __tablename__ = "decisions"
    __table_args__ = (
        Index("ix_decisions_item_id", "item_id"),
        Index(
            "uq_decisions_standing",
            "item_id",
            unique=True,
            sqlite_where=text("stands"),
            postgresql_where=text("stands"),
        ),
        Index(
            "ix_decisions_undecided",
            "workspace_id",
            "decider",
            sqlite_where=text("verdict IN ('pending', 'lapsed')"),
            postgresql_where=text("verdict IN ('pending', 'lapsed')"),
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
    came_from: Mapped[int | None]
    decided_at: Mapped[datetime | None]
    lapsed_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    lapses_at: Mapped[datetime | None]
    stands: Mapped[bool] = mapped_column(default=True)

    @property
    def is_open(self) -> bool:
        """Whether its decider can still decide it, also after the time."""
        return self.stands and self.verdict in OPEN_VERDICTS
