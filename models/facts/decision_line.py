"""What a line in a card's thread tells of a decision, read from its event: the question may have gone on since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.notes import current_note
from models.people import name_of
from models.tables import Decision, Event, Item, Verdict


@dataclass(frozen=True, slots=True)
class DecisionLineFacts:
    """What was decided on which version of the note, by whom (`name`), and why; or that nobody decided in time.

    `told` is when the decider had been told, `wakes` when they are told whom nobody had told. `was_late`: it was
    decided after the time. Instants are UTC; texts are people's own words.
    """

    label: str
    verdict: Verdict
    name: str
    question: str
    at: datetime
    why: str
    condition: str
    version: int
    decide_by: datetime | None
    without: str
    told: tuple[datetime, ...]
    wakes: datetime | None
    was_late: bool
    undone_at: datetime | None


def decision_line_facts(session: Session, event: Event) -> DecisionLineFacts:
    """What the event changed."""
    item, details = session.get_one(Item, event.item_id), event.details
    decision = session.get_one(Decision, details["decision"])
    wakes = details.get("wakes")
    return DecisionLineFacts(
        label=item.label,
        verdict=Verdict(details["verdict"]),
        name=name_of(session, item.workspace_id, decision.decider),
        question=decision.question or current_note(session, item).headline,
        at=event.at,
        why=event.reason,
        condition=details.get("condition", ""),
        version=details.get("version", decision.version),
        decide_by=decision.decide_by,
        without=details.get("without", ""),
        told=tuple(datetime.fromisoformat(at) for at in details.get("told", ())),
        wakes=datetime.fromisoformat(wakes) if wakes else None,
        was_late=details.get("was", {}).get("verdict") == Verdict.LAPSED,
        undone_at=event.undone_at,
    )
