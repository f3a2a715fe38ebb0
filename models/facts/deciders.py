"""When whoever a note asks to decide would be asked, and whether that is in time: the form says it beforehand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from models.acts import Act
from models.decisions import last_chance
from models.notes import Draft
from models.people import days_of, find_person, name_of


@dataclass(frozen=True, slots=True)
class DeciderFacts:
    """Somebody who is to decide. `asked_at` (UTC) is when they are told, None with no day ahead; `in_time`: that is
    before the question lapses; `zone` is theirs."""

    name: str
    zone: str
    asked_at: datetime | None
    decide_by: datetime | None
    in_time: bool


def decider_facts(session: Session, act: Act, draft: Draft) -> DeciderFacts | None:
    """What is true of the decision owner in the form at the time of the act. None without one, where it is who writes,
    and while Slack has not told of them."""
    user = draft.decision_owner
    person = find_person(session, act.workspace_id, user) if user is not None else None
    if user is None or user == act.user or person is None or person.fetched_at is None:
        return None
    days, decide_by = days_of(session, act.workspace_id, user), draft.decide_by
    asked_at, chance = days.wakes_at(act.now), last_chance(days, decide_by) if decide_by is not None else None
    in_time = asked_at is not None and (decide_by is None or (chance is not None and asked_at < chance))
    return DeciderFacts(name_of(session, act.workspace_id, user), days.zone, asked_at, decide_by, in_time)
