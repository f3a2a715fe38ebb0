"""The start of people's days: who is due, whether there is anything to tell them, and when their next day starts."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.due import MOST, NOW, find_due
from models.owed.due_days import DueDay, days_due, dm_row, owe_each
from models.owed.evenings import fold_evenings
from models.queue import has_something, who_has_something
from models.roster.rows import teams_of
from models.shifts.shift import Span, shift_on
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.tables import MessageKind, Person, Region

# So many days begin in one transaction: whoever claims at nine o'clock waits for no more than that.
AT_ONCE: Final = 200
TO_BEGIN: Final = (
    select(Person.id).where(Person.day_starts_at <= NOW).order_by(Person.day_starts_at, Person.id).limit(MOST)
)


def due_people(session: Session, now: datetime, limit: int) -> list[int]:
    """The people (row ids) whose day has started at `now` (UTC) and who have not been looked at yet, earliest first."""
    return find_due(session, TO_BEGIN, now, limit)


@again_after_conflicts
def begin_days(database: Database, person_ids: list[int], now: datetime) -> int:
    """Owe the digests of people whose day has started at `now` (UTC), and plan their next day; says how many are owed.

    Whoever another process is looking at just now is left to it. Somebody whose whole day has passed meanwhile gets
    none for it: the next one tells.
    """
    with database.write() as session:
        mornings = days_due(session, person_ids, Person.day_starts_at <= now, now)
        if not mornings:
            return 0
        planned = [{"id": one.id, "day_starts_at": one.upcoming.start if one.upcoming else None} for one in mornings]
        session.execute(update(Person), planned)
        fold_evenings(session, mornings, now)
        return _owe_digests(session, _with_something(session, mornings, now), now)


def _with_something(session: Session, mornings: Sequence[DueDay], now: datetime) -> list[DueDay]:
    """Those with something to be told. Few are on shift or lead a team: what waits there is asked for them alone."""
    found = who_has_something(session, [one.id for one in mornings], now)
    turns = _Turns(session)
    return [one for one in mornings if one.day is not None and (one.id in found or turns.bring_more(one, one.day, now))]


class _Turns:
    """Whose turn it is in the regions: looked up once for all who work there."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._on_shift: dict[tuple[int, date], tuple[str, ...]] = {}

    def bring_more(self, morning: DueDay, day: Span, now: datetime) -> bool:
        """Whether something waits for the region the person is on shift for that day, or is theirs to settle."""
        teams = teams_of(self._session, morning.workspace_id, morning.user)
        regions = [region for team in teams for region in team.regions_worked(morning.user, day.date)]
        is_asked = any(morning.user in self._of(region, day.date) for region in regions)
        if not is_asked and not any(team.is_led_by(morning.user) for team in teams):
            return False
        return has_something(self._session, morning.workspace_id, morning.user, day, now)

    def _of(self, region: Region, day: date) -> tuple[str, ...]:
        if (region.id, day) not in self._on_shift:
            shift = shift_on(region.plan(), day)
            self._on_shift[region.id, day] = shift.on_shift if shift else ()
        return self._on_shift[region.id, day]


def _owe_digests(session: Session, mornings: Sequence[DueDay], now: datetime) -> int:
    """Owe each their digest of that day, once; says how many were not owed yet."""
    days = [(one, one.day) for one in mornings if one.day is not None]
    return owe_each(session, [dm_row(MessageKind.DIGEST, one, day, now, day.end) for one, day in days], now)
