"""Keep: the owner goes home and holds on to an item, so that nobody claims it before they are back."""

from models.access import hold_item, require_actor, require_live
from models.acts import Act
from models.people import days_of, name_of
from models.refusals import RefusedError
from models.storage.database import Database
from models.tables import State, Verb
from models.verbs.outcomes import Outcome
from models.verbs.recording import acting, record, snapshot


def keep(database: Database, act: Act, number: int) -> Outcome:
    """Hold on to the item until the start of one's next day. Its owner alone can: a lead hands it off instead.

    Raises RefusedError, also for what is on offer and for who has no day ahead; NotVisibleError, NotKnownYetError.
    """
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        keeper = require_actor(session, act, item)
        if item.owner != keeper:
            owner = name_of(session, act.workspace_id, item.owner)
            raise RefusedError(f"Only {owner}, who owns it, can keep {item.label}.")
        require_live(item)
        if item.state is State.OFFERED:
            raise RefusedError(f"{item.label} is on offer. Take it back first: /handoff claim {item.label}.")
        upcoming = days_of(session, act.workspace_id, keeper).next(act.now)
        if upcoming is None:
            raise RefusedError(f"You have no working day in the next 31 days: hand {item.label} off.")
        if item.kept_until == upcoming.start:
            return Outcome.of(session, item, act, changed=False)
        before = snapshot(item)
        item.kept_until = upcoming.start
        record(session, act, item, Verb.KEEP, before)
        return Outcome.of(session, item, act)
