"""What a verb gives back: which item, which event, and what is true of it now."""

from dataclasses import dataclass
from typing import Self

from sqlalchemy.orm import Session

from models.acts import Act
from models.facts.item import ItemFacts, item_facts
from models.facts.since import SinceFacts
from models.people import days_of
from models.tables import Item


@dataclass(frozen=True, slots=True)
class Outcome:
    """What is true after a verb. `event` is what undo takes back; `changed` is False where it was so already.

    `zone` is that in which who acted reads times. `taken_from` is the name of who owned it before, where a claim
    changed that; `since` what has changed since who claimed it last had it, if they ever did.
    """

    item: ItemFacts
    event: int
    zone: str
    changed: bool = True
    taken_from: str | None = None
    since: SinceFacts | None = None

    @classmethod
    def of(cls, session: Session, item: Item, act: Act, *, changed: bool = True) -> Self:
        """The outcome for the item as it is in this transaction."""
        session.flush()
        zone = days_of(session, act.workspace_id, act.user or "").zone
        return cls(item_facts(session, item, act.now), item.last_event, zone, changed)
