"""When a member's Slack zone changes: they are asked, once, whether they travel, have moved, or neither."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.owed.owing import owe_edit, owe_message
from models.people import PersonDays, get_person
from models.refusals import RefusedError
from models.roster.rows import places_of
from models.shifts.days import Place
from models.shifts.zones import zone
from models.storage.database import Database
from models.tables import Member, Message, MessageKind, Person, Region, Team, Trip
from models.verbs.questions import (
    answer_question,
    asked_about,
    find_question,
    hold_question,
    is_answered,
    is_open,
    keep_body,
)
from models.verbs.recording import acting
from models.verbs.rescheduling import rescheduling, teams_where_member

LONGEST_TRIP: Final = timedelta(days=365)
UNDO: Final = timedelta(minutes=10)
TRIP, FOR_GOOD, NO = "trip", "for good", "no"
_A_MONTH: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class MoveOutcome:
    """What is true after the answer: the zone in question, what was answered, and a trip's last day."""

    zone: str
    answer: str
    until: date | None = None


def ask_where(session: Session, person: Person, was: str | None, now: datetime) -> None:
    """Ask a member whose Slack zone has just changed from `was`, in the new zone's daytime; `now` is UTC.

    Not where their days are as before: the zones are alike, or it is the zone they work in already. Nor where the same
    question is still to be answered: they went and came within hours.
    """
    asked = asked_about(session, person.workspace_id, person.user, MessageKind.ASK_ZONE)
    for message in asked:
        owe_edit(session, message, now)
    new = person.timezone
    if new is None or was is None or person.deactivated or not _would_change(session, person, new, now):
        return
    wakes = days_there(session, person, new).wakes_at(now)
    if wakes is None or any(message.body["zone"] == new and is_open(session, message) for message in asked):
        return
    owe_message(
        session, person.workspace_id, MessageKind.ASK_ZONE,
        f"zone:{person.workspace_id}:{person.user}:{now.isoformat()}", now,
        due_at=wakes, user=person.user, body={"zone": new},
    )  # fmt: skip


def days_there(session: Session, person: Person, timezone: str) -> PersonDays:
    """The person's days if they worked in that zone."""
    places = (place for place in places_of(session, person.workspace_id, person.user) if place.only_on is None)
    return PersonDays(tuple(_in(place, timezone) for place in places), timezone)


def is_asked(session: Session, message: Message, now: datetime) -> bool:
    """Whether the question still matters: not answered, and Slack shows that zone, which would change their days."""
    person, asked = get_person(session, message.workspace_id, str(message.user)), message.body["zone"]
    return (
        not is_answered(message) and person.timezone == asked and not person.deactivated
        and _would_change(session, person, asked, now)
    )  # fmt: skip


def is_home(session: Session, person: Person, timezone: str, now: datetime) -> bool:
    """Whether the roster has them in that zone, so that only a trip of theirs is over."""
    written = [row.timezone or region.timezone for row, region in _rows(session, person)]
    return all(are_alike(one, timezone, now) for one in written)


def travel(database: Database, act: Act, message_id: int, until: date) -> MoveOutcome:
    """They work in the new zone from today until that date, included. Raises RefusedError."""
    with acting(database, act, whole=True) as session:
        message = hold_question(session, act, message_id, MessageKind.ASK_ZONE)
        timezone = _require_current(session, message)
        today = act.now.astimezone(zone(timezone)).date()
        if until < today:
            raise RefusedError(f"{until} is past: it is {today} now.", "until")
        if until - today > LONGEST_TRIP:
            raise RefusedError("That is more than a year: then it is for good, or check the year.", "until")
        with rescheduling(session, act, teams_where_member(session, act.workspace_id, str(act.user))):
            before = {"trips": _end_trips(session, act, today)}
            session.add(_trip(act, today, until, timezone))
        answer = {"answer": TRIP, "until": until.isoformat(), "at": act.now.isoformat(), "before": before}
        answer_question(session, message, answer, act.now)
        return MoveOutcome(timezone, TRIP, until)


def move_for_good(database: Database, act: Act, message_id: int) -> MoveOutcome:
    """They work in the new zone from now on: the roster says so, and no trip of theirs goes on."""
    with acting(database, act, whole=True) as session:
        message = hold_question(session, act, message_id, MessageKind.ASK_ZONE)
        timezone = _require_current(session, message)
        today = act.now.astimezone(zone(timezone)).date()
        person = get_person(session, act.workspace_id, str(act.user))
        with rescheduling(session, act, teams_where_member(session, act.workspace_id, person.user)):
            before: dict[str, Any] = {"trips": _end_trips(session, act, today), "zones": {}}
            for row, region in _rows(session, person):
                before["zones"][str(region.id)] = row.timezone
                if not are_alike(row.timezone or region.timezone, timezone, act.now):
                    row.timezone = None if region.timezone == timezone else timezone
        answer = {"answer": FOR_GOOD, "at": act.now.isoformat(), "before": before}
        answer_question(session, message, answer, act.now)
        return MoveOutcome(timezone, FOR_GOOD)


