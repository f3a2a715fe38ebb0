"""The roster, with absences, covers and trips, as it was last read: kept for all sessions of a database, and read anew
once it has changed.

It changes now and then and is read by every act. Each change moves `Workspace.roster_version`; a session looks at that
first, and takes what is kept only where the version is the same. Rows that are kept belong to no session: they are read
and never written.
"""

from dataclasses import dataclass, field
from typing import Any, Final

from sqlalchemy import Connection, Select, event, func, inspect, select, update
from sqlalchemy.orm import Mapper, Session, object_session, selectinload

from models.shifts.days import Place
from models.shifts.plan import Away
from models.tables import Absence, Cover, Member, Person, Region, Team, TeamLead, Trip, Turn, Workspace

_MEMBERS = selectinload(Team.regions).selectinload(Region.members)
_COVERS = selectinload(Team.regions).selectinload(Region.covers)
WHOLE_TEAM: Final = (
    selectinload(Team.leads),
    _MEMBERS.selectinload(Member.absences),
    _MEMBERS.selectinload(Member.trips),
    _MEMBERS.selectinload(Member.gone),
    _COVERS.selectinload(Cover.absences),
    _COVERS.selectinload(Cover.gone),
    selectinload(Team.regions).selectinload(Region.turns),
)
# A team of a hundred takes about a tenth of a MiB.
MOST_TEAMS: Final = 200
MOST_PEOPLE: Final = 5_000
# Statements are made once: making one takes longer than running it.
VERSION: Final = select(func.coalesce(func.sum(Workspace.roster_version), 0)).correlate(None).scalar_subquery()
_VERSION: Final = select(VERSION)
Roster = Team | TeamLead | Region | Member | Absence | Cover | Trip | Turn | Person
_PERSON = tuple[int, str]


@dataclass(slots=True)
class Known:
    """What is known of the roster in one version. Without a version it is one session's own."""

    version: int | None = None
    teams: dict[int, Team] = field(default_factory=dict)
    # The ids of a workspace's teams (with ""), or of those whose home channel that is.
    teams_in: dict[_PERSON, tuple[int, ...]] = field(default_factory=dict)
    teams_of: dict[_PERSON, tuple[int, ...]] = field(default_factory=dict)
    places: dict[_PERSON, tuple[Place, ...]] = field(default_factory=dict)
    away: dict[_PERSON, Away] = field(default_factory=dict)


def known_roster(session: Session) -> Known:
    """What is known of the roster as this session sees it."""
    known: Known | None = session.info.get("roster")
    if known is None:
        known = session.info["roster"] = _current(session)
    return known


def assume_version(session: Session) -> None:
    """Let the session begin with the roster as it was last known. It must read the version itself, and note it."""
    shared: dict[str, Known] | None = session.info.get("shared")
    if shared is not None and "roster" in shared:
        session.info["roster"] = shared["roster"]


def note_version(session: Session, version: int) -> bool:
    """Keep the version that a statement has just read, with more; say whether the session had assumed another one."""
    shared: dict[str, Known] | None = session.info.get("shared")
    before: Known | None = session.info.get("roster")
    if shared is None or (before is not None and before.version == version):
        return False
    session.info["roster"] = _of_version(shared, version)
    return before is not None


def forget_roster(session: Session) -> None:
    """Have this session read the roster anew and keep it to itself: it has changed it, and may yet take that back."""
    session.info["roster"] = Known()


def learn_teams(session: Session, query: Select[Team]) -> list[Team]:
    """The teams with their leads, regions and members; they are known from now on."""
    known = known_roster(session)
    if known.version is None:
        teams = list(session.scalars(query.options(*WHOLE_TEAM)))
    else:
        # A session of its own on the same connection, so that the rows belong to nobody once they are read.
        with Session(session.connection(), join_transaction_mode="rollback_only") as reader:
            teams = list(reader.scalars(query.options(*WHOLE_TEAM)))
            reader.expunge_all()
        for team in teams:
            team.keep_plans()
    _make_room(known.teams, MOST_TEAMS)
    known.teams.update({team.id: team for team in teams})
    return teams


def remember(kept: dict[_PERSON, Any], person: _PERSON, what: Any) -> None:
    """Keep something of a person; when there is too much, all of it goes and is read again as it is asked for."""
    _make_room(kept, MOST_PEOPLE)
    kept[person] = what


def _make_room(kept: dict[Any, Any], most: int) -> None:
    if len(kept) >= most:
        kept.clear()


def _current(session: Session) -> Known:
    shared: dict[str, Known] | None = session.info.get("shared")
    if shared is None:
        return Known()
    return _of_version(shared, session.connection().execute(_VERSION).scalar_one())


def _of_version(shared: dict[str, Known], version: int) -> Known:
    known = shared.get("roster")
    if known is None or known.version != version:
        known = shared["roster"] = Known(version)
    return known


def _note_change(_: Mapper[Any], connection: Connection, row: Roster) -> None:
    """Move the version, once in a transaction."""
    session = object_session(row)
    if session is None or session.info.get("roster moved in") is session.get_transaction():
        return
    session.info["roster moved in"] = session.get_transaction()
    connection.execute(update(Workspace).values(roster_version=Workspace.roster_version + 1))


def _note_update(mapper: Mapper[Any], connection: Connection, row: Roster) -> None:
    """The same for a row that was set to something else; one set to what it was before is no change."""
    session = object_session(row)
    if session is not None and session.is_modified(row, include_collections=False):
        _note_change(mapper, connection, row)


def _note_account(mapper: Mapper[Any], connection: Connection, person: Person) -> None:
    """The same for an account that was deactivated, or is back: whose turns it is follows from that."""
    if inspect(person).attrs.deactivated.history.has_changes():
        _note_change(mapper, connection, person)


event.listen(Person, "after_update", _note_account)
for _table in (Team, TeamLead, Region, Member, Absence, Cover, Trip, Turn):
    event.listen(_table, "after_insert", _note_change)
    event.listen(_table, "after_delete", _note_change)
    event.listen(_table, "after_update", _note_update)
