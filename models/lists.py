"""Lists of items: what is somebody's, what waits for them, what their teams have under way.

People ask for a list more often than for anything else, and look at it for a second. So it is read by one statement
that is made once, without the mapped classes, along indexes in the list's own order: a million items cost as much as a
thousand.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import CTE, ColumnElement, Connection, Select, String, bindparam, func, select, true, union_all
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session, aliased

from models.acts import Act
from models.labels import label_of
from models.notes import IS_ITS_NOTE
from models.parking import is_kept, parked_before
from models.people import PersonDays, days_in_zone
from models.roster.known import VERSION, assume_version, note_version
from models.roster.rows import teams_of
from models.seeing import SEES_PUBLIC, seen_by
from models.shifts.shift import shift_on
from models.storage.database import Database
from models.storage.prepared import Prepared
from models.tables import IS_LIVE, IS_OFFERED, NAMELESS, Item, Note, Person, Region, State, Team, Urgency
from models.tables.base import instant_reader

MOST_COUNTED: Final = 1_000
_URGENCY: Final = {urgency.value: urgency for urgency in Urgency}
_IN_ORDER: Final = (Item.pressing, Item.created_at, Item.id)


class Scope(StrEnum):
    """Which items a list is of."""

    NEAR = "mine and waiting"
    MINE = "mine"
    WAITING = "waiting"
    ALL = "all"


class Listed(NamedTuple):
    """An item as a line of a list shows it. `by` is UTC; `waits_for` names the region or person it is offered to."""

    number: int
    urgency: Urgency
    headline: str
    owner: str
    waits_for: str | None
    parked: bool
    by: datetime | None

    @property
    def label(self) -> str:
        """The id people use: `H-42`."""
        return label_of(self.number)


@dataclass(frozen=True, slots=True)
class Listing:
    """The first items of a list, how many there are in all, and the zone in which the reader reads times.

    Nobody counts past a thousand: `total` is then just over that.
    """

    scope: Scope
    items: tuple[Listed, ...]
    total: int
    zone: str

    @property
    def is_counted(self) -> bool:
        """Whether `total` is how many there are, and not only more than anybody counts."""
        return self.total <= MOST_COUNTED


def list_items(database: Database, act: Act, scope: Scope, limit: int) -> Listing:
    """The live items of that scope which who acts may see, most needed first."""
    with database.look() as (connection, session):
        rows = _rows(connection, session, act, scope, limit)
        if not rows:
            return Listing(scope, (), 0, "UTC")
        *_, zone, total, _ = rows[0]
        days = days_in_zone(session, act.workspace_id, act.user or "", zone)
        parks = _Parks(session, act, {act.user or "": days})
        read = instant_reader(connection.dialect)
        items = tuple(_listed(row, parks, read) for row in rows)
        return Listing(scope, items, min(total, MOST_COUNTED + 1), days.zone)


def _rows(connection: Connection, session: Session, act: Act, scope: Scope, limit: int) -> Sequence[tuple[Any, ...]]:
    """The list's rows. They are asked for by the roster as it was last known; if it has changed since, once more."""
    assume_version(session)
    rows, version = _ask(connection, session, act, scope, limit)
    if note_version(session, version):
        rows, _ = _ask(connection, session, act, scope, limit)
    return rows


def _ask(
    connection: Connection, session: Session, act: Act, scope: Scope, limit: int
) -> tuple[Sequence[tuple[Any, ...]], int]:
    """The rows, and the version of the roster that they are of."""
    streams, values = _streams_of(session, act, scope)
    statement = _statement(streams, limit, act.channel is not None, connection.dialect) if streams else None
    rows = statement.rows(connection, values) if statement is not None else []
    return rows, rows[0][-1] if rows else connection.execute(select(VERSION)).scalar_one()


class _Parks:
    """Since before when what an owner has is parked: asked once for each."""

    def __init__(self, session: Session, act: Act, days: dict[str, PersonDays]) -> None:
        self._session = session
        self._act = act
        self._days = days
        self._before: dict[str, datetime | None] = {}

    def holds(self, owner: str, zone: str | None, since: datetime | None, kept_until: datetime | None) -> bool:
        """Whether what the owner has had `since` then is parked; `zone` is the owner's in Slack."""
        before = self._before_of(owner, zone)
        return before is not None and since is not None and since < before and not is_kept(kept_until, self._act.now)

    def _before_of(self, owner: str, zone: str | None) -> datetime | None:
        if owner not in self._before:
            days = self._days.get(owner) or days_in_zone(self._session, self._act.workspace_id, owner, zone)
            self._before[owner] = parked_before(days, self._act.now)
        return self._before[owner]


