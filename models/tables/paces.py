"""The pace of a workspace: when the next message may be posted there, and how many a minute Slack lets through."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Pace(Base):
    """One row for each workspace, shared by all replicas. Its instants are real time, also where CLOCK_FILE is not.

    What was learnt is in posts a minute: `per_minute` is kept to, `low` went through, `high` was refused. Since the
    instant `since`, when Slack had just refused (`emptied`) or after a quiet time, `counted` posts went out.
    """

    __tablename__ = "paces"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    next_at: Mapped[datetime | None]
    per_minute: Mapped[float | None]
    low: Mapped[float | None]
    high: Mapped[float | None]
    since: Mapped[datetime | None]
    counted: Mapped[int] = mapped_column(default=0)
    emptied: Mapped[bool] = mapped_column(default=False)
    refused_at: Mapped[datetime | None]
