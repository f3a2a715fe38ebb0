"""Keeping what a calendar says: who is away, and whose turn it is. Only what has changed is written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.calendars.keeping import CalendarToRead, hold_calendar
from models.calendars.reading import CalendarEvent
from models.shifts.plan import RotaTurn
from models.shifts.zones import zone
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import have_workspace
from models.tables import Absence, AbsenceSource, Calendar, Region, Turn
from models.verbs.absenting import changing_absences
from models.verbs.rescheduling import rescheduling

# What is read of a calendar, in days before and after today. A rota is published for weeks ahead, leave for a year.
DAYS_BACK: Final = 35
LEAVE_AHEAD: Final = 400
ROTA_AHEAD: Final = 120
# Some calendars leave out what is over: that was true all the same. So long it is of use.
OVER: Final = timedelta(days=2)
FORGOTTEN: Final = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class TimeOff:
    """That a calendar says somebody is away: on dates, both included, or between two UTC instants."""

    user: str
    first: date | None
    last: date | None
    starts: datetime | None
    ends: datetime | None

    @property
    def uid(self) -> str:
        """Its name among what the same calendar says of them."""
        return f"{self.first}..{self.last}" if self.first else f"{self.starts}..{self.ends}"

    def ended_by(self, now: datetime) -> bool:
        """Whether it was over for good at `now` (UTC), in every zone."""
        return _over(self.last, self.ends, now)


def time_off(user: str, event: CalendarEvent) -> TimeOff:
    """The event as an absence of theirs."""
    return TimeOff(user, event.first, event.last, event.start, event.end)


def turn_of(user: str, event: CalendarEvent, timezone: str) -> RotaTurn:
    """The event as a turn of theirs; an all-day one lasts from midnight to midnight there."""
    if event.start is not None and event.end is not None:
        return RotaTurn(user, event.start, event.end)
    if event.first is None or event.last is None:
        raise ValueError("an event has dates or instants")
    return RotaTurn(user, _midnight(event.first, timezone), _midnight(event.last + timedelta(days=1), timezone))


def learn_leave(database: Database, calendar: CalendarToRead, said: Iterable[TimeOff], now: datetime) -> None:
    """Make the absences that come from the calendar what it says at `now` (UTC): person by person, each at once."""
    by_user: dict[str, set[TimeOff]] = {}
    for one in said:
        by_user.setdefault(one.user, set()).add(one)
    with database.read() as session:
        known = set(session.scalars(select(Absence.user).where(Absence.calendar_id == calendar.id)))
    for user in sorted(known | by_user.keys()):
        _learn_leave_of(database, calendar, user, by_user.get(user, set()), now)


@again_after_conflicts
def _learn_leave_of(database: Database, calendar: CalendarToRead, user: str, said: set[TimeOff], now: datetime) -> None:
    with database.read() as session:
        if not any(_leave_changes(session, calendar.id, user, said, now)):
            return
    with database.write() as session:
        have_workspace(session, _workspace_of(session, calendar))
        row = hold_calendar(session, calendar.id, calendar.address)
        if row is None:
            return
        gone, new = _leave_changes(session, calendar.id, user, said, now)
        act = Act(row.workspace_id, user, now, Surface.BOT)  # the calendar is theirs, and so is the change
        with changing_absences(session, act, user, now.date() + timedelta(days=LEAVE_AHEAD)):
            for absence in gone:
                session.delete(absence)
            session.add_all(_absence(row, one, now) for one in new)


def _leave_changes(
    session: Session, calendar_id: int, user: str, said: set[TimeOff], now: datetime
) -> tuple[list[Absence], list[TimeOff]]:
    """The absences that are none any more, and those that are new."""
    query = select(Absence).where(Absence.calendar_id == calendar_id, Absence.user == user).order_by(Absence.id)
    known = {TimeOff(row.user, row.first, row.last, row.starts, row.ends): row for row in session.scalars(query)}
    gone = [row for one, row in known.items() if one not in said and not one.ended_by(now - OVER)]
    old = [row for one, row in known.items() if one not in said and one.ended_by(now - FORGOTTEN)]
    return [*gone, *old], sorted(said - known.keys(), key=lambda one: one.uid)


def _absence(row: Calendar, one: TimeOff, now: datetime) -> Absence:
    return Absence(
        workspace_id=row.workspace_id, user=one.user, first=one.first, last=one.last, starts=one.starts, ends=one.ends,
        source=AbsenceSource.CALENDAR, uid=f"{row.id}:{one.uid}", calendar_id=row.id, added_at=now,
    )  # fmt: skip


@again_after_conflicts
def learn_turns(database: Database, calendar: CalendarToRead, said: Sequence[RotaTurn], now: datetime) -> None:
    """Make the region's turns what the calendar says at `now` (UTC). The first reading is no news to anybody."""
    with database.read() as session:
        region = session.get(Region, calendar.region_id)
        if region is None or (region.rota_read and not any(_turn_changes(session, region.id, said, now))):
            return
    with database.write() as session:
        have_workspace(session, _workspace_of(session, calendar))
        row = hold_calendar(session, calendar.id, calendar.address)
        if row is None or row.region_id is None:
            return
        gone, new = _turn_changes(session, row.region_id, said, now)
        region = session.get_one(Region, row.region_id)
        act = Act(row.workspace_id, None, now, Surface.BOT)
        with rescheduling(session, act, [row.team_id], tells=region.rota_read):
            region.rota_read = True
            for turn in gone:
                session.delete(turn)
            columns: list[dict[str, Any]] = [{"user": one.user, "starts": one.start, "ends": one.end} for one in new]
            session.add_all(Turn(region_id=region.id, **one) for one in columns)


def _turn_changes(
    session: Session, region_id: int, said: Sequence[RotaTurn], now: datetime
) -> tuple[list[Turn], list[RotaTurn]]:
    query = select(Turn).where(Turn.region_id == region_id).order_by(Turn.id)
    known = {row.plan(): row for row in session.scalars(query)}
    gone = [row for one, row in known.items() if one not in said and not _over(None, one.end, now - OVER)]
    old = [row for one, row in known.items() if one not in said and _over(None, one.end, now - FORGOTTEN)]
    new = sorted(set(said) - known.keys(), key=lambda one: (one.start, one.user))
    return [*gone, *old], new


def _over(last: date | None, ends: datetime | None, now: datetime) -> bool:
    return last < now.date() if last is not None else ends is not None and ends <= now


def _workspace_of(session: Session, calendar: CalendarToRead) -> int:
    found = session.scalar(select(Calendar.workspace_id).where(Calendar.id == calendar.id))
    return found or 0


def _midnight(day: date, timezone: str) -> datetime:
    return datetime.combine(day, time(0), tzinfo=zone(timezone)).astimezone(UTC)
