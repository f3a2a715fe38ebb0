"""That the leads of a team have been told what a change of clocks does: once for each change."""

from datetime import date

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class ClockTelling(Base):
    """That a lead's digest tells of the change of clocks on that date; `message_id` is the digest."""

    __tablename__ = "clock_tellings"
    __table_args__ = (UniqueConstraint("team_id", "user", "date"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    user: Mapped[str]
    date: Mapped[date]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"), index=True)
