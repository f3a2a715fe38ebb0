"""A Slack workspace."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Workspace(Base):
    """A Slack workspace. A roster may be applied before the first connection, which then gives the row its Slack id."""

    __tablename__ = "workspaces"

    id: Mapped[int] = mapped_column(primary_key=True)
    slack_id: Mapped[str | None] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(default="")
    url: Mapped[str] = mapped_column(default="")
    bot_user: Mapped[str] = mapped_column(default="")
    last_number: Mapped[int] = mapped_column(default=0)
    zone_rules: Mapped[str] = mapped_column(default="")
    audited_at: Mapped[datetime | None]
    audit_missed: Mapped[int] = mapped_column(default=0)
    roster_version: Mapped[int] = mapped_column(default=0)
