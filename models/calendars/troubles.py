"""How the calendars are: what was read when, what cannot be read, and telling the team's leads of it once."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.calendars.keeping import CalendarToRead, hold_calendar
from models.owed.owing import owe_notice
from models.people import name_of
from models.roster.rows import load_team
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import have_workspace
from models.tables import Calendar

# A server may be away for a moment: leads are told after four readings that failed.
PATIENCE: Final = timedelta(minutes=45)
ONE_AN_HOUR: Final = timedelta(hours=1)
MOST_NAMED: Final = 3
LONGEST: Final = 300
UNREADABLE, UNNAMED = "unreadable", "unnamed"


@dataclass(frozen=True, slots=True)
class CalendarFacts:
    """A calendar: whose and what it is, in words; when it was read last and since when it cannot be (UTC), and why."""

    what: str
    read_at: datetime | None
    trouble: str
    failing_since: datetime | None
    unnamed: int


def calendars_of(session: Session, workspace_id: int) -> list[CalendarFacts]:
    """All calendars of the workspace, in the order in which they came into the roster."""
    rows = session.scalars(select(Calendar).where(Calendar.workspace_id == workspace_id).order_by(Calendar.id))
    return [
        CalendarFacts(_what(session, row), row.read_at, row.trouble, row.failing_since, row.unnamed) for row in rows
    ]


@again_after_conflicts
def note_read(
    database: Database, calendar: CalendarToRead, now: datetime, *, unnamed: int = 0, events: int = 0
) -> None:
    """Keep that it was read at `now` (UTC): of so many `events`, so many named nobody.

    The leads are told, once, where a rota has such events, or nothing in a team's calendar names anybody.
    """
    with database.write() as session:
        row = _held(session, calendar)
        if row is None:
            return
        row.read_at, row.trouble, row.failing_since, row.unnamed = now, "", None, unnamed
        is_wrong = unnamed > 0 and (row.is_rota or unnamed == events)
        if is_wrong and row.told != UNNAMED:
            _tell(session, row, _of_unnamed(session, row, unnamed), now)
        row.told = UNNAMED if is_wrong else ""


@again_after_conflicts
def note_trouble(database: Database, calendar: CalendarToRead, trouble: str, now: datetime) -> None:
    """Keep why it could not be read at `now` (UTC), in a sentence; what was known stays. The leads are told once."""
    with database.write() as session:
        row = _held(session, calendar)
        if row is None:
            return
        row.trouble, row.failing_since = trouble[:LONGEST], row.failing_since or now
        lasts = now - row.failing_since >= PATIENCE
        if row.told != UNREADABLE and (lasts or row.read_at is None):
            session.flush()
            _tell_of_unreadable(session, row, now)


def _tell_of_unreadable(session: Session, row: Calendar, now: datetime) -> None:
    """Tell the leads of all calendars of the team that cannot be read, in one message; of others an hour later.

    A server that is away, or a roster with many wrong addresses, makes no flood.
    """
    of_team = list(session.scalars(select(Calendar).where(Calendar.team_id == row.team_id).order_by(Calendar.id)))
    if any(one.told_at is not None and now - ONE_AN_HOUR < one.told_at <= now for one in of_team):
        return
    failing = [row, *(one for one in of_team if one.trouble and one.told != UNREADABLE and one is not row)]
    _tell(session, row, _of_trouble(session, failing), now)
    for one in failing:
        one.told, one.told_at = UNREADABLE, now


def _held(session: Session, calendar: CalendarToRead) -> Calendar | None:
    workspace_id = session.scalar(select(Calendar.workspace_id).where(Calendar.id == calendar.id))
    if workspace_id is None:
        return None
    have_workspace(session, workspace_id)
    return hold_calendar(session, calendar.id, calendar.address)


def _tell(session: Session, row: Calendar, says: str, now: datetime) -> None:
    for lead in load_team(session, row.team_id).leads:
        key = f"calendar:{row.id}:{now.isoformat()}:{lead.user}"
        owe_notice(session, row.workspace_id, lead.user, key, says, now)


def _of_trouble(session: Session, failing: list[Calendar]) -> str:
    first = failing[0]
    if len(failing) == 1:
        known = "What it said when it was last read stays in effect." if first.read_at else _without(first)
        return f"I cannot read {_what(session, first)}. {first.trouble} {known}"
    named = ", ".join(_what(session, one) for one in failing[:MOST_NAMED])
    more = f" and {len(failing) - MOST_NAMED} more" if len(failing) > MOST_NAMED else ""
    return (
        f"I cannot read {len(failing)} calendars: {named}{more}. Of the first: {first.trouble} What they said when "
        "they were last read stays in effect."
    )


def _without(row: Calendar) -> str:
    return "Until I can, the turns are the rotation's." if row.is_rota else "Until I can, nobody is away by it."


def _of_unnamed(session: Session, row: Calendar, unnamed: int) -> str:
    where = "that region" if row.is_rota else "that team"
    events = "1 event names" if unnamed == 1 else f"{unnamed} events name"
    return (
        f"In {_what(session, row)}, {events} nobody of {where}. Whoever keeps the roster file can say there, under "
        "“names”, what that calendar calls people."
    )


def _what(session: Session, row: Calendar) -> str:
    team = load_team(session, row.team_id)
    region = next((region.name for region in team.regions if region.id == row.region_id), None)
    if region is not None:
        return f"the rota of {region} ({team.name})"
    if row.user is not None:
        return f"the leave calendar of {name_of(session, row.workspace_id, row.user)} ({team.name})"
    return f"the leave calendar of {team.name}"
