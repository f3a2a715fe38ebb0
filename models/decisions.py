"""The question that an item's note asks, and until when and how often its decider is reminded: what rows know of."""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from models.notes import Draft
from models.people import PersonDays, days_of
from models.tables import IS_PENDING, IS_STANDING, Decision, Item, Note, Verdict

# Made once: making a statement takes longer than running it.
_STANDING: Final = (
    select(Decision).where(Decision.item_id == bindparam("item"), IS_STANDING).execution_options(populate_existing=True)
)
AN_HOUR: Final = timedelta(hours=1)
_A_MOMENT: Final = timedelta(seconds=1)
# In these a question has found its end, for better or worse: it is not asked again as it was.
ENDED: Final = (Verdict.APPROVED, Verdict.APPROVED_IF, Verdict.DECLINED, Verdict.LAPSED)


def standing_decision(session: Session, item_id: int) -> Decision | None:
    """The question that the item asks now, whatever became of it, read anew; None where it asks nothing."""
    return session.scalars(_STANDING, {"item": item_id}).first()


def what_note_asks(note: Note | Draft) -> tuple[str | None, str, datetime | None]:
    """Whom, what and until when (UTC) the note asks, kept or not yet: the same is not asked twice."""
    return note.decision_owner, note.decision.strip(), note.decide_by


def ended_before(session: Session, item: Item, note: Note) -> Decision | None:
    """The question that the note asks, where it was asked by an earlier version, and has found its end."""
    rows = select(Decision, Note).join(Note, (Note.item_id == Decision.item_id) & (Note.version == Decision.version))
    rows = rows.where(Decision.item_id == item.id, Decision.verdict.in_(ENDED)).order_by(Decision.id.desc())
    return next((one for one, asked in session.execute(rows) if what_note_asks(asked) == what_note_asks(note)), None)


def plan_decision(session: Session, decision: Decision, now: datetime) -> None:
    """Set when the decider is reminded, and when the question lapses, as their hours look at `now` (UTC).

    A time that is past when the question is asked is nobody's: then it has none.
    """
    decide_by = decision.decide_by
    if decide_by is None or decide_by <= now or decision.verdict is not Verdict.PENDING:
        decision.remind_at = None
        decision.lapses_at = None
        return
    days = days_of(session, decision.workspace_id, decision.decider)
    decision.lapses_at, decision.remind_at = decide_by, reminder_at(days, decide_by, now)


def plan_reminders_anew(session: Session, workspace_id: int, user: str, now: datetime) -> None:
    """Their hours have changed: plan anew at `now` (UTC) the reminders that the person is still to get."""
    theirs = select(Decision).where(Decision.workspace_id == workspace_id, Decision.decider == user, IS_PENDING)
    days = days_of(session, workspace_id, user)
    for decision in session.scalars(theirs.where(Decision.remind_at.is_not(None)).order_by(Decision.item_id)):
        if decision.decide_by is not None:
            decision.remind_at = reminder_at(days, decision.decide_by, now)


def reminder_at(days: PersonDays, decide_by: datetime, now: datetime) -> datetime | None:
    """When (UTC) somebody is reminded of what they are to decide until then; None where it would come too late.

    An hour before the time. Where that hour is not theirs: an hour before they last go home before the time, or, where
    their day begins within that hour, as it begins.
    """
    day = days.current(decide_by - _A_MOMENT) or days.last(decide_by)
    chance = last_chance(days, decide_by)
    if day is None or chance is None or chance <= now:
        return None
    return max(now, day.start, chance - AN_HOUR)


def last_chance(days: PersonDays, decide_by: datetime) -> datetime | None:
    """The last moment (UTC) before the time at which they are at work; None where there is none in 31 days."""
    day = days.current(decide_by - _A_MOMENT) or days.last(decide_by)
    return min(decide_by, day.end) if day is not None else None
