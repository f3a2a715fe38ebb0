"""People of the workspace: their rows, their days, and what they are called."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from sqlalchemy import Select, bindparam, select
from sqlalchemy.orm import Session

from models.roster.known import VERSION, note_version
from models.roster.rows import away_of, places_of
from models.shifts import days
from models.shifts.days import Place, awake_spans
from models.shifts.hours import Span
from models.storage.database import Database
from models.storage.holding import held
from models.storage.once import insert_once
from models.tables import NAMELESS, Person, Workspace

# Made once: making a statement takes longer than running it.
_PERSON: Final[Select[Person]] = select(Person).where(
    Person.workspace_id == bindparam("workspace"), Person.user == bindparam("user")
)
_PERSON_HELD: Final = held(_PERSON)
_PEOPLE: Final[Select[Person]] = select(Person).where(
    Person.workspace_id == bindparam("workspace"), Person.user.in_(bindparam("users", expanding=True))
)
_ZONE: Final = (
    select(VERSION, Person.timezone)
    .select_from(Workspace)
    .outerjoin(Person, (Person.workspace_id == Workspace.id) & (Person.user == bindparam("user")))
    .where(Workspace.id == bindparam("workspace"))
)


@dataclass(frozen=True, slots=True)
class PersonDays:
    """When a person is at work: from their places in the roster, or 09:00-17:00 on weekdays in their Slack zone."""

    places: tuple[Place, ...]
    slack_zone: str | None

    def is_awake(self, now: datetime) -> bool:
        """Whether `now` (UTC) is inside their hours on an open day."""
        return days.is_awake(self.places, now)

    def is_away(self, now: datetime) -> bool:
        """Whether they have said, or a calendar says, that they are away at `now` (UTC), wherever they work."""
        return days.is_away(self.places, now)

    def current(self, now: datetime) -> Span | None:
        """The day of theirs that `now` (UTC) falls into."""
        return days.current_day(self.places, now)

    def next(self, now: datetime) -> Span | None:
        """Their first day that starts after `now` (UTC)."""
        return days.next_day(self.places, now)

    def evening(self, now: datetime) -> datetime | None:
        """When the day they are in, or else their next one, is near its end (UTC); it may be past."""
        day = self.current(now) or self.next(now)
        return days.evening_of(day) if day else None

    def last(self, now: datetime) -> Span | None:
        """Their last day that was over at `now` (UTC)."""
        return days.last_day(self.places, now)

    def spans(self, first: date, days: int) -> list[Span]:
        """All their hours on the `days` calendar dates from `first` on, in UTC."""
        return awake_spans(self.places, first, days)

    def wakes_at(self, now: datetime) -> datetime | None:
        """`now` for somebody at work, else the start of their next day (UTC); None for somebody with no day ahead."""
        if self.is_awake(now):
            return now
        upcoming = self.next(now)
        return upcoming.start if upcoming else None

    @property
    def zone(self) -> str:
        """The name of the zone in which they read times: Slack's, else the roster's, else UTC."""
        if self.slack_zone:
            return self.slack_zone
        return next((place.member.timezone or place.region.timezone for place in self.places), "UTC")


def find_person(session: Session, workspace_id: int, user: str) -> Person | None:
    """The person's row, if there is one. A session asks once for each."""
    known: dict[tuple[int, str], Person] = session.info.setdefault("people", {})
    if (workspace_id, user) not in known:
        person = session.scalars(_PERSON, {"workspace": workspace_id, "user": user}).first()
        if person is None:
            return None
        known[workspace_id, user] = person
    return known[workspace_id, user]


def read_people(session: Session, workspace_id: int, users: Iterable[str]) -> None:
    """Read many people's rows at once, before each of them is asked for."""
    known: dict[tuple[int, str], Person] = session.info.setdefault("people", {})
    unread = [user for user in users if (workspace_id, user) not in known]
    if unread:
        found = session.scalars(_PEOPLE, {"workspace": workspace_id, "users": unread})
        known.update({(workspace_id, person.user): person for person in found})


def get_person(session: Session, workspace_id: int, user: str) -> Person:
    """The person's row, made if there is none yet; Slack is asked about them later."""
    person = find_person(session, workspace_id, user)
    if person is not None:
        return person
    insert_once(session, Person, workspace_id=workspace_id, user=user)
    return session.scalars(_PERSON, {"workspace": workspace_id, "user": user}).one()


def hold_person(session: Session, workspace_id: int, user: str) -> Person:
    """The person's row, for a change: read anew, and nobody else changes it before this transaction ends."""
    get_person(session, workspace_id, user)
    return session.scalars(_PERSON_HELD, {"workspace": workspace_id, "user": user}).one()


def is_gone(session: Session, workspace_id: int, user: str) -> bool:
    """Whether Slack has deactivated the person."""
    person = find_person(session, workspace_id, user)
    return person is not None and person.deactivated


def name_of(session: Session, workspace_id: int, user: str | None) -> str:
    """What people call the person; the bot itself is Sunrelay."""
    if user is None:
        return "Sunrelay"
    person = find_person(session, workspace_id, user)
    return person.known_as if person else NAMELESS


def names_of(session: Session, workspace_id: int) -> dict[str, str]:
    """The names of everybody whom Slack has told us of, by user id."""
    known = select(Person.user, Person.name).where(Person.workspace_id == workspace_id, Person.name != "")
    return {row[0]: row[1] for row in session.execute(known)}


def days_of(session: Session, workspace_id: int, user: str) -> PersonDays:
    """When the person is at work."""
    person = find_person(session, workspace_id, user)
    return days_in_zone(session, workspace_id, user, person.timezone if person else None)


def days_in_zone(session: Session, workspace_id: int, user: str, slack_zone: str | None) -> PersonDays:
    """The same where it is known already what Slack says their zone is."""
    places = places_of(session, workspace_id, user)
    if all(place.only_on is not None for place in places):
        places += (days.office_hours(slack_zone, away_of(session, workspace_id, user)),)
    return PersonDays(places, slack_zone)


def zone_of(database: Database, workspace_id: int, user: str) -> str:
    """The name of the zone in which the person reads times."""
    with database.look() as (connection, session):
        version, slack_zone = connection.execute(_ZONE, {"workspace": workspace_id, "user": user}).one()
        note_version(session, version)
        return days_in_zone(session, workspace_id, user, slack_zone).zone
