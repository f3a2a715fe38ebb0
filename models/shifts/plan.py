"""What a roster says, as plain values: teams, regions, members, hours and rotation. No rule of time lives here."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import Final, Self

from models.kinds import Kind

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MONDAY_TO_FRIDAY: Final = frozenset(range(5))

_HOURS: Final = re.compile(r"(\d{1,2}):(\d{2})\s*[-–]\s*(\d{1,2}):(\d{2})", re.ASCII)


class Rotation(StrEnum):
    """Whose turn a shift is: one member for a week, one for a day, or everybody."""

    WEEKLY = "weekly"
    DAILY = "daily"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Hours:
    """Working hours as wall times. An end not later than its start is on the next day; equal times: 24 hours."""

    start: time
    end: time

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read "09:00-17:00"; "24:00" as an end means midnight. Raises ValueError with a sentence for people."""
        found = _HOURS.fullmatch(text.strip())
        if found is None:
            raise ValueError(f'"{text}" are no hours: write a start and an end, such as "09:00-17:00"')
        start_hour, start_minute, end_hour, end_minute = (int(part) for part in found.groups())
        if (end_hour, end_minute) == (24, 0):
            end_hour = 0
        try:
            return cls(time(start_hour, start_minute), time(end_hour, end_minute))
        except ValueError:
            raise ValueError(f'"{text}" are impossible hours: a day has the times 00:00 to 23:59') from None

    def __str__(self) -> str:
        return f"{self.start:%H:%M}-{self.end:%H:%M}"

    @property
    def ends_next_day(self) -> bool:
        """Whether the end falls on the calendar day after the start."""
        return self.end <= self.start


NINE_TO_FIVE: Final = Hours(time(9), time(17))


@dataclass(frozen=True, slots=True)
class DaysOff:
    """Dates on which somebody is away, `first` and `last` included; `last` is None while it has no end."""

    first: date
    last: date | None = None

    def holds(self, day: date) -> bool:
        """Whether they are away on that date."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class HoursOff:
    """Hours for which somebody is away, as two UTC instants."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class TripPlan:
    """Dates, both included, on which somebody works in another zone."""

    first: date
    last: date
    timezone: str


@dataclass(frozen=True, slots=True)
class Away:
    """When somebody is away: whole dates of their own calendar, and hours."""

    days: tuple[DaysOff, ...] = ()
    hours: tuple[HoursOff, ...] = ()

    def all_of(self, day: date) -> bool:
        """Whether they are away for the whole of that date."""
        return any(off.holds(day) for off in self.days)


HERE: Final = Away()
GONE: Final = Away((DaysOff(date.min),))


@dataclass(frozen=True, slots=True)
class MemberPlan:
    """A person in a region. What is None is the region's; `days` are weekdays, 0 is Monday.

    `leave` is the address of a calendar that says when they are away.
    """

    user: str
    timezone: str | None = None
    hours: Hours | None = None
    days: frozenset[int] | None = None
    away: Away = HERE
    trips: tuple[TripPlan, ...] = ()
    leave: str | None = None

    def zone_on(self, day: date) -> str | None:
        """The zone they work in on that date, where it is not the region's."""
        trip = next((trip for trip in self.trips if trip.first <= day <= trip.last), None)
        return trip.timezone if trip is not None else self.timezone


@dataclass(frozen=True, slots=True)
class CoverPlan:
    """That `by` has the shift of a region's local date that was `instead_of`'s; both are user ids.

    `away` is when `by` is: they may be no member of the region.
    """

    date: date
    instead_of: str
    by: str
    away: Away = HERE


@dataclass(frozen=True, slots=True)
class RotaTurn:
    """A turn that a calendar elsewhere gives to a person, as two UTC instants."""

    user: str
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class RegionPlan:
    """A part of a team. `holidays` is a country, or with a part ("DE-BE"); `rotation_from` is None only in a file.

    `worked` are dates that are worked although they are holidays or days off; before `starts` there is no shift. `rota`
    stands in for the rotation where turns come from a calendar elsewhere, the one at `rota_address`. `emoji` hands off
    to it.
    """

    name: str
    timezone: str
    hours: Hours
    members: tuple[MemberPlan, ...]
    days: frozenset[int] = MONDAY_TO_FRIDAY
    holidays: str | None = None
    closed: frozenset[date] = field(default_factory=frozenset)
    rotation: Rotation = Rotation.WEEKLY
    rotation_from: date | None = None
    worked: frozenset[date] = field(default_factory=frozenset)
    starts: date | None = None
    covers: tuple[CoverPlan, ...] = ()
    rota: tuple[RotaTurn, ...] | None = None
    rota_address: str | None = None
    emoji: str | None = None

    def member(self, user: str) -> MemberPlan | None:
        """The member with that user id, if there is one."""
        return next((member for member in self.members if member.user == user), None)

    def is_covered_by(self, user: str, day: date) -> bool:
        """Whether the person covers for somebody on the region's date."""
        return any(cover.by == user and cover.date == day for cover in self.covers)


@dataclass(frozen=True, slots=True)
class Ladder:
    """How many minutes an unclaimed offer waits before who is on shift is reminded, and before the rest of the region
    is; and how long before its shift ends it moves on, but not sooner than so long after the offer."""

    remind: int = 30
    widen: int = 60
    move: int = 60


USUAL_LADDER: Final = Ladder()


@dataclass(frozen=True, slots=True)
class TeamPlan:
    """People in several regions who share a queue and a home channel. `leads` are user ids, `page` is a link.

    `leave` is the address of a calendar that says who is away. `names` pairs what calendars call a person, by e-mail or
    name, with the user id. `user_group` is the id of the Slack user group that holds who is on shift. `kinds` are the
    team's own kinds of work.
    """

    name: str
    channel: str
    regions: tuple[RegionPlan, ...]
    leads: tuple[str, ...] = ()
    page: str | None = None
    ladder: Ladder = USUAL_LADDER
    leave: str | None = None
    names: tuple[tuple[str, str], ...] = ()
    user_group: str | None = None
    kinds: tuple[Kind, ...] = ()

    def region(self, name: str) -> RegionPlan:
        """The region with exactly this name. Raises KeyError when the team has none: resolve what people type first."""
        for region in self.regions:
            if region.name == name:
                return region
        raise KeyError(f"team {self.name} has no region {name}")
