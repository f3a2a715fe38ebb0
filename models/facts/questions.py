"""What the bot's questions to one person say, as plain values: are you away, and where do you work now."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.people import days_of, get_person
from models.shifts.shift import Span
from models.tables import Absence, Message
from models.verbs.moving import can_undo, is_asked, is_home
from models.verbs.questions import is_answered


@dataclass(frozen=True, slots=True)
class AwayQuestionFacts:
    """Whether the reader is still `asked` if they are away; `absence` is the row of their yes, with its dates.

    `answered`: they said yes or no. An absence that was taken back since has no dates.
    """

    id: int
    asked: bool
    answered: bool
    absence: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class ZoneQuestionFacts:
    """Whether the reader is still `asked` where they work, the zone in question, and whether the roster has them there.

    `day` (UTC instants) is their running or next one as things are; `answer` is what they said, `until` a trip's end.
    """

    id: int
    zone: str
    asked: bool
    home: bool
    day: Span | None
    answer: str | None
    until: date | None
    can_undo: bool


def away_question(session: Session, message: Message, now: datetime) -> AwayQuestionFacts:
    """What is true at `now` (UTC) of the question whether somebody is away."""
    person = get_person(session, message.workspace_id, str(message.user))
    is_late = message.expires_at is not None and message.expires_at <= now
    asked = person.shows_away and not is_answered(message) and not is_late
    absence = session.get(Absence, message.body["absence"]) if "absence" in message.body else None
    if absence is None or (absence.first and absence.last and absence.last < absence.first):
        return AwayQuestionFacts(message.id, asked, is_answered(message))
    return AwayQuestionFacts(message.id, asked, True, absence.id, absence.first, absence.last)


def zone_question(session: Session, message: Message, now: datetime) -> ZoneQuestionFacts:
    """What is true at `now` (UTC) of the question where somebody works."""
    person = get_person(session, message.workspace_id, str(message.user))
    timezone, until = str(message.body["zone"]), message.body.get("until")
    days = days_of(session, message.workspace_id, person.user)
    return ZoneQuestionFacts(
        id=message.id,
        zone=timezone,
        asked=is_asked(session, message, now),
        home=is_home(session, person, timezone, now),
        day=days.current(now) or days.next(now),
        answer=message.body.get("answer"),
        until=date.fromisoformat(until) if until else None,
        can_undo=can_undo(message, now),
    )
