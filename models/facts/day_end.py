"""The end of somebody's day: when that is, when they are back, and what lies between."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.owed.digest_parts import day_of
from models.owed.evenings import is_last_before_days_off
from models.people import days_of
from models.shifts.shift import Span
from models.tables import Message, MessageKind


@dataclass(frozen=True, slots=True)
class DayEndFacts:
    """The day (UTC) whose end a DM is about. `back` is when its reader's next one starts, None where none is in sight;
    `days_off` lie between, and it `leaves` three or more of them. It is `over` once they are back."""

    day: Span
    back: datetime | None
    days_off: int | None
    leaves: bool
    over: bool


def day_end(session: Session, message: Message, now: datetime) -> DayEndFacts:
    """The end of the day that the DM is about: as that day is planned now while it runs, else as it was."""
    days = days_of(session, message.workspace_id, str(message.user))
    day, running = _kept_day(message), days.current(now)
    if running is not None and running.date == day.date:
        day = running
    upcoming = days.next(day.end - timedelta(seconds=1))
    return DayEndFacts(
        day=day,
        back=upcoming.start if upcoming else None,
        days_off=(upcoming.date - day.date).days - 1 if upcoming else None,
        leaves=is_last_before_days_off(day, upcoming),
        over=message.kind is MessageKind.LEAVING or (upcoming is not None and upcoming.start <= now),
    )


def _kept_day(message: Message) -> Span:
    """The day as it was when the DM was owed. The lists of an earlier version keep only its date and end."""
    if "date" in message.body:
        return day_of(message)
    day = date.fromisoformat(message.key.rpartition(":")[2])
    return Span(day, message.created_at, message.expires_at or message.created_at)
