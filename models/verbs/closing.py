"""Finish, cancel and reopen."""

from models.access import hold_item, require_owner_or_lead
from models.acts import Act
from models.notes import kept_words
from models.refusals import RefusedError
from models.storage.database import Database
from models.tables import State, Verb
from models.verbs.outcomes import Outcome
from models.verbs.recording import acting, record, snapshot


def finish(database: Database, act: Act, number: int) -> Outcome:
    """The work is done. The owner or a lead says so. Raises RefusedError, NotVisibleError, NotKnownYetError."""
    return _close(database, act, number, State.DONE, Verb.FINISH, "")


def cancel(database: Database, act: Act, number: int, reason: str) -> Outcome:
    """The work is not wanted any more, and why. Raises RefusedError, NotVisibleError, NotKnownYetError."""
    return _close(database, act, number, State.CANCELLED, Verb.CANCEL, kept_words(reason))


def reopen(database: Database, act: Act, number: int) -> Outcome:
    """A done or cancelled item is its owner's open one again. Raises as `finish` does."""
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        require_owner_or_lead(session, act, item, "reopen")
        if item.is_live:
            return Outcome.of(session, item, act, changed=False)
        before = snapshot(item)
        item.state = State.OPEN
        item.owner_since = act.now
        record(session, act, item, Verb.REOPEN, before)
        return Outcome.of(session, item, act)


def _close(database: Database, act: Act, number: int, state: State, verb: Verb, reason: str) -> Outcome:
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        require_owner_or_lead(session, act, item, "finish" if state is State.DONE else "cancel")
        if item.state is state:
            return Outcome.of(session, item, act, changed=False)
        if not item.is_live:
            raise RefusedError(
                f"{item.label} is {item.state.value} already. Reopen it first: /handoff reopen {item.label}."
            )
        before = snapshot(item)
        item.state, item.kept_until = state, None
        item.end_offer()
        record(session, act, item, verb, before, reason=reason)
        return Outcome.of(session, item, act)
