"""What is true of a question that an item asks, and of its decision, as plain values."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.access import sees_item
from models.decisions import standing_decision
from models.labels import label_of
from models.notes import current_note
from models.owed.decisions import decisions_in, told_times
from models.people import name_of
from models.queries import asked
from models.tables import OPEN_VERDICTS, Decision, Item, Message, Urgency, Verdict


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A question of an item and what became of it. Instants are UTC; texts are people's own words, but `came_because`.

    `decider` is a user id, `name` what people call them; `why` is their line, `condition` what an approval hangs on,
    `passed_to` the name of who is asked instead. `lapsed_at`: nobody decided in time; `told` is when the decider had
    been told by then. `version` is that of the note: as it was asked, or as it was decided on.

    Where it was passed on, `passed_by` is the name of who did, and `passed_why` their line; where it was returned
    because somebody cannot decide any more, `passed_why` says so in our words, and `returned` is set.
    """

    id: int
    number: int
    headline: str
    urgency: Urgency
    confidential: bool
    live: bool
    question: str
    decide_by: datetime | None
    without: str
    decider: str
    name: str
    verdict: Verdict
    stands: bool
    version: int
    why: str = ""
    condition: str = ""
    passed_to: str | None = None
    decided_at: datetime | None = None
    lapsed_at: datetime | None = None
    told: tuple[datetime, ...] = ()
    passed_by: str | None = None
    passed_why: str = ""
    returned: bool = False

    @property
    def label(self) -> str:
        """The id people use for the item: `H-42`."""
        return label_of(self.number)

    @property
    def is_open(self) -> bool:
        """Whether its decider can still decide it, also after the time."""
        return self.stands and self.live and self.verdict in OPEN_VERDICTS

    @property
    def is_news(self) -> bool:
        """Whether there is something to tell who owns the item: what became of it, or that somebody else is asked."""
        return self.stands and (self.verdict is not Verdict.PENDING or self.passed_by is not None)


def decision_facts(session: Session, item: Item, decision: Decision) -> DecisionFacts:
    """What is true of the question."""
    before = session.get(Decision, decision.came_from) if decision.came_from is not None else None
    named = item.workspace_id
    return DecisionFacts(
        id=decision.id,
        number=item.number,
        headline=current_note(session, item).headline,
        urgency=item.urgency,
        confidential=item.confidential,
        live=item.is_live,
        question=decision.question,
        decide_by=decision.decide_by,
        without=decision.without,
        decider=decision.decider,
        name=name_of(session, named, decision.decider),
        verdict=decision.verdict,
        stands=decision.stands,
        version=decision.version,
        why=decision.why,
        condition=decision.condition,
        passed_to=name_of(session, named, decision.passed_to) if decision.passed_to else None,
        decided_at=decision.decided_at,
        lapsed_at=decision.lapsed_at,
        told=told_times(session, decision) if decision.verdict is Verdict.LAPSED else (),
        passed_by=name_of(session, named, before.decider) if before else None,
        passed_why=before.why if before else "",
        returned=before is not None and before.verdict is Verdict.RETURNED,
    )


def standing_facts(session: Session, item: Item) -> DecisionFacts | None:
    """The question that the item asks now, whatever became of it; None where it asks nothing."""
    if current_note(session, item).decision_owner is None:
        return None  # a question stands only while the note names somebody
    decision = standing_decision(session, item.id)
    return decision_facts(session, item, decision) if decision is not None else None


def decisions_wanted_of(session: Session, workspace_id: int, user: str, now: datetime) -> list[DecisionFacts]:
    """What the person can decide at `now` (UTC), of items that they see: first what is due first, last what was not
    decided in time."""
    return [decision_facts(session, item, row) for item, row in wanted_of(session, workspace_id, user, now)]


def wanted_of(session: Session, workspace_id: int, user: str, now: datetime) -> list[tuple[Item, Decision]]:
    """The same as rows."""
    rows = undecided_of(session, workspace_id, user)
    return sorted(rows, key=lambda one: _due(one[1], now))


def _due(decision: Decision, now: datetime) -> tuple[bool, bool, datetime]:
    return decision.verdict is Verdict.LAPSED, decision.decide_by is None, decision.decide_by or now


def decisions_told_in(session: Session, message: Message) -> list[DecisionFacts]:
    """What a DM tells of decisions, and what has become of them; without what its reader sees no more."""
    told = [(session.get_one(Item, item_id), decision) for item_id, decision in rows_told_in(session, message).items()]
    user = str(message.user)
    return [decision_facts(session, item, row) for item, row in told if sees_item(session, item, user)]


def rows_told_in(session: Session, message: Message) -> dict[int, Decision]:
    """The questions that a DM tells of, by their item's row, in its order; of each item the one that was asked last."""
    ids = decisions_in(message)
    found = {row.id: row for row in session.scalars(select(Decision).where(Decision.id.in_(ids)))} if ids else {}
    return {found[one].item_id: found[one] for one in ids if one in found}


def undecided_of(session: Session, workspace_id: int, user: str) -> list[tuple[Item, Decision]]:
    """The live items that the person sees and is asked about, with the questions that they can decide."""
    found, given = asked(session, workspace_id, user)
    return [(item, decision) for item, decision in session.execute(_with_decision(found), given)]


@cache
def _with_decision(items: Select[Item]) -> Select[Item, Decision]:
    return items.add_columns(Decision).order_by(Item.id)
