"""What people change about whose shift it is: absences, covers, trips."""

from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from models.shifts.plan import GONE, Away, CoverPlan, DaysOff, HoursOff, TripPlan
from models.tables.base import Base
from models.tables.people import Person


class AbsenceSource(StrEnum):
    """Who says that somebody is away: they themselves or a lead in Slack, or a calendar."""

    SLACK = "slack"
    CALENDAR = "calendar"


class Absence(Base):
    """That somebody is away: on dates of their own calendar, both included, or for hours (UTC). No reason is kept.

    `last` is empty while an absence on dates has no end. `uid` is a calendar's name for it,
    `calendar_id` that calendar.
    """

    __tablename__ = "absences"
    __table_args__ = (
        Index("ix_absences_user", "workspace_id", "user"),
        UniqueConstraint("workspace_id", "user", "uid"),
        {"sqlite_autoincrement": True},  # a button names its row: another one must never get that id
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user: Mapped[str]
    first: Mapped[date | None]
    last: Mapped[date | None]
    starts: Mapped[datetime | None]
    ends: Mapped[datetime | None]
    source: Mapped[AbsenceSource] = mapped_column(default=AbsenceSource.SLACK)
    uid: Mapped[str | None]
    calendar_id: Mapped[int | None] = mapped_column(ForeignKey("calendars.id", ondelete="CASCADE"))
    added_by: Mapped[str | None]
    added_at: Mapped[datetime]

    def days_off(self) -> DaysOff | None:
        """The dates, as the rules of shifts want them; None for hours."""
        return DaysOff(self.first, self.last) if self.first is not None else None

    def hours_off(self) -> HoursOff | None:
        """The hours, as the rules of shifts want them; None for dates."""
        return HoursOff(self.starts, self.ends) if self.starts is not None and self.ends is not None else None


def away_plan(absences: Iterable[Absence]) -> Away:
    """When somebody is away, as the rules of shifts want it."""
    rows = list(absences)
    days, hours = [row.days_off() for row in rows], [row.hours_off() for row in rows]
    return Away(tuple(off for off in days if off is not None), tuple(off for off in hours if off is not None))


class Cover(Base):
    """That somebody asked to be stood in for, on a region's local date. `asked` is who may take it; empty: the region.

    `taken_by` is who did; at most one does. `gone`: their account, where Slack has deactivated it.
    """

    __tablename__ = "covers"
    __table_args__ = (
        UniqueConstraint("region_id", "date", "instead_of"),
        Index("ix_covers_taken_by", "taken_by"),
        {"sqlite_autoincrement": True},  # a button names its row: another one must never get that id
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id", ondelete="CASCADE"))
    date: Mapped[date]
    instead_of: Mapped[str]
    asked: Mapped[str | None]
    asked_at: Mapped[datetime]
    taken_by: Mapped[str | None] = mapped_column()
    taken_at: Mapped[datetime | None]
    absences: Mapped[list[Absence]] = relationship(
        lazy="raise", viewonly=True, primaryjoin=taken_by == foreign(Absence.user), order_by=Absence.id
    )
    gone: Mapped[list[Person]] = relationship(
        lazy="raise", viewonly=True, primaryjoin=(taken_by == foreign(Person.user)) & Person.deactivated
    )

    def plan(self) -> CoverPlan | None:
        """The cover as the rules of shifts want it; None while nobody has taken it."""
        if self.taken_by is None:
            return None
        return CoverPlan(self.date, self.instead_of, self.taken_by, GONE if self.gone else away_plan(self.absences))


class ShiftChangeKind(StrEnum):
    """What became of a person's shift."""

    APPEARS = "appears"
    MOVES = "moves"
    GOES = "goes"


class ShiftChange(Base):
    """That a person's shift of a region's date has changed because of what somebody else did, until it is told.

    `starts` and `ends` (UTC) are the shift's, as it is or was; `was_starts` and `was_ends` as the person knew it, empty
    where it was not theirs. `by` is who did it, empty for the bot or a roster file; `message_id` the DM that tells it.
    """

    __tablename__ = "shift_changes"
    __table_args__ = (
        UniqueConstraint("workspace_id", "user", "region_id", "date"),
        Index("ix_shift_changes_untold", "workspace_id", "user", "message_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user: Mapped[str]
    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id", ondelete="CASCADE"))
    date: Mapped[date]
    kind: Mapped[ShiftChangeKind]
    starts: Mapped[datetime]
    ends: Mapped[datetime]
    was_starts: Mapped[datetime | None]
    was_ends: Mapped[datetime | None]
    by: Mapped[str | None]
    at: Mapped[datetime]
    message_id: Mapped[int | None] = mapped_column(ForeignKey("messages.id", ondelete="SET NULL"))


class Trip(Base):
    """That somebody works in another zone on these dates, both included."""

    __tablename__ = "trips"
    __table_args__ = (Index("ix_trips_user", "workspace_id", "user"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user: Mapped[str]
    first: Mapped[date]
    last: Mapped[date]
    timezone: Mapped[str]

    def plan(self) -> TripPlan:
        """The trip as the rules of shifts want it."""
        return TripPlan(self.first, self.last, self.timezone)
