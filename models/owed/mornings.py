"""The start of people's days: who is due, whether there is anything to tell them, and when their next day starts.

Many days start in one minute, so all is asked and written for many people at once. What follows from a region's hours
is computed once for all who have the same.
"""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from models.owed.leaving import is_last_before_days_off, leaving_row, list_due_at
from models.owed.owing import RANK_DM
from models.people import PersonDays, days_in_zone
from models.queue import has_something, who_has_something
from models.roster.rows import learn_places, teams_of
from models.shifts.days import Place
from models.shifts.shift import Span, shift_on
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import held
from models.storage.once import insert_each_once
from models.tables import Action, Delivery, Message, MessageKind, Person, Region

# So many days begin in one transaction: whoever claims at nine o'clock waits for no more than that.
AT_ONCE: Final = 200


@dataclass(frozen=True, slots=True)
class _Morning:
    """A person whose day has started: the day that runs, if it still does, and their next one.

    `next_start` (UTC) is empty for who has none in sight, or is deactivated; `leaves`: days off follow this day.
    """

    id: int
    workspace_id: int
    user: str
    day: Span | None
    next_start: datetime | None
    leaves: bool


def due_people(session: Session, now: datetime, limit: int) -> list[int]:
    """The people (row ids) whose day has started at `now` (UTC) and who have not been looked at yet, earliest first."""
    due = select(Person.id).where(Person.day_starts_at <= now).order_by(Person.day_starts_at, Person.id)
    return list(session.scalars(due.limit(limit)))


@again_after_conflicts
def begin_days(database: Database, person_ids: list[int], now: datetime) -> int:
    """Owe the digests of people whose day has started at `now` (UTC), and plan their next day; says how many are owed.

    Whoever another process is looking at just now is left to it. Somebody whose whole day has passed meanwhile gets
    none for it: the next one tells.
    """
    with database.write() as session:
        mornings = _mornings(session, person_ids, now)
        if not mornings:
            return 0
        planned = [{"id": one.id, "day_starts_at": one.next_start} for one in mornings]
        session.execute(update(Person), planned)
        _owe_lists(session, [one for one in mornings if one.leaves], now)
        return _owe_digests(session, _with_something(session, mornings, now), now)


def _mornings(session: Session, person_ids: list[int], now: datetime) -> list[_Morning]:
    columns = (Person.id, Person.workspace_id, Person.user, Person.timezone, Person.deactivated)
    due = select(*columns).where(Person.id.in_(person_ids), Person.day_starts_at <= now).order_by(Person.user)
    free = session.execute(held(due, free_only=True)).all()
    for workspace_id in {row.workspace_id for row in free}:
        learn_places(session, workspace_id, [row.user for row in free if row.workspace_id == workspace_id])
    alike: dict[Any, tuple[Span | None, Span | None]] = {}
    mornings = []
    for row in free:
        days = days_in_zone(session, row.workspace_id, row.user, row.timezone)
        day, upcoming = _day_and_next(days, now, alike)
        next_start = upcoming.start if upcoming and not row.deactivated else None
        leaves = day is not None and not row.deactivated and is_last_before_days_off(day, upcoming)
        mornings.append(_Morning(row.id, row.workspace_id, row.user, day, next_start, leaves))
    return mornings


def _day_and_next(days: PersonDays, now: datetime, alike: dict[Any, Any]) -> tuple[Span | None, Span | None]:
    """The running day and the next one: the same for all whose places are alike."""
    what = tuple(_what_counts(place) for place in days.places)
    if what not in alike:
        alike[what] = (days.current(now), days.next(now))
    found: tuple[Span | None, Span | None] = alike[what]
    return found


def _what_counts(place: Place) -> tuple[object, ...]:
    """What of a place a day follows from. A region's plan is the same object for all who work there."""
    member, region = place.member, place.region
    where = id(region) if region.name else region.timezone  # who is in no region has office hours in their zone
    return where, member.timezone, member.hours, member.days, member.away, member.trips, place.only_on


def _with_something(session: Session, mornings: Sequence[_Morning], now: datetime) -> list[_Morning]:
    """Those with something to be told. Few are on shift or lead a team: what waits there is asked for them alone."""
    found = who_has_something(session, [one.id for one in mornings], now)
    turns = _Turns(session)
    return [one for one in mornings if one.day is not None and (one.id in found or turns.bring_more(one, one.day, now))]


class _Turns:
    """Whose turn it is in the regions: looked up once for all who work there."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._on_shift: dict[tuple[int, date], tuple[str, ...]] = {}

    def bring_more(self, morning: _Morning, day: Span, now: datetime) -> bool:
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


def _owe_digests(session: Session, mornings: Sequence[_Morning], now: datetime) -> int:
    """Owe each their digest of that day, once; says how many were not owed yet."""
    rows = [_digest(one, one.day, now) for one in mornings if one.day is not None]
    return _owe_each(session, rows, {row["key"]: now for row in rows})


def _owe_lists(session: Session, mornings: Sequence[_Morning], now: datetime) -> None:
    """Owe who has days off ahead the list of what is still theirs, at the end of their day."""
    days = [(one, one.day) for one in mornings if one.day is not None]
    rows = [leaving_row(one.workspace_id, one.user, day, now) for one, day in days]
    due = {row["key"]: list_due_at(day, now) for row, (_, day) in zip(rows, days, strict=True)}
    _owe_each(session, rows, due)


def _owe_each(session: Session, rows: Sequence[dict[str, Any]], due: dict[str, datetime]) -> int:
    """Owe each message once, from its time (UTC) on; says how many were not owed yet."""
    if not rows:
        return 0
    insert_each_once(session, Message, rows)
    has_post = exists().where(Delivery.key == Message.key)
    new = select(Message.id, Message.key).where(Message.key.in_(list(due)), ~has_post)
    posts = [
        {"key": key, "message_id": message, "action": Action.POST, "rank": RANK_DM, "due_at": due[key]}
        for message, key in session.execute(new.order_by(Message.id))
    ]
    insert_each_once(session, Delivery, posts)
    return len(posts)


def _digest(morning: _Morning, day: Span, now: datetime) -> dict[str, Any]:
    day_date = day.date.isoformat()
    return {
        "workspace_id": morning.workspace_id, "kind": MessageKind.DIGEST, "user": morning.user,
        "opaque": uuid.uuid4().hex, "key": f"digest:{morning.workspace_id}:{morning.user}:{day_date}",
        "body": {"date": day_date, "start": day.start.isoformat(), "end": day.end.isoformat()},
        "created_at": now, "expires_at": day.end,
    }  # fmt: skip
