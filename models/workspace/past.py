"""Forgetting what is long over: changes of shifts (covers, absences, trips), news, and forms that were not sent."""

from datetime import date, datetime, timedelta
from typing import Final

from sqlalchemy import Date, Select, bindparam, delete, select

from models.storage.database import Database
from models.storage.holding import held
from models.tables import Absence, AbsenceSource, Cover, Happening, ShiftChange, Trip, UnsentForm
from models.tables.base import Instant
from models.unsent import KEPT_FOR as UNSENT_KEPT_FOR

# `sunrelay shifts` shows a year that is over as it was. What a calendar said is forgotten with the calendar's own.
KEPT_FOR: Final = timedelta(days=400)
# What nobody has been told by then is no news any more; a digest that told it says what is true of its item.
NEWS_FOR: Final = timedelta(days=100)
AT_ONCE: Final = 500

# What is asked for each kind of row, made once: making a statement takes longer than running it.
_DAY: Final = bindparam("day", type_=Date)
_BEFORE: Final = bindparam("before", type_=Instant)
_OLD_COVERS: Final = select(Cover.id).where(Cover.date < _DAY).limit(AT_ONCE)
_OLD_ABSENCES: Final = (
    select(Absence.id).where(Absence.source == AbsenceSource.SLACK, Absence.last < _DAY).limit(AT_ONCE)
)
_OLD_TRIPS: Final = select(Trip.id).where(Trip.last < _DAY).limit(AT_ONCE)
_OLD_FORMS: Final = select(UnsentForm.id).where(UnsentForm.at <= _BEFORE).limit(AT_ONCE)
_OLD_CHANGES: Final = select(ShiftChange.id).where(ShiftChange.ends < _BEFORE).limit(AT_ONCE)
_OLD_NEWS: Final = select(Happening.id).where(Happening.at < _BEFORE).limit(AT_ONCE)


def forget_past(database: Database, now: datetime) -> int:
    """Forget what was over that long before `now` (UTC), some at a time, and say how many it was."""
    before = now - KEPT_FOR
    day = before.date()
    rows = (
        _forget(database, Cover, _OLD_COVERS, day=day),
        _forget(database, Absence, _OLD_ABSENCES, day=day),
        _forget(database, Trip, _OLD_TRIPS, day=day),
        _forget(database, UnsentForm, _OLD_FORMS, before=now - UNSENT_KEPT_FOR),
        _forget(database, ShiftChange, _OLD_CHANGES, before=before),
        _forget(database, Happening, _OLD_NEWS, before=now - NEWS_FOR),
    )
    return sum(rows)


def _forget(
    database: Database,
    table: type[Cover | Absence | Trip | ShiftChange | UnsentForm | Happening],
    old: Select[int],
    **than: date,
) -> int:
    with database.read() as session:
        ids = list(session.scalars(old, than))
    if ids:
        with database.write() as session:
            # What another process is forgetting just now is left to it.
            free = held(select(table.id).where(table.id.in_(ids)), free_only=True)
            session.execute(delete(table).where(table.id.in_(list(session.scalars(free)))))
    return len(ids)
