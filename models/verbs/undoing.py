"""Undo: for ten minutes a one-tap act can be taken back, if nothing has happened to the item since."""

from datetime import timedelta

from models.access import find_own_event
from models.acts import Act
from models.owed.owing import owe_line_edit
from models.refusals import RefusedError
from models.storage.database import Database
from models.tables import Verb
from models.verbs.outcomes import Outcome
from models.verbs.recording import acting, record, restore, snapshot

UNDO_FOR = timedelta(minutes=10)
UNDOABLE = (Verb.OFFER, Verb.CLAIM, Verb.SEND_BACK, Verb.FINISH, Verb.CANCEL, Verb.REOPEN)


def undo(database: Database, act: Act, event_id: int) -> Outcome:
    """Restore what was before the event. Only who did it can, for ten minutes, and if nothing has happened since.

    Raises RefusedError, NotVisibleError.
    """
    with acting(database, act) as session:
        event, item = find_own_event(session, act, event_id, UNDOABLE, "undo it")
        if event.undone_at is not None:
            return Outcome.of(session, item, act, changed=False)
        if act.now - event.at > UNDO_FOR:
            raise RefusedError(f"Undo works for ten minutes. /handoff show {item.label} says what can be done now.")
        if item.last_event != event.id:
            raise RefusedError(f"{item.label} has changed since, so this can no longer be undone.")
        before = snapshot(item)
        restore(item, event.before)
        event.undone_at = act.now
        record(session, act, item, Verb.UNDO, before, undone=event.verb.value)
        owe_line_edit(session, event, act.now)
        return Outcome.of(session, item, act)
