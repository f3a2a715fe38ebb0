"""People of a workspace, as Slack tells of them."""

from datetime import datetime
from typing import Final

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base

NAMELESS: Final = "a teammate"


class Person(Base):
    """Somebody in the workspace. `fetched_at` is empty until Slack was asked who they are.

    `shows_away` is whether their Slack status had one of the emoji that say so when Slack last told of them. `changed`
    is Slack's own count of when they changed (seconds since the epoch): what it tells late is known by it.
    `evening_at` (UTC) is when their next end-of-day DM is due; until `quiet_until` they want no reminder.
    """

    __tablename__ = "people"
    __table_args__ = (
        UniqueConstraint("workspace_id", "user"),
        Index("ix_people_day_starts_at", "day_starts_at"),
        Index("ix_people_fetched_at", "fetched_at"),
        Index("ix_people_evening_at", "evening_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    timezone: Mapped[str | None]
    guest: Mapped[bool] = mapped_column(default=False)
    external: Mapped[bool] = mapped_column(default=False)
    deactivated: Mapped[bool] = mapped_column(default=False)
    shows_away: Mapped[bool] = mapped_column(default=False)
    changed: Mapped[int] = mapped_column(default=0)
    dm_channel: Mapped[str | None]
    fetched_at: Mapped[datetime | None]
    day_starts_at: Mapped[datetime | None]
    evening_at: Mapped[datetime | None]
    quiet_until: Mapped[datetime | None]

    @property
    def is_outsider(self) -> bool:
        """Whether they are a guest or of another company: only a roster that names them lets them act."""
        return self.guest or self.external

    @property
    def sees_public_channels(self) -> bool:
        """Whether Slack has told who they are, and that they are a colleague."""
        return self.fetched_at is not None and not self.is_outsider

    @property
    def known_as(self) -> str:
        """The name people read: Slack's display name, or words that fit anybody not yet looked up."""
        return self.name or NAMELESS
