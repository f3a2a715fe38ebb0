"""Undo: for ten minutes a one-tap act can be taken back, if nothing has happened to the item since."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.orm import Session

from models.access import find_own_event
from models.acts import Act
from models.facts.card import reaction_event
from models.owed.happenings import forget_happening
from models.owed.owing import owe_line_edit
from models.refusals import RefusedError
from models.storage.database import Database
from models.tables import ReadBack, Verb
from models.verbs.deciding import take_decision_back
from models.verbs.outcomes import Outcome
from models.verbs.recording import acting, record, restore, snapshot
from models.workspace.reactions import was_on_for

UNDO_FOR = timedelta(minutes=10)
UNDOABLE = (Verb.OFFER, Verb.CLAIM, Verb.SEND_BACK, Verb.FINISH, Verb.CANCEL, Verb.REOPEN, Verb.KEEP, Verb.DECIDE)


def undo(database: Database, act: Act, event_id: int) -> Outcome:
    """Restore what was before the event. Only who did it can, for ten minutes, and if nothing has happened since.

    Raises RefusedError, NotVisibleError.
    """
    with acting(database, act) as session:
        return _undo(session, act, event_id)


def take_off(database: Database, act: Act) -> None:
    """Undo what the emoji did that was taken off, if that was the last thing to happen to the item, within ten minutes.

    The minutes are Slack's own where it told late. Raises RefusedError, AlreadyDoneError.
    """
    if act.reacted is None:
        raise ValueError("Slack tells which emoji was taken off")
    with database.read() as session:
        was_on = was_on_for(session, act, act.reacted)
    with acting(database, act) as session:
        done = reaction_event(session, act, act.reacted.ts)
        if done is not None:
            _undo(session, replace(act, emoji=None), done, was_on)


def _undo(session: Session, act: Act, event_id: int, after: timedelta | None = None) -> Outcome:
    event, item = find_own_event(session, act, event_id, UNDOABLE, "undo it")
    if event.undone_at is not None:
        return Outcome.of(session, item, act, changed=False)
    since = act.now - event.at
    if min(since, since if after is None else after) > UNDO_FOR:
        raise RefusedError(f"Undo works for ten minutes. /handoff show {item.label} says what can be done now.")
    if item.last_event != event.id:
        raise RefusedError(f"{item.label} has changed since, so this can no longer be undone.")
    before = snapshot(item)
    restore(item, event.before)
    event.undone_at = act.now
    forget_happening(session, event)
    session.execute(delete(ReadBack).where(ReadBack.event_id == event.id))  # what a claim asked for goes with it
    if event.verb is Verb.DECIDE:
        take_decision_back(session, item, event, act.now)
    record(session, act, item, Verb.UNDO, before, undone=event.verb.value)
    owe_line_edit(session, event, act.now)
    return Outcome.of(session, item, act)