def stay(database: Database, act: Act, message_id: int) -> MoveOutcome:
    """Their days stay as they are."""
    with acting(database, act) as session:
        message = hold_question(session, act, message_id, MessageKind.ASK_ZONE)
        answer_question(session, message, {"answer": NO}, act.now)
        return MoveOutcome(message.body["zone"], NO)


def undo_move(database: Database, act: Act, message_id: int) -> MoveOutcome:
    """Within ten minutes, take the answer back: zone and trips are what they were, and the question stands again."""
    with acting(database, act, whole=True) as session:
        message = find_question(session, act, message_id, MessageKind.ASK_ZONE, holds=True)
        if not can_undo(message, act.now):
            raise RefusedError("That was more than ten minutes ago: ask a lead to change the roster.")
        body = dict(message.body)
        person = get_person(session, act.workspace_id, str(act.user))
        with rescheduling(session, act, teams_where_member(session, act.workspace_id, person.user)):
            for trip in _trips(session, act):
                session.delete(trip)
            for first, last, timezone in body["before"]["trips"]:
                session.add(_trip(act, date.fromisoformat(first), date.fromisoformat(last), timezone))
            for row, region in _rows(session, person):
                row.timezone = body["before"].get("zones", {}).get(str(region.id), row.timezone)
        keep_body(session, message, {"zone": body["zone"]}, act.now)
        return MoveOutcome(body["zone"], "")


def can_undo(message: Message, now: datetime) -> bool:
    """Whether what was answered can be taken back at `now` (UTC)."""
    at = message.body.get("at")
    return at is not None and now - datetime.fromisoformat(at) < UNDO


def are_alike(one: str, other: str, now: datetime) -> bool:
    """Whether clocks in the two zones show the same in all of the coming year; `now` is UTC."""
    instants = (now + months * _A_MONTH for months in range(13))
    return all(at.astimezone(zone(one)).utcoffset() == at.astimezone(zone(other)).utcoffset() for at in instants)


def _would_change(session: Session, person: Person, timezone: str, now: datetime) -> bool:
    """Whether they are a member of a region in which they work in another zone today."""
    today = now.astimezone(zone(timezone)).date()
    places = [one for one in places_of(session, person.workspace_id, person.user) if one.only_on is None]
    return any(not are_alike(one.member.zone_on(today) or one.region.timezone, timezone, now) for one in places)


def _in(place: Place, timezone: str) -> Place:
    return replace(place, member=replace(place.member, timezone=timezone, trips=()))


def _require_current(session: Session, message: Message) -> str:
    """The zone that was asked about; refused once Slack shows another."""
    person = get_person(session, message.workspace_id, str(message.user))
    asked = str(message.body["zone"])
    if person.timezone != asked:
        raise RefusedError("Slack shows you in another zone by now: nothing was changed.")
    return asked


def _rows(session: Session, person: Person) -> list[tuple[Member, Region]]:
    """The person's rows in the roster, to be changed, with their regions."""
    query = select(Member, Region).join(Region, Member.region_id == Region.id).join(Team, Region.team_id == Team.id)
    query = query.where(Team.workspace_id == person.workspace_id, ~Team.retired, ~Region.retired)
    return [(row[0], row[1]) for row in session.execute(query.where(Member.user == person.user).order_by(Region.id))]


def _trips(session: Session, act: Act) -> Iterable[Trip]:
    trips = select(Trip).where(Trip.workspace_id == act.workspace_id, Trip.user == act.user)
    return session.scalars(trips.order_by(Trip.id)).all()


def _trip(act: Act, first: date, last: date, timezone: str) -> Trip:
    return Trip(workspace_id=act.workspace_id, user=str(act.user), first=first, last=last, timezone=timezone)


def _end_trips(session: Session, act: Act, today: date) -> list[list[str]]:
    """No trip of theirs goes on today or later; gives all as they were."""
    trips = list(_trips(session, act))
    before = [[trip.first.isoformat(), trip.last.isoformat(), trip.timezone] for trip in trips]
    for trip in trips:
        if trip.first >= today:
            session.delete(trip)
        elif trip.last >= today:
            trip.last = today - timedelta(days=1)
    return before
