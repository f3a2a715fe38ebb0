"""Channels and who is in them: what decides who sees an item."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.tables.base import Base


class ChannelKind(StrEnum):
    """Public channels are open to all but guests; of any other only its members know what is in it."""

    PUBLIC = "public"
    PRIVATE = "private"
    UNKNOWN = "unknown"


class Channel(Base):
    """A Slack channel. Until `fetched_at` is set its kind is unknown, which counts as private.

    `shared`: with another company, whose people read what is in it.
    """

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"), Index("ix_channels_fetched_at", "fetched_at"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    slack_id: Mapped[str]
    name: Mapped[str] = mapped_column(default="")
    kind: Mapped[ChannelKind] = mapped_column(default=ChannelKind.UNKNOWN)
    archived: Mapped[bool] = mapped_column(default=False)
    has_bot: Mapped[bool] = mapped_column(default=False)
    head_count: Mapped[int] = mapped_column(default=0)
    fetched_at: Mapped[datetime | None]
    missing: Mapped[bool] = mapped_column(default=False)
    shared: Mapped[bool] = mapped_column(default=False)

    @property
    def is_settled(self) -> bool:
        """Whether Slack has told of it, or that it does not show it to us: there is nothing to be asked."""
        return self.fetched_at is not None or self.missing


class ChannelMember(Base):
    """That a person is in a channel."""

    __tablename__ = "channel_members"

    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
