"""Forgetting what is long over: changes of shifts (covers, absences, trips), news, and forms that were not sent."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import Select, delete, select

from models.storage.database import Database
from models.storage.holding import held
from models.tables import Absence, AbsenceSource, Cover, Happening, ShiftChange, Trip, UnsentForm
from models.unsent import KEPT_FOR as UNSENT_KEPT_FOR

# `sunrelay shifts` shows a year that is over as it was. What a calendar said is forgotten with the calendar's own.
KEPT_FOR: Final = timedelta(days=400)
# What nobody has been told by then is no news any more; a digest that told it says what is true of its item.
NEWS_FOR: Final = timedelta(days=100)
AT_ONCE: Final = 500


def forget_past(database: Database, now: datetime) -> int:
    """Forget what was over that long before `now` (UTC), some at a time, and say how many it was."""
    before = now - KEPT_FOR
    day = before.date()
    slack = Absence.source == AbsenceSource.SLACK
    rows = (
        _forget(database, Cover, select(Cover.id).where(Cover.date < day)),
        _forget(database, Absence, select(Absence.id).where(slack, Absence.last < day)),
        _forget(database, Trip, select(Trip.id).where(Trip.last < day)),
        _forget(database, UnsentForm, select(UnsentForm.id).where(UnsentForm.at <= now - UNSENT_KEPT_FOR)),
        _forget(database, ShiftChange, select(ShiftChange.id).where(ShiftChange.ends < before)),
        _forget(database, Happening, select(Happening.id).where(Happening.at < now - NEWS_FOR)),
    )
    return sum(rows)


def _forget(
    database: Database, table: type[Cover | Absence | Trip | ShiftChange | UnsentForm | Happening], old: Select[int]
) -> int:  # fmt: skip
    with database.read() as session:
        ids = list(session.scalars(old.limit(AT_ONCE)))
    if ids:
        with database.write() as session:
            # What another process is forgetting just now is left to it.
            free = held(select(table.id).where(table.id.in_(ids)), free_only=True)
            session.execute(delete(table).where(table.id.in_(list(session.scalars(free)))))
    return len(ids)
