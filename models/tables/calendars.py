"""Calendars from elsewhere and what they say; addresses at which ours are read; user groups that follow the shifts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from models.shifts.plan import RotaTurn
from models.tables.base import Base


class Calendar(Base):
    """An iCal address that the roster names: a rota where `region_id` is set, else leave, of `user` or of the team.

    `source` tells what it is for, once and for good. `due_at` is when it is read next, `read_at` when it was read last;
    `trouble` says in a sentence why it cannot be read, since `failing_since`. `unnamed` is how many of its events name
    nobody whom we know. `told` is what the leads were last told of, at `told_at`.
    """

    __tablename__ = "calendars"
    __table_args__ = (Index("ix_calendars_due_at", "due_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    region_id: Mapped[int | None] = mapped_column(ForeignKey("regions.id", ondelete="CASCADE"))
    user: Mapped[str | None]
    source: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str]
    due_at: Mapped[datetime]
    read_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    failing_since: Mapped[datetime | None]
    unnamed: Mapped[int] = mapped_column(default=0)
    told: Mapped[str] = mapped_column(default="")
    told_at: Mapped[datetime | None]

    @property
    def is_rota(self) -> bool:
        """Whether it says whose turn it is, and not who is away."""
        return self.region_id is not None


class Turn(Base):
    """That a calendar elsewhere gives a region's turn to a person, as two UTC instants."""

    __tablename__ = "turns"
    __table_args__ = (Index("ix_turns_region_id", "region_id", "starts"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id", ondelete="CASCADE"))
    user: Mapped[str]
    starts: Mapped[datetime]
    ends: Mapped[datetime]

    def plan(self) -> RotaTurn:
        """The turn as the rules of shifts want it."""
        return RotaTurn(self.user, self.starts, self.ends)


class Feed(Base):
    """An address at which a person reads their own shifts (no `team_id`) or a team's. Only its hash is kept.

    `scope` is "own", or "team:" and the team's row: a person has at most one address for each.
    """

    __tablename__ = "feeds"
    __table_args__ = (UniqueConstraint("workspace_id", "user", "scope"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user: Mapped[str]
    scope: Mapped[str]
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    hash: Mapped[str] = mapped_column(unique=True)
    given_at: Mapped[datetime]


class UserGroup(Base):
    """What a team's Slack user group holds, as far as we have set it: user ids. `group` is its id in Slack.

    `trouble` is Slack's word for why it could not be set; it is not tried before `due_at`. `told` is the trouble that
    the leads know of. `lease_until`: somebody is setting it just now.
    """

    __tablename__ = "user_groups"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True)
    group: Mapped[str]
    holds: Mapped[list[str]] = mapped_column(default=list)
    set_at: Mapped[datetime | None]
    trouble: Mapped[str] = mapped_column(default="")
    told: Mapped[str] = mapped_column(default="")
    due_at: Mapped[datetime | None]
    lease_until: Mapped[datetime | None]
