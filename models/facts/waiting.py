"""What waits for a digest's reader, more of it than the digest has room for: some at a time, in the digest's order."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import require_active
from models.acts import Act
from models.facts.decisions import wanted_of
from models.facts.discreet import discreet
from models.facts.item import ItemFacts
from models.owed.digest_parts import day_of
from models.people import days_of
from models.queue import facts_of, waiting_for
from models.refusals import RefusedError
from models.tables import Message, MessageKind


@dataclass(frozen=True, slots=True)
class WaitingFacts:
    """Some of what waits, from the place `first` (0 for the most needed) on, of `total`; `digest` is the digest's row,
    `zone` the one its reader reads times in."""

    digest: int
    zone: str
    first: int
    total: int
    items: tuple[ItemFacts, ...]

    @property
    def next(self) -> int | None:
        """From which place on there is more."""
        after = self.first + len(self.items)
        return after if after < self.total else None


def waiting_facts(session: Session, act: Act, digest_id: int, first: int, most: int) -> WaitingFacts:
    """At most `most` of what waits now for who acts, from that place on; of what is confidential it names nothing, as
    the digest does not. Raises RefusedError for another's digest."""
    user = require_active(session, act).user
    digest = session.scalars(
        select(Message).where(Message.id == digest_id, Message.kind == MessageKind.DIGEST, Message.user == user)
    ).first()
    if digest is None or digest.workspace_id != act.workspace_id:
        raise RefusedError("That is not your digest, or it is gone: /handoff list waiting shows what waits for you.")
    days = days_of(session, act.workspace_id, user)
    decides = [item.id for item, _ in wanted_of(session, act.workspace_id, user, act.now)]
    found = waiting_for(session, act.workspace_id, user, days.current(act.now) or day_of(digest), decides)
    first = max(0, min(first, len(found)))
    ids = [one.id for one in found[first : first + most]]
    facts = facts_of(session, ids, act.now)
    return WaitingFacts(digest.id, days.zone, first, len(found), tuple(discreet(facts[item_id]) for item_id in ids))
