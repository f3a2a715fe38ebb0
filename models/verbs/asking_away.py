"""A Slack status that says away makes the bot ask, once, in the person's hours. It decides nothing."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from models.acts import Act
from models.owed.owing import owe_edit, owe_message
from models.people import days_of, find_person, hold_person
from models.roster.rows import places_of
from models.shifts.plan import DaysOff
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import share_workspace
from models.tables import MessageKind, Person
from models.verbs.going_away import AwayOutcome, date_of, go_away_in, today_of
from models.verbs.questions import answer_question, asked_about, find_question, hold_question
from models.verbs.recording import acting

NO = "no"


@again_after_conflicts
def note_status(
    database: Database, workspace_id: int, user: str, now: datetime, *, shows_away: bool, until: datetime | None
) -> None:
    """Keep whether the person's status says away, until when (UTC) if Slack says; ask them when it begins to.

    Somebody whom Slack tells of for the first time is not asked, nor is who is in no region, or away already.
    """
    with database.read() as session:
        person = find_person(session, workspace_id, user)
        if person is None or person.shows_away == shows_away:
            return
    with database.write() as session:
        share_workspace(session, workspace_id)
        person = hold_person(session, workspace_id, user)
        if person.shows_away == shows_away:
            return
        person.shows_away = shows_away
        if shows_away and person.fetched_at is not None and not person.deactivated:
            _ask(session, person, until, now)
        for message in asked_about(session, workspace_id, user, MessageKind.ASK_AWAY):
            owe_edit(session, message, now)


def answer_away(database: Database, act: Act, message_id: int, dates: DaysOff | None = None) -> AwayOutcome:
    """They are away, on these dates, or today. Raises RefusedError as `go_away` does, and for who was not asked."""
    with acting(database, act, whole=True) as session:
        message = hold_question(session, act, message_id, MessageKind.ASK_AWAY)
        if dates is None:
            today = today_of(session, act.workspace_id, str(act.user), act)
            dates = DaysOff(today, today)
        outcome = go_away_in(session, act, dates)
        answer_question(session, message, {"absence": outcome.absence.id}, act.now)
        return outcome


def answer_not_away(database: Database, act: Act, message_id: int) -> None:
    """They are not away: they are not asked again while their status stays."""
    with acting(database, act) as session:
        message = hold_question(session, act, message_id, MessageKind.ASK_AWAY)
        answer_question(session, message, {"answer": NO}, act.now)


def status_ends(session: Session, act: Act, message_id: int) -> date | None:
    """The last day, where the person works, on which the status that was asked about says away, if Slack said."""
    until = find_question(session, act, message_id, MessageKind.ASK_AWAY).body.get("until")
    today = today_of(session, act.workspace_id, str(act.user), act)
    return date.fromisoformat(until) if until and date.fromisoformat(until) > today else None


def _ask(session: Session, person: Person, until: datetime | None, now: datetime) -> None:
    """Ask once they are at work, once a day; not when the status is over by then."""
    days = days_of(session, person.workspace_id, person.user)
    wakes = days.wakes_at(now)
    day = days.current(wakes) if wakes is not None else None
    is_member = bool(places_of(session, person.workspace_id, person.user))
    if not is_member or wakes is None or day is None or (until is not None and until <= wakes):
        return
    last = until - timedelta(seconds=1) if until else None
    ends = date_of(session, person.workspace_id, person.user, last) if last else None
    owe_message(
        session, person.workspace_id, MessageKind.ASK_AWAY,
        f"away:{person.workspace_id}:{person.user}:{day.date.isoformat()}", now,
        due_at=wakes, user=person.user, body={"until": ends.isoformat() if ends else None}, expires_at=day.end,
    )  # fmt: skip
