"""What somebody has to know to decide: who asks, what speaks for and against, what happens without them."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from models.access import sees_item
from models.decisions import last_chance
from models.facts.comments import CommentFacts, comments_of
from models.facts.decisions import DecisionFacts, decision_facts, rows_told_in
from models.facts.discreet import discreet_decision
from models.facts.item import PersonFacts, person_facts
from models.notes import current_note
from models.owed.decisions import told_in_digest_since
from models.people import days_of
from models.roster.rows import load_team
from models.tables import Decision, Item, Message, Verdict


@dataclass(frozen=True, slots=True)
class ToDecideFacts:
    """A question as its decider reads it; texts are people's own words. Instants are UTC.

    `chance`: their day ends then, before the time. `why` is what the note says of it, `comments` what was tagged in its
    thread. `note_version` is that of the note now.
    """

    decision: DecisionFacts
    asker: PersonFacts
    chance: datetime | None
    why: str
    comments: tuple[CommentFacts, ...]
    ruled_out: str
    note_version: int


@dataclass(frozen=True, slots=True)
class DecisionDmFacts:
    """What a DM about decisions tells its reader: of each item the question as it is now, if they see the item.

    `hidden` are the ids of items (`H-42`) that they see no more; `zone` is the one they read times in.
    """

    user: str
    zone: str
    asked: tuple[ToDecideFacts, ...]
    hidden: tuple[str, ...] = ()


def asked_facts(session: Session, item: Item, decision: Decision, now: datetime) -> ToDecideFacts:
    """What is true of the question at `now` (UTC)."""
    note, team = current_note(session, item), load_team(session, item.team_id)
    days = days_of(session, item.workspace_id, decision.decider)
    chance = last_chance(days, decision.decide_by) if decision.decide_by else None
    return ToDecideFacts(
        decision=decision_facts(session, item, decision),
        asker=person_facts(session, team, decision.asked_by, now),
        chance=chance if chance is not None and decision.decide_by and now < chance < decision.decide_by else None,
        why=note.why,
        comments=comments_of(session, item),
        ruled_out=note.ruled_out,
        note_version=item.note_version,
    )


def decision_dm_facts(session: Session, message: Message, now: datetime) -> DecisionDmFacts:
    """What is true at `now` (UTC) of all that the DM tells. Of a question that was asked anew the later one counts."""
    user = str(message.user)
    rows = rows_told_in(session, message)
    told = [(session.get_one(Item, item_id), decision) for item_id, decision in rows.items()]
    return DecisionDmFacts(
        user=user,
        zone=days_of(session, message.workspace_id, user).zone,
        asked=tuple(
            _discreetly(asked_facts(session, item, row, now)) for item, row in told if sees_item(session, item, user)
        ),
        hidden=tuple(item.label for item, _ in told if not sees_item(session, item, user)),
    )


def _discreetly(facts: ToDecideFacts) -> ToDecideFacts:
    """Of a confidential item a DM says only that there is something to decide."""
    if not facts.decision.confidential:
        return facts
    return replace(facts, decision=discreet_decision(facts.decision), why="", comments=(), ruled_out="")


def still_asked(session: Session, message: Message, facts: DecisionDmFacts, now: datetime) -> tuple[ToDecideFacts, ...]:
    """What an unsent DM still has to tell at `now` (UTC): what its reader can decide and was not told meanwhile.

    What was not decided in time is told only where nobody had told them before.
    """
    told = told_in_digest_since(session, message, now)
    wanted = {Verdict.PENDING, Verdict.LAPSED} if message.body.get("late") else {Verdict.PENDING}
    asked = (one for one in facts.asked if one.decision.is_open and one.decision.decider == facts.user)
    return tuple(one for one in asked if one.decision.verdict in wanted and one.decision.id not in told)
