"""Decide: its decider approves, approves under a condition, declines, or says that it is not theirs and whose it is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from models.access import find_item, hold_item, require_active, require_actor, require_live
from models.acts import Act
from models.decisions import plan_decision, standing_decision
from models.facts.decisions import DecisionFacts, decision_facts
from models.facts.item import PersonFacts, person_facts
from models.owed.owing import DECIDED, owe_arrival, owe_line
from models.people import days_of, name_of
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.storage.database import Database
from models.tables import Decision, Event, Item, Verb, Verdict
from models.verbs.asking_to_decide import event_details, pass_over
from models.verbs.receivers import require_able
from models.verbs.recording import acting, record, snapshot

LONGEST_WHY: Final = 300
MOST_PASSES: Final = 3
GIVEN: Final = (Verdict.APPROVED, Verdict.APPROVED_IF, Verdict.DECLINED, Verdict.PASSED_ON)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a decider says to a question (its row), having read the note of that version. `to` is a user id."""

    decision: int
    version: int
    verdict: Verdict
    why: str
    condition: str = ""
    to: str | None = None

    def checked(self) -> "Answer":
        """The same, each text as one line. Raises RefusedError, naming the field, where something needed is missing."""
        if self.verdict not in GIVEN:
            raise RefusedError("Choose what you decide.", "verdict")
        if self.verdict is Verdict.APPROVED_IF and not self.condition.strip():
            raise RefusedError("Say in a line what it hangs on.", "condition")
        if self.verdict is Verdict.PASSED_ON and self.to is None:
            raise RefusedError("Pick whose it is.", "to")
        if not self.why.strip():
            raise RefusedError("Say why in a line: others will ask.", "why")
        return replace(self, why=_one_line(self.why, "why"), condition=_one_line(self.condition, "condition"))


@dataclass(frozen=True, slots=True)
class Decided:
    """What is true after somebody decided, of the question and of the item's owner. `event` is what undo takes back.

    `asked_at` (UTC) is when who it was passed on to is told, None with no day ahead.
    """

    decision: DecisionFacts
    owner: PersonFacts
    event: int
    asked_at: datetime | None = None


class ChangedError(RefusedError):
    """The question, or the note that it is about, has changed since the decider read it."""

    def __init__(self, label: str) -> None:
        super().__init__(f"{label} has changed since you opened this: read it once more, then send again.", "why")


def decide(database: Database, act: Act, number: int, answer: Answer) -> Decided:
    """Keep what the decider says, fixed with the version of the note that they read, and tell the item's owner.

    Raises RefusedError for anybody else and for what is decided already, ChangedError, NotVisibleError,
    NotKnownYetError.
    """
    answer = answer.checked()
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        decision = _require_asked(session, act, item)
        if (decision.id, item.note_version) != (answer.decision, answer.version):
            raise ChangedError(item.label)
        event = _pass_on(session, act, item, decision, answer) or _settle(session, act, item, decision, answer)
        if item.owner != act.user:
            owe_arrival(session, item, item.owner, act.now, DECIDED)
        session.flush()
        owner = person_facts(session, load_team(session, item.team_id), item.owner, act.now)
        passed_to = decision.passed_to
        asked_at = days_of(session, item.workspace_id, passed_to).wakes_at(act.now) if passed_to else None
        return Decided(decision_facts(session, item, decision), owner, event.id, asked_at)


def may_decide(session: Session, act: Act, number: int) -> tuple[Item, Decision]:
    """The item and the question, for its decider alone. Raises as `decide` does, before anything is written."""
    item = find_item(session, act, number)
    return item, _require_asked(session, act, item)


def take_decision_back(session: Session, item: Item, event: Event, now: datetime) -> None:
    """What was decided by that event is open again at `now` (UTC), in the caller's transaction; who was asked instead
    is asked no more."""
    decision = session.get_one(Decision, event.details["decision"], populate_existing=True)
    item.indexed = False
    following = event.details.get("following")
    if following is not None:
        other = session.get_one(Decision, following, populate_existing=True)
        other.verdict, other.decided_at, other.stands = Verdict.WITHDRAWN, event.at, False
        session.flush()
    was = event.details["was"]
    decision.verdict, decision.version = Verdict(was["verdict"]), was["version"]
    decision.why = decision.condition = ""
    decision.passed_to, decision.decided_at, decision.stands = None, decision.lapsed_at, True
    plan_decision(session, decision, now)
    decision.lapses_at = datetime.fromisoformat(was["lapses_at"]) if was["lapses_at"] else None


