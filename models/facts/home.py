"""What somebody's Home tab shows, as plain values, as it is when they open it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.facts.decisions import DecisionFacts, decisions_wanted_of
from models.facts.item import ItemFacts
from models.facts.sender_questions import QuestionFacts, asked_of
from models.facts.who import WhoFacts, who_facts
from models.lists import Listing, Scope, list_items
from models.people import days_of, name_of
from models.queue import facts_of
from models.storage.database import Database
from models.tables import Item

MOST_ITEMS: Final = 10


@dataclass(frozen=True, slots=True)
class PartFacts:
    """The first items of a part, most needed first, and how many there are; nobody counts past a thousand."""

    items: tuple[ItemFacts, ...]
    total: int


@dataclass(frozen=True, slots=True)
class HomeFacts:
    """What the reader is to decide, what waits for them, what is theirs, who is on shift in their teams, and what they
    are to answer, each question with its item.

    `zone` is the reader's.
    """

    name: str
    zone: str
    decisions: tuple[DecisionFacts, ...]
    waiting: PartFacts
    owned: PartFacts
    who: WhoFacts
    questions: tuple[tuple[ItemFacts, QuestionFacts], ...] = ()

    @property
    def is_new_here(self) -> bool:
        """Whether they are in no team, and nothing concerns them yet."""
        return not (self.who.teams or self.has_something)

    @property
    def has_something(self) -> bool:
        """Whether anything waits for them, is theirs to decide or to answer, or is theirs."""
        return bool(self.decisions or self.questions or self.waiting.items or self.owned.items)


def home_facts(database: Database, act: Act) -> HomeFacts:
    """What is true for who acts, at the act's time, of what they may see."""
    waiting, owned = (list_items(database, act, scope, MOST_ITEMS) for scope in (Scope.WAITING, Scope.MINE))
    with database.read() as session:
        return HomeFacts(
            name=name_of(session, act.workspace_id, act.user),
            zone=days_of(session, act.workspace_id, act.user or "").zone,
            decisions=tuple(decisions_wanted_of(session, act.workspace_id, act.user or "", act.now)),
            questions=tuple(_questions(session, act)),
            waiting=_part(session, act, waiting),
            owned=_part(session, act, owned),
            who=who_facts(session, act),
        )


def _questions(session: Session, act: Act) -> Iterator[tuple[ItemFacts, QuestionFacts]]:
    asked = asked_of(session, act.workspace_id, act.user or "")
    items = facts_of(session, [one.item_id for one in asked], act.now) if asked else {}
    return ((items[one.item_id], one) for one in asked)


def _part(session: Session, act: Act, listing: Listing) -> PartFacts:
    numbers = [item.number for item in listing.items]
    return PartFacts(tuple(_facts(session, act, numbers)), listing.total)


def _facts(session: Session, act: Act, numbers: Sequence[int]) -> list[ItemFacts]:
    rows = select(Item.id).where(Item.workspace_id == act.workspace_id, Item.number.in_(numbers))
    found = {facts.number: facts for facts in facts_of(session, session.scalars(rows).all(), act.now).values()}
    return [found[number] for number in numbers if number in found]
