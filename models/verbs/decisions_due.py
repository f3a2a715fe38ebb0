"""What falls due of questions: the decider is reminded an hour before the time; at the time it lapses; and those that
somebody cannot decide any more go back to the owner."""

from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.decisions import last_chance, plan_decision, reminder_at, standing_decision
from models.due import MOST, NOW, find_due, take_item
from models.owed.decisions import TOLD_JUST_NOW, owe_decision, told_times, was_pinged_since
from models.owed.owing import DECIDED, owe_arrival, owe_line
from models.people import days_of
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import held
from models.tables import IS_PENDING, IS_STANDING, IS_UNDECIDED, Decision, Item, Verb, Verdict
from models.verbs.asking_to_decide import event_details, give_to_owner
from models.verbs.receivers import is_able
from models.verbs.recording import record, snapshot

# Somebody who is off in the middle of a day is looked at again after that.
A_BREAK: Final = timedelta(minutes=10)
_PENDING: Final = select(Decision.id).where(IS_PENDING).limit(MOST)
TO_REMIND_OF: Final = _PENDING.where(Decision.remind_at <= NOW).order_by(Decision.remind_at, Decision.id)
TO_LAPSE: Final = _PENDING.where(Decision.lapses_at <= NOW).order_by(Decision.lapses_at, Decision.id)


def due_to_be_decided_soon(session: Session, now: datetime, limit: int) -> list[int]:
    """The questions (row ids) of which their decider is to be reminded at `now` (UTC), longest due first."""
    return find_due(session, TO_REMIND_OF, now, limit)


def due_to_lapse(session: Session, now: datetime, limit: int) -> list[int]:
    """The questions (row ids) whose time is over at `now` (UTC), longest due first."""
    return find_due(session, TO_LAPSE, now, limit)


@again_after_conflicts
def remind_decider(database: Database, decision_id: int, now: datetime) -> bool:
    """Remind the decider at `now` (UTC), if that has still come; say whether it was looked at.

    A question that was asked before decisions were kept is planned now. What somebody cannot decide any more goes back.
    """
    with database.write() as session:
        taken = _take(session, decision_id)
        if taken is None or taken[1].remind_at is None or taken[1].remind_at > now:
            return False
        item, decision = taken
        if decision.lapses_at is None:
            plan_decision(session, decision, now)
        if not is_able(session, item, decision.decider):
            _give_back(session, item, decision, now)
        elif decision.decide_by is not None:
            _remind(session, item, decision, decision.decide_by, now)
        return True


@again_after_conflicts
def lapse(database: Database, decision_id: int, now: datetime) -> bool:
    """Write down that nobody decided in time, if that is still so at `now` (UTC); say whether it is.

    It stays open: the decider can still decide it, and who was never told of it is, once they are at work.
    """
    with database.write() as session:
        taken = _take(session, decision_id)
        if taken is None or taken[1].lapses_at is None or taken[1].lapses_at > now:
            return False
        item, decision = taken
        before, told = snapshot(item), told_times(session, decision)
        wakes = days_of(session, item.workspace_id, decision.decider).wakes_at(now)
        decision.verdict, decision.decided_at, decision.lapsed_at = Verdict.LAPSED, now, now
        decision.remind_at = decision.lapses_at = None
        details: dict[str, Any] = {
            **event_details(decision), "without": decision.without,
            "told": [at.isoformat() for at in told], "wakes": wakes.isoformat() if wakes and not told else None,
        }  # fmt: skip
        event = record(session, _by_bot(item, now), item, Verb.DECIDE, before, **details)
        owe_line(session, item, event)
        if item.owner != decision.decider:
            owe_arrival(session, item, item.owner, now, DECIDED)
        if not told and wakes is not None:
            owe_decision(session, decision, item, now, due_at=wakes, late=True)
        return True


def give_back_questions(session: Session, act: Act, user: str) -> None:
    """What the person is asked and cannot decide any more goes back to the items' owners, in the caller's transaction:
    they were deactivated, or do not see an item any longer."""
    asked = select(Decision.item_id).where(Decision.workspace_id == act.workspace_id, Decision.decider == user)
    items = select(Item).where(Item.id.in_(asked.where(IS_UNDECIDED, IS_STANDING))).order_by(Item.id)
    for item in session.scalars(held(items)).all():
        decision = standing_decision(session, item.id)
        if decision is not None and decision.decider == user and item.is_live and not is_able(session, item, user):
            _give_back(session, item, decision, act.now)


def _take(session: Session, decision_id: int) -> tuple[Item, Decision] | None:
    """The question with its item, which is held, if it still waits to be decided."""
    item_id = session.scalars(select(Decision.item_id).where(Decision.id == decision_id)).one()
    item = take_item(session, item_id)
    decision = standing_decision(session, item_id) if item is not None else None
    if item is None or decision is None or decision.id != decision_id or decision.verdict is not Verdict.PENDING:
        return None
    return item, decision


def _remind(session: Session, item: Item, decision: Decision, decide_by: datetime, now: datetime) -> None:
    """Owe the DM, or plan anew where the decider's hours have changed since."""
    days = days_of(session, item.workspace_id, decision.decider)
    at, chance = reminder_at(days, decide_by, now), last_chance(days, decide_by)
    if at is not None and at <= now and not days.is_awake(now) and chance is not None:
        at = now + A_BREAK if now + A_BREAK < chance else None
    if at is None or at > now:
        decision.remind_at = at
        return
    decision.remind_at = None
    if not was_pinged_since(session, decision, now - TOLD_JUST_NOW):
        owe_decision(session, decision, item, now)


def _give_back(session: Session, item: Item, decision: Decision, now: datetime) -> None:
    before, act = snapshot(item), _by_bot(item, now)
    following = give_to_owner(session, act, item, decision)
    if following is None:
        decision.remind_at = None
        return
    session.flush()
    details: dict[str, Any] = {**event_details(decision), "following": following.id}
    record(session, act, item, Verb.DECIDE, before, reason=decision.why, **details)


def _by_bot(item: Item, now: datetime) -> Act:
    return Act(workspace_id=item.workspace_id, user=None, now=now, surface=Surface.BOT)