def _one_line(text: str, field: str) -> str:
    line = " ".join(text.split())
    if len(line) > LONGEST_WHY:
        raise RefusedError(f"At most {LONGEST_WHY} characters fit in this line; this has {len(line)}.", field)
    return line


def _require_asked(session: Session, act: Act, item: Item) -> Decision:
    """The question that who acts can decide now."""
    require_active(session, act)
    decision = standing_decision(session, item.id)
    if decision is None:
        raise RefusedError(
            f"{item.label} asks nobody for a decision. Its owner can: /handoff {item.label}, More context."
        )
    name = name_of(session, item.workspace_id, decision.decider)
    if decision.decider != act.user:
        raise RefusedError(f"It is for {name} to decide {item.label}, nobody else.")
    require_actor(session, act, item)
    require_live(item)
    if not decision.is_open:
        raise RefusedError(f"You have decided {item.label} already: /handoff decisions {item.label} shows it.")
    return decision


def _settle(session: Session, act: Act, item: Item, decision: Decision, answer: Answer) -> Event:
    before, was = snapshot(item), _as_it_was(decision)
    decision.verdict, decision.why, decision.decided_at = answer.verdict, answer.why, act.now
    decision.condition = answer.condition if answer.verdict is Verdict.APPROVED_IF else ""
    decision.version = answer.version
    decision.remind_at = decision.lapses_at = None
    details = {"condition": decision.condition, "version": decision.version}
    event = _record(session, act, item, decision, before, was, **details)
    owe_line(session, item, event)
    return event


def _pass_on(session: Session, act: Act, item: Item, decision: Decision, answer: Answer) -> Event | None:
    """Ask somebody else, if that is the answer."""
    if answer.verdict is not Verdict.PASSED_ON or answer.to is None:
        return None
    _require_new(session, act, item, decision, answer.to)
    before, was = snapshot(item), _as_it_was(decision)
    decision.why = answer.why
    following = pass_over(session, act, item, decision, answer.to, Verdict.PASSED_ON)
    return _record(session, act, item, decision, before, was, following=following.id)


def _record(
    session: Session, act: Act, item: Item, decision: Decision, before: dict[str, Any], was: dict[str, Any], **more: Any
) -> Event:  # fmt: skip
    item.indexed = False
    session.flush()
    details = {**event_details(decision), "was": was, **more}
    return record(session, act, item, Verb.DECIDE, before, reason=decision.why, **details)


def _as_it_was(decision: Decision) -> dict[str, Any]:
    """What undo restores, as JSON; the reminder is planned anew."""
    lapses = decision.lapses_at.isoformat() if decision.lapses_at else None
    return {"verdict": decision.verdict.value, "version": decision.version, "lapses_at": lapses}


def _require_new(session: Session, act: Act, item: Item, decision: Decision, to: str) -> None:
    """Refuse to pass the question to who had it already, so that it does not go in circles."""
    if to == act.user:
        raise RefusedError("That is you: decide it, or pick somebody else.", "to")
    passed = list(_who_passed(session, decision))
    if to in passed:
        name = name_of(session, item.workspace_id, to)
        raise RefusedError(f"{name} has said already that it is not theirs: pick somebody else.", "to")
    if len(passed) >= MOST_PASSES and to != item.owner:
        owner = name_of(session, item.workspace_id, item.owner)
        raise RefusedError(
            f"It was passed on {len(passed)} times: decide it, or give it to {owner}, who owns it.", "to"
        )
    require_able(session, item, to)


def _who_passed(session: Session, decision: Decision) -> Iterator[str]:
    """Who has said of this question that it is not theirs, the last one first."""
    row: Decision | None = decision
    while row is not None and row.came_from is not None:
        row = session.get(Decision, row.came_from)
        if row is not None and row.verdict is Verdict.PASSED_ON:
            yield row.decider
