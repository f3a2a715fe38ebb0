"""Teams, their regions and members: the roster as rows."""

from dataclasses import replace
from datetime import date
from typing import Any, Final

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from models.kinds import Kind, kind_called, kinds_from_rows, kinds_with
from models.shifts.plan import GONE, Hours, Ladder, MemberPlan, RegionPlan, Rotation, TeamPlan
from models.tables.absences import Absence, Cover, Trip, away_plan
from models.tables.base import Base
from models.tables.calendars import Turn
from models.tables.people import Person

# Where a row that is only read keeps its plan, and which region is whose.
KEPT: Final = "_kept_plan"
KEPT_REGIONS: Final = "_kept_regions"


class Team(Base):
    """People in several regions who share one queue of work and one home channel."""

    __tablename__ = "teams"
    __table_args__ = (UniqueConstraint("workspace_id", "name"), Index("ix_teams_channel", "channel"))

    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    channel: Mapped[str]
    page: Mapped[str | None]
    ladder: Mapped[dict[str, Any]] = mapped_column(default=dict)
    leave: Mapped[str | None]
    called: Mapped[dict[str, Any]] = mapped_column(default=dict)
    user_group: Mapped[str | None]
    kinds: Mapped[list[Any]] = mapped_column(default=list)
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)
    leads: Mapped[list["TeamLead"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="TeamLead.position"
    )
    regions: Mapped[list["Region"]] = relationship(lazy="raise", back_populates="team", order_by="Region.position")

    def plan(self) -> TeamPlan:
        """The team as the rules of shifts and the sun path want it: its roster with absences, covers and trips."""
        kept: TeamPlan | None = vars(self).get(KEPT)
        return kept or self._plan(tuple(region.plan() for region in self.regions if not region.retired))

    def as_written(self) -> TeamPlan:
        """The team as its roster says, without what people have changed since."""
        return self._plan(tuple(region.as_written() for region in self.regions if not region.retired))

    def keep_plans(self) -> None:
        """Make once, for a row that is only read from now on, the plans of the team and its regions."""
        for region in self.regions:
            vars(region)[KEPT] = region.plan()
        vars(self)[KEPT] = self.plan()
        worked = [region for region in reversed(self.regions) if not region.retired]
        vars(self)[KEPT_REGIONS] = {member.user: region for region in worked for member in region.members}

    def _plan(self, regions: tuple[RegionPlan, ...]) -> TeamPlan:
        return TeamPlan(
            name=self.name,
            channel=self.channel,
            regions=regions,
            leads=tuple(lead.user for lead in self.leads),
            page=self.page,
            ladder=Ladder(**self.ladder),
            leave=self.leave,
            names=tuple(sorted(self.called.items())),
            user_group=self.user_group,
            kinds=kinds_from_rows(self.kinds),
        )

    def all_kinds(self) -> tuple[Kind, ...]:
        """The kinds of work that the team has: the built-in ones and its own."""
        return kinds_with(self.plan().kinds)

    def kind_called(self, name: str) -> Kind:
        """The kind of that name, with what the team's roster says of it."""
        return kind_called(self.plan().kinds, name)

    def region_called(self, name: str) -> "Region":
        """The region of that name; a KeyError where there is none."""
        for region in self.regions:
            if region.name == name and not region.retired:
                return region
        raise KeyError(name)

    def region_of(self, user: str) -> "Region | None":
        """The region in which the person is a member; a person is in at most one of a team."""
        kept: dict[str, Region] | None = vars(self).get(KEPT_REGIONS)
        if kept is not None:
            return kept.get(user)
        for region in self.regions:
            if not region.retired and any(member.user == user for member in region.members):
                return region
        return None

    def regions_worked(self, user: str, day: date) -> "list[Region]":
        """The regions in which the person may be on shift on that date: their own, and where they cover somebody."""
        home = self.region_of(user)
        found = [home] if home is not None else []
        others = (region for region in self.regions if not region.retired and region is not home)
        return found + [region for region in others if region.plan().is_covered_by(user, day)]

    def names(self, user: str) -> bool:
        """Whether the roster names the person in this team, as a member or a lead."""
        return self.region_of(user) is not None or self.is_led_by(user)

    def is_led_by(self, user: str | None) -> bool:
        """Whether the person is one of the team's leads."""
        return any(lead.user == user for lead in self.leads)


class TeamLead(Base):
    """A person who may change the team and hears of what is stuck."""

    __tablename__ = "team_leads"

    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class Region(Base):
    """A part of a team that works the same hours. One that left the roster is retired, since items still name it.

    `rota` is the address of a calendar with its turns; they count once it was read (`rota_read`).
    """

    __tablename__ = "regions"
    __table_args__ = (UniqueConstraint("team_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id", ondelete="CASCADE"))
    name: Mapped[str]
    timezone: Mapped[str]
    hours: Mapped[str]
    days: Mapped[str]
    holidays: Mapped[str | None]
    closed: Mapped[list[str]] = mapped_column(default=list)
    worked: Mapped[list[str]] = mapped_column(default=list)
    starts: Mapped[date | None]
    rotation: Mapped[Rotation]
    rotation_from: Mapped[date]
    emoji: Mapped[str | None]
    rota: Mapped[str | None]
    rota_read: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    retired: Mapped[bool] = mapped_column(default=False)
    team: Mapped[Team] = relationship(lazy="raise", back_populates="regions")
    members: Mapped[list["Member"]] = relationship(
        lazy="raise", cascade="all, delete-orphan", order_by="Member.position"
    )
    covers: Mapped[list[Cover]] = relationship(lazy="raise", viewonly=True, order_by=Cover.id)
    turns: Mapped[list[Turn]] = relationship(lazy="raise", viewonly=True, order_by=Turn.starts)

    def plan(self) -> RegionPlan:
        """The region as the rules of shifts want it: its roster with absences, covers and trips."""
        kept: RegionPlan | None = vars(self).get(KEPT)
        return kept or self._plan()

    def _plan(self) -> RegionPlan:
        covers = tuple(plan for cover in self.covers if (plan := cover.plan()) is not None)
        rota = tuple(turn.plan() for turn in self.turns) if self.rota and self.rota_read else None
        members = tuple(member.plan() for member in self.members)
        return replace(self.as_written(), members=members, covers=covers, rota=rota)

    def as_written(self) -> RegionPlan:
        """The region as its roster says."""
        return RegionPlan(
            name=self.name,
            timezone=self.timezone,
            hours=Hours.parse(self.hours),
            members=tuple(member.as_written() for member in self.members),
            days=days_from_text(self.days),
            holidays=self.holidays,
            closed=_dates(self.closed),
            rotation=self.rotation,
            rotation_from=self.rotation_from,
            worked=_dates(self.worked),
            starts=self.starts,
            rota_address=self.rota,
            emoji=self.emoji,
        )


class Member(Base):
    """A person in a region, with what differs from the region's zone, hours and days.

    `gone`: their account, where Slack has deactivated it.
    """

    __tablename__ = "members"
    __table_args__ = (Index("ix_members_user", "user"),)

    region_id: Mapped[int] = mapped_column(ForeignKey("regions.id", ondelete="CASCADE"), primary_key=True)
    user: Mapped[str] = mapped_column(primary_key=True)
    timezone: Mapped[str | None]
    hours: Mapped[str | None]
    days: Mapped[str | None]
    leave: Mapped[str | None]
    position: Mapped[int] = mapped_column(default=0)
    absences: Mapped[list[Absence]] = relationship(
        lazy="raise", viewonly=True, primaryjoin=user == foreign(Absence.user), order_by=Absence.id
    )
    trips: Mapped[list[Trip]] = relationship(
        lazy="raise", viewonly=True, primaryjoin=user == foreign(Trip.user), order_by=Trip.id
    )

    gone: Mapped[list[Person]] = relationship(
        lazy="raise", viewonly=True, primaryjoin=(user == foreign(Person.user)) & Person.deactivated
    )

    def plan(self) -> MemberPlan:
        """The member as the rules of shifts want it, with when they are away and where they travel.

        Who is deactivated is away for good: others take their turns, and the rotation does not shift for it.
        """
        trips = tuple(trip.plan() for trip in self.trips)
        return replace(self.as_written(), away=GONE if self.gone else away_plan(self.absences), trips=trips)

    def as_written(self) -> MemberPlan:
        """The member as the roster says."""
        return MemberPlan(
            user=self.user,
            timezone=self.timezone,
            hours=Hours.parse(self.hours) if self.hours else None,
            days=days_from_text(self.days) if self.days else None,
            leave=self.leave,
        )


def _dates(written: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in written)


def days_from_text(text: str) -> frozenset[int]:
    """Weekdays kept as digits (`"01234"` is Monday to Friday) as numbers, 0 being Monday."""
    return frozenset(int(day) for day in text)


def days_as_text(days: frozenset[int]) -> str:
    """Weekdays (0 being Monday) as the digits in which they are kept."""
    return "".join(str(day) for day in sorted(days))
