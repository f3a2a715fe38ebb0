"""Messages that stand in Slack or shall, and the deliveries (posts and edits) that the bot owes for them."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.tables.base import Base


class MessageKind(StrEnum):
    """What a message is: an item's card, a line in its thread, or one of the DMs."""

    CARD = "card"
    LINE = "line"
    DIGEST = "digest"
    ARRIVALS = "arrivals"
    REPLY = "reply"
    NOTICE = "notice"
    SHIFTS = "shifts"
    COVER = "cover"
    REMINDER = "reminder"
    ASK_AWAY = "ask_away"
    ASK_ZONE = "ask_zone"
    LEAVING = "leaving"
    EVENING = "evening"
    DECISION = "decision"
    AGAIN = "again"


class Message(Base):
    """A Slack message of the bot. Its metadata carries `opaque`, nothing else of ours; `ts` is set once it stands."""

    __tablename__ = "messages"
    __table_args__ = (
        Index("ix_messages_item_id", "item_id"),
        Index("ix_messages_channel_ts", "channel", "ts"),
        Index("ix_messages_user_kind", "user", "kind", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    key: Mapped[str] = mapped_column(unique=True)
    opaque: Mapped[str] = mapped_column(unique=True)
    kind: Mapped[MessageKind]
    user: Mapped[str | None]
    channel: Mapped[str | None]
    ts: Mapped[str | None]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("items.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"))
    body: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]


class Entry(Base):
    """That a DM shows an item, and in which part of it: what makes the DM change when the item does."""

    __tablename__ = "entries"
    __table_args__ = (Index("ix_entries_item_id", "item_id"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("items.id", ondelete="CASCADE"), primary_key=True)
    part: Mapped[str]
    position: Mapped[int]


class Action(StrEnum):
    """What a delivery does in Slack: a new message, an edit, or taking away what a late answer left there twice."""

    POST = "post"
    EDIT = "edit"
    TWIN = "twin"


class DeliveryState(StrEnum):
    """How far a delivery is. `sending` past its lease means that nobody knows whether it arrived."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    DROPPED = "dropped"
    PARKED = "parked"


class Delivery(Base):
    """A post or edit the bot owes, kept until it has been sent. At most one edit of a message waits at any time.

    `lane` is the conversation into which it is being posted, or was: one post at a time goes into each. `free_at` is
    when the next one may, in real time. Of each message one delivery at a time is being sent.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        Index(
            "ix_deliveries_due",
            "due_at",
            sqlite_where=text("state IN ('pending', 'sending')"),
            postgresql_where=text("state IN ('pending', 'sending')"),
        ),
        Index(
            "ix_deliveries_next",
            "rank",
            "due_at",
            "id",
            sqlite_where=text("state IN ('pending', 'sending')"),
            postgresql_where=text("state IN ('pending', 'sending')"),
        ),
        Index(
            "uq_deliveries_sending",
            "message_id",
            unique=True,
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index(
            "uq_deliveries_lane",
            "lane",
            unique=True,
            sqlite_where=text("state = 'sending'"),
            postgresql_where=text("state = 'sending'"),
        ),
        Index("ix_deliveries_lane_free", "lane", "free_at"),
        Index(
            "uq_deliveries_waiting_edit",
            "message_id",
            unique=True,
            sqlite_where=text("action = 'edit' AND state = 'pending'"),
            postgresql_where=text("action = 'edit' AND state = 'pending'"),
        ),
        Index(
            "ix_deliveries_parked",
            "id",
            sqlite_where=text("state = 'parked'"),
            postgresql_where=text("state = 'parked'"),
        ),
        Index("ix_deliveries_message_id", "message_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(unique=True)
    message_id: Mapped[int] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"))
    action: Mapped[Action]
    state: Mapped[DeliveryState] = mapped_column(default=DeliveryState.PENDING)
    rank: Mapped[int] = mapped_column(default=5)
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    first_try_at: Mapped[datetime | None]
    lease: Mapped[str | None]
    lease_until: Mapped[datetime | None]
    lane: Mapped[str | None]
    free_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    sent_at: Mapped[datetime | None]
    message: Mapped[Message] = relationship(lazy="raise")
