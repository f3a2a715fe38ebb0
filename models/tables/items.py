"""Items: what they are, where they stand, whose they are."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import ForeignKey, Index, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from models.labels import label_of
from models.tables.base import Base

if TYPE_CHECKING:
    from models.tables.events import Event, ItemPerson


class State(StrEnum):
    """Where an item stands. An open or offered one has exactly one owner."""

    OPEN = "open"
    OFFERED = "offered"
    DONE = "done"
    CANCELLED = "cancelled"


class Urgency(StrEnum):
    """How much an item presses: act today, may turn, steady."""

    CRITICAL = "critical"
    WATCH = "watch"
    STEADY = "steady"


class ByChoice(StrEnum):
    """How the sender said by when: the receiving day's end or noon, before they are back themselves, or a time."""

    END = "end"
    NOON = "noon"
    BACK = "back"
    TIME = "time"


class Verb(StrEnum):
    """What can happen to an item."""

    OPEN = "open"
    OFFER = "offer"
    CLAIM = "claim"
    SEND_BACK = "send_back"
    MOVE_ON = "move_on"
    FINISH = "finish"
    CANCEL = "cancel"
    REOPEN = "reopen"
    UPDATE = "update"
    KEEP = "keep"
    DECIDE = "decide"
    UNDO = "undo"


LIVE = (State.OPEN, State.OFFERED)
# With the states written out, as in the indexes: SQLite uses an index of some rows only where it reads the same words.
IS_LIVE: Final = text("items.state IN ('open', 'offered')")
IS_OPEN: Final = text("items.state = 'open'")
IS_OFFERED: Final = text("items.state = 'offered'")


class Item(Base):
    """A piece of work. `region_id` is the region it has come to; the offer columns are set while it is offered.

    A confidential one stands in a private channel, or has no card: then those `named` alone see it. That is settled
    when it is opened. `unclaimed` is how many regions and people let the offer pass since somebody made it, `visited`
    which regions. `kept_until`: its owner chose to keep it, so until then (UTC) nobody may take it from them.
    `source_ts` is the thread in `opened_in` of the message that it was made from; a card that stands there has it as
    `root_ts`. `indexed`: the search knows its words as they are.
    """

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index(
            "ix_items_live_owner",
            "owner",
            "pressing",
            "created_at",
            "id",
            sqlite_where=text("state IN ('open', 'offered')"),
            postgresql_where=text("state IN ('open', 'offered')"),
        ),
        Index(
            "ix_items_live_team",
            "team_id",
            "pressing",
            "created_at",
            "id",
            sqlite_where=text("state IN ('open', 'offered')"),
            postgresql_where=text("state IN ('open', 'offered')"),
        ),
        Index(
            "ix_items_offered_region",
            "offered_region_id",
            "pressing",
            "created_at",
            "id",
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
        Index(
            "ix_items_offered_user",
            "offered_user",
            "pressing",
            "created_at",
            "id",
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
        Index(
            "ix_items_move_at",
            "move_at",
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
        Index(
            "ix_items_remind_at",
            "remind_at",
            sqlite_where=text("state = 'offered'"),
            postgresql_where=text("state = 'offered'"),
        ),
        Index(
            "ix_items_to_settle",
            "team_id",
            sqlite_where=text("settle_since IS NOT NULL"),
            postgresql_where=text("settle_since IS NOT NULL"),
        ),
        Index(
            "ix_items_turns_at",
            "turns_at",
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index(
            "ix_items_not_indexed",
            "id",
            sqlite_where=text("indexed = false"),
            postgresql_where=text("indexed = false"),
        ),
        Index("ix_items_channel_ts", "channel", "ts"),
        Index(
            "ix_items_channel_root_ts",
            "channel",
            "root_ts",
            sqlite_where=text("root_ts IS NOT NULL"),
            postgresql_where=text("root_ts IS NOT NULL"),
        ),
        Index(
            "ix_items_source_ts",
            "opened_in",
            "source_ts",
            sqlite_where=text("source_ts IS NOT NULL"),
            postgresql_where=text("source_ts IS NOT NULL"),
        ),
        Index("ix_items_team_state", "team_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    kind: Mapped[str] = mapped_column(default="general")
    urgency: Mapped[Urgency] = mapped_column(default=Urgency.STEADY)
    state: Mapped[State] = mapped_column(default=State.OPEN)
    owner: Mapped[str]
    owner_since: Mapped[datetime]
    came_from: Mapped[str | None]
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))
    offered_region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id"))
    offered_user: Mapped[str | None]
    offered_at: Mapped[datetime | None]
    offer_starts: Mapped[datetime | None]
    offer_ends: Mapped[datetime | None]
    move_at: Mapped[datetime | None]
    remind_at: Mapped[datetime | None]
    ladder_step: Mapped[int] = mapped_column(default=0)
    visited: Mapped[list[Any]] = mapped_column(default=list)
    unclaimed: Mapped[int] = mapped_column(default=0)
    visits: Mapped[dict[str, Any]] = mapped_column(default=dict)
    settle_since: Mapped[datetime | None]
    settle_why: Mapped[str] = mapped_column(default="")
    turns_at: Mapped[datetime | None]
    skipped: Mapped[list[Any]] = mapped_column(default=list)
    by: Mapped[datetime | None]
    by_choice: Mapped[ByChoice] = mapped_column(default=ByChoice.END)
    kept_until: Mapped[datetime | None]
    confidential: Mapped[bool] = mapped_column(default=False)
    hops: Mapped[int] = mapped_column(default=0)
    times_sent_back: Mapped[int] = mapped_column(default=0)
    pressing: Mapped[int] = mapped_column(default=3)
    sent_back_because: Mapped[str | None]
    note_version: Mapped[int] = mapped_column(default=1)
    last_event: Mapped[int] = mapped_column(default=0)
    indexed: Mapped[bool] = mapped_column(default=False)
    opened_in: Mapped[str]
    channel: Mapped[str | None]
    ts: Mapped[str | None]
    root_ts: Mapped[str | None]
    source_ts: Mapped[str | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    named: Mapped[list["ItemPerson"]] = relationship(cascade="all, delete-orphan", order_by="ItemPerson.user")
    last: Mapped["Event | None"] = relationship(primaryjoin="foreign(Item.last_event) == Event.id")

    @property
    def label(self) -> str:
        """The id people use: `H-42`."""
        return label_of(self.number)

    @property
    def is_live(self) -> bool:
        """Whether the item is still somebody's work: open or offered."""
        return self.state in LIVE

    @property
    def is_cardless(self) -> bool:
        """Whether it is for named people alone, and so stands in no channel."""
        return self.confidential and self.channel is None

    def is_for(self, user: str) -> bool:
        """Whether the person is among those whom it is for; its owner always is."""
        return self.owner == user or any(one.user == user for one in self.named)

    def end_offer(self) -> None:
        """Forget the offer, if there is one."""
        self.offered_region_id = self.offered_user = None
        self.offered_at = self.offer_starts = self.offer_ends = self.move_at = self.remind_at = None
        self.ladder_step = self.unclaimed = 0
        self.skipped, self.visited = [], []


@event.listens_for(Item, "before_insert")
@event.listens_for(Item, "before_update")
def _keep_pressing(_: object, __: object, item: Item) -> None:
    """How needed the item is, kept with what it follows from: indexes go by it, so that long lists cost no more."""
    if item.urgency is Urgency.CRITICAL:
        item.pressing = 0
    elif item.times_sent_back or item.unclaimed:
        item.pressing = 1
    else:
        item.pressing = 2 if item.urgency is Urgency.WATCH else 3
