"""Teams that are being set up in Slack, and the people who were added to one."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class Setup(Base):
    """A team that somebody is setting up, or changing, in its channel: nothing of it counts before it is saved.

    `roster` is the team as it would be, `before` the team it was made from; both are roster files. `before` is empty
    for a team that is new.
    """

    __tablename__ = "setups"
    __table_args__ = (UniqueConstraint("workspace_id", "channel", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    channel: Mapped[str]
    user: Mapped[str]
    roster: Mapped[str]
    before: Mapped[str] = mapped_column(default="")
    at: Mapped[datetime]


class Welcome(Base):
    """That somebody was added to a team, and by whom (empty: by a roster file), until their first digest tells them.

    `message_id` is the digest that tells it.
    """

    __tablename__ = "welcomes"
    __table_args__ = (UniqueConstraint("team_id", "user"), Index("ix_welcomes_user", "workspace_id", "user"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    user: Mapped[str]
    by: Mapped[str | None]
    at: Mapped[datetime]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))