def _listed(row: tuple[Any, ...], parks: _Parks, read: Callable[[Any], datetime | None]) -> Listed:
    number, urgency, state, owner, since, kept_until, by, headline, name, zone, offered_name, region_name, *_ = row
    if state == State.OFFERED:
        waits_for = region_name or offered_name or NAMELESS
        return Listed(number, _URGENCY[urgency], headline, name or NAMELESS, waits_for, parked=False, by=read(by))
    parked = parks.holds(owner, zone, read(since), read(kept_until))
    return Listed(number, _URGENCY[urgency], headline, name or NAMELESS, None, parked, read(by))


def _streams_of(session: Session, act: Act, scope: Scope) -> tuple[tuple[str, ...], dict[str, Any]]:
    """The parts a list is merged from, each read along an index of its own, and what they are asked with."""
    values: dict[str, Any] = {"workspace": act.workspace_id, "user": act.user or "", "channel": act.channel}
    if scope is Scope.MINE:
        return ("own",), values
    teams = teams_of(session, act.workspace_id, act.user or "")
    if scope is Scope.ALL:
        values |= {f"team{number}": team.id for number, team in enumerate(teams)}
        return tuple(f"team{number}" for number in range(len(teams))), values
    regions = list(dict.fromkeys(region_id for team in teams for region_id in _regions_of(team, act)))
    values |= {f"region{number}": region for number, region in enumerate(regions)}
    waiting = ("person", *(f"region{number}" for number in range(len(regions))))
    return waiting if scope is Scope.WAITING else ("own", *waiting), values


def _regions_of(team: Team, act: Act) -> Iterator[int]:
    """The row ids of the person's own region, and of those in which they cover for somebody now or next."""
    user = act.user or ""
    home = team.region_of(user)
    if home is not None:
        yield home.id
    for day in (act.now.date() + timedelta(days=step) for step in (-1, 0, 1)):
        for region in team.regions_worked(user, day):
            shift = shift_on(region.plan(), day) if region is not home else None
            if shift is not None and shift.end > act.now:
                yield region.id


@lru_cache(maxsize=128)
def _statement(streams: tuple[str, ...], limit: int, in_channel: bool, dialect: Dialect) -> Prepared:
    """The statement for the first rows, each with the reader's zone, how many there are, and the roster's version."""
    user = bindparam("user", type_=String)
    reader = (Person.workspace_id == bindparam("workspace")) & (Person.user == user)
    sees_public = select(SEES_PUBLIC).where(reader).scalar_subquery()
    visible = seen_by(user, bindparam("channel", type_=String) if in_channel else None, sees_public=sees_public)
    apart = Item.owner != user if "own" in streams else true()  # one's own offer to one's own region is listed once
    parts = [_stream(stream, visible, apart) for stream in streams]
    found = _merged([part.order_by(*_IN_ORDER).limit(MOST_COUNTED + 1) for part in parts])
    total = select(func.count()).select_from(found).scalar_subquery().label("total")
    in_order = (found.c.pressing, found.c.created_at, found.c.id)
    first = select(found, total).order_by(*in_order).limit(limit).subquery()
    owner, offered = aliased(Person), aliased(Person)
    statement = (
        select(
            Item.number, Item.urgency, Item.state, Item.owner, Item.owner_since, Item.kept_until, Item.by,
            Note.headline, owner.name, owner.timezone, offered.name, Region.name,
            select(Person.timezone).where(reader).scalar_subquery(), first.c.total, VERSION,
        )
        .select_from(first)
        .join(Item, Item.id == first.c.id)
        .join(Note, IS_ITS_NOTE)
        .outerjoin(owner, (owner.workspace_id == Item.workspace_id) & (owner.user == Item.owner))
        .outerjoin(offered, (offered.workspace_id == Item.workspace_id) & (offered.user == Item.offered_user))
        .outerjoin(Region, Region.id == Item.offered_region_id)
        .order_by(first.c.pressing, first.c.created_at, first.c.id)
    )  # fmt: skip
    return Prepared(statement, dialect)


def _stream(stream: str, visible: ColumnElement[bool], apart: ColumnElement[bool]) -> Select[int, datetime, int]:
    """The items of one part. No two parts of a list have an item in common: the database need not look for doubles."""
    kind = stream.rstrip("0123456789")
    condition = {
        "own": IS_LIVE & (Item.owner == bindparam("user")),
        "person": IS_OFFERED & (Item.offered_user == bindparam("user")) & apart,
        "region": IS_OFFERED & (Item.offered_region_id == bindparam(stream)) & apart,
        "team": IS_LIVE & (Item.team_id == bindparam(stream)),
    }[kind]
    return select(*_IN_ORDER).where(Item.workspace_id == bindparam("workspace"), condition, visible)


def _merged(parts: list[Select[int, datetime, int]]) -> CTE:
    if len(parts) == 1:
        return parts[0].cte()
    return union_all(*(select(part.subquery()) for part in parts)).cte()
