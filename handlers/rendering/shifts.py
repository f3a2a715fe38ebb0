"""What tells and asks people about their hours: changed shifts, covers, statuses, zones."""

from datetime import datetime

from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.cover import cover_message
from handlers.blocks.shifts.news import shift_message
from handlers.blocks.shifts.questions import away_question_message, zone_question_message
from handlers.rendering.outcome import Drop, Wait, behind_digest, until_awake, until_day
from models.facts.covers import cover_news
from models.facts.questions import away_question, zone_question
from models.facts.shift_changes import shift_news
from models.people import get_person
from models.storage.session import Session
from models.tables import Message
from models.verbs.moving import days_there


def render_shifts(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """What others have changed of the reader's shifts."""
    facts = shift_news(session, message)
    if not facts.changes:
        return Drop("nothing of it is to be told any more")
    if message.ts is not None:
        return shift_message(facts, now)
    return behind_digest(session, message, now) or shift_message(facts, now)


def render_cover(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """Somebody asks for a cover; or what became of that."""
    facts = cover_news(session, message, now)
    if message.ts is not None:
        return cover_message(facts, now)
    if not facts.asks or facts.starts <= now:
        return Drop("there is nothing to take any more")
    return until_awake(session, message, now) or cover_message(facts, now)


def render_ask_away(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """Whether the reader is away, as their status says."""
    facts = away_question(session, message, now)
    if message.ts is not None:
        return away_question_message(facts, now)
    if not facts.asked:
        return Drop("their status says so no more, or the day is over")
    return until_awake(session, message, now) or away_question_message(facts, now)


def render_ask_zone(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """In the new zone's daytime: by the hours that the roster has, the reader may be asleep there."""
    facts = zone_question(session, message, now)
    if message.ts is not None:
        return zone_question_message(facts, now)
    if not facts.asked:
        return Drop("Slack shows another zone by now, or their days are the same there")
    days = days_there(session, get_person(session, message.workspace_id, str(message.user)), facts.zone)
    return until_day(days.wakes_at(now), now) or zone_question_message(facts, now)
