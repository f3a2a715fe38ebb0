"""A confidential item as a direct message may show it: its notification is read on locked screens, so it names nothing.

Urgency, id and times stay, as they are needed to act; what it is about, and who has to do with it, only the full note
says, to whom it may.
"""

from dataclasses import replace
from typing import Final

from models.facts.circling import CirclingFacts
from models.facts.decisions import DecisionFacts
from models.facts.item import ItemFacts
from models.facts.read_backs import ReadBackFacts
from models.facts.sender_questions import QuestionFacts
from models.facts.settling import SettleFacts
from models.notes import Draft

CONFIDENTIAL: Final = "Confidential handoff"
ELSEWHERE: Final = "… (the full note says it)"
SOMEBODY: Final = "Somebody"


def discreet(item: ItemFacts) -> ItemFacts:
    """The same where it is not confidential; otherwise without a word of its people, and without their names."""
    if not item.confidential:
        return item
    note = item.note
    return replace(
        item,
        note=Draft(
            CONFIDENTIAL, ELSEWHERE if note.next_step else "", note.urgency, note.by_choice, note.by, kind=note.kind
        ),
        owner=replace(item.owner, name=SOMEBODY),
        offer=replace(item.offer, name=item.offer.region or SOMEBODY, on_shift=()) if item.offer else None,
        closing=replace(item.closing, name=SOMEBODY, reason="") if item.closing else None,
        came_from=SOMEBODY if item.came_from else None,
        decider=SOMEBODY if item.decider else None,
        sent_back_because=ELSEWHERE if item.sent_back_because else None,
        sent_back_by=SOMEBODY if item.sent_back_by else None,
        last=replace(item.last, name=SOMEBODY) if item.last else None,
        circling=_discreet_circling(item),
        settle=_discreet_settle(item),
        read_back=_discreet_read_back(item),
        decision=discreet_decision(item.decision) if item.decision else None,
    )


def discreet_question(question: QuestionFacts) -> QuestionFacts:
    """The same of a question about a confidential item."""
    answer = ELSEWHERE if question.answer else ""
    return replace(question, text=ELSEWHERE, answer=answer, asker_name=SOMEBODY, asked_name=SOMEBODY)


def discreet_decision(decision: DecisionFacts) -> DecisionFacts:
    """The same of what an item asks; its decider reads the question in the form."""
    if not decision.confidential:
        return decision
    return replace(
        decision,
        headline=CONFIDENTIAL,
        question="",
        name=SOMEBODY,
        without=_elsewhere(decision.without),
        why=_elsewhere(decision.why),
        condition=_elsewhere(decision.condition),
        passed_to=SOMEBODY if decision.passed_to else None,
        passed_by=SOMEBODY if decision.passed_by else None,
        passed_why=_elsewhere(decision.passed_why),
    )


def _elsewhere(text: str) -> str:
    return ELSEWHERE if text else ""


def _discreet_circling(item: ItemFacts) -> CirclingFacts | None:
    circling = item.circling
    if circling is None:
        return None
    sent_back = tuple(replace(sent, name=SOMEBODY, reason=ELSEWHERE) for sent in circling.sent_back)
    return replace(circling, sent_back=sent_back, whats_new=ELSEWHERE if circling.whats_new else "")


def _discreet_settle(item: ItemFacts) -> SettleFacts | None:
    settle = item.settle
    if settle is None:
        return None
    asked = tuple(replace(one, name=SOMEBODY) for one in settle.asked)
    return replace(settle, asked=asked, other=SOMEBODY if settle.other else None)


def _discreet_read_back(item: ItemFacts) -> ReadBackFacts | None:
    read_back = item.read_back
    if read_back is None:
        return None
    text = ELSEWHERE if read_back.text else ""
    return replace(read_back, name=SOMEBODY, sender_name=SOMEBODY, text=text)
