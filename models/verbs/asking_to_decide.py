"""The question that an item asks follows its note: asked, asked anew, and withdrawn once nothing is to be decided."""

from typing import Any, Final

from sqlalchemy.orm import Session

from models.access import find_channel
from models.acts import Act
from models.decisions import ended_before, plan_decision, standing_decision, what_note_asks
from models.notes import current_note
from models.owed.decisions import tell_decider
from models.people import is_gone
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.tables import OPEN_VERDICTS, Decision, Item, Note, Verb, Verdict
from models.verbs.receivers import is_able, require_able

# After these a note may ask something else, or an item nothing more.
_WRITTEN: Final = frozenset({Verb.OPEN, Verb.OFFER, Verb.UPDATE})
_FOLLOWED: Final = _WRITTEN | {Verb.FINISH, Verb.CANCEL, Verb.REOPEN, Verb.UNDO}
GONE: Final = "is no longer active in Slack"
OUT_OF_SIGHT: Final = "cannot see it any more"


def follow_note(session: Session, act: Act, item: Item, verb: Verb) -> None:
    """After a change of the item: ask what its note asks now, and withdraw what it asks no more.

    Raises RefusedError, with the form field, where somebody is named who cannot decide.
    """
    if verb not in _FOLLOWED:
        return
    note, standing = current_note(session, item), standing_decision(session, item.id)
    if standing is None and note.decision_owner is None:
        return
    if not item.is_live:
        if standing is not None:
            _withdraw(standing, act)
    elif standing is not None and _asks_already(session, item, standing, note):
        _go_on(session, act, item, standing, note)
    else:
        _ask_anew(session, act, item, standing, note, strict=verb in _WRITTEN and act.user is not None)


def pass_over(session: Session, act: Act, item: Item, decision: Decision, to: str, verdict: Verdict) -> Decision:
    """Let the question end in that verdict, and ask somebody else the same: who (the asker decides) can decide it."""
    was = decision.verdict
    decision.verdict, decision.decided_at, decision.passed_to = verdict, act.now, to
    decision.remind_at = decision.lapses_at = None
    decision.stands = False
    session.flush()
    following = Decision(
        workspace_id=item.workspace_id, item_id=item.id, version=decision.version, decider=to,
        question=decision.question, decide_by=decision.decide_by, without=decision.without,
        asked_by=decision.asked_by, asked_at=act.now, came_from=decision.id, verdict=was, lapsed_at=decision.lapsed_at,
        why="", condition="", stands=True,
    )  # fmt: skip
    return _begin(session, act, item, following, is_returned=verdict is Verdict.RETURNED)


def give_to_owner(session: Session, act: Act, item: Item, decision: Decision) -> Decision | None:
    """Ask the item's owner what its decider cannot decide any more; a lead where the owner cannot either.

    None where nobody can: then it stays as it is.
    """
    leads = [lead.user for lead in load_team(session, item.team_id).leads]
    able = (user for user in (item.owner, *leads) if user != decision.decider and is_able(session, item, user))
    to = next(able, None)
    if to is None:
        return None
    decision.why = GONE if is_gone(session, item.workspace_id, decision.decider) else OUT_OF_SIGHT
    return pass_over(session, act, item, decision, to, Verdict.RETURNED)


def event_details(decision: Decision) -> dict[str, Any]:
    """What the event of what has become of a question says of it."""
    return {"decision": decision.id, "decider": decision.decider, "verdict": decision.verdict.value}


def _asks_already(session: Session, item: Item, standing: Decision, note: Note) -> bool:
    """Whether the standing question is the note's. Who has been asked instead meanwhile makes no difference."""
    asked = session.get_one(Note, (item.id, standing.version))
    return what_note_asks(asked) == what_note_asks(note)


def _go_on(session: Session, act: Act, item: Item, standing: Decision, note: Note) -> None:
    """What happens without a decision may have changed; an item that is open again asks again."""
    if standing.verdict in OPEN_VERDICTS or standing.verdict is Verdict.WITHDRAWN:
        standing.without = note.without_decision
    if standing.verdict is Verdict.WITHDRAWN:
        standing.verdict, standing.decided_at = Verdict.PENDING, None
        _begin(session, act, item, standing)


def _ask_anew(
    session: Session, act: Act, item: Item, standing: Decision | None, note: Note, *, strict: bool
) -> None:  # fmt: skip
    if standing is not None:
        _withdraw(standing, act)
        standing.stands = False
        session.flush()
    if note.decision_owner is None:
        return
    ended = ended_before(session, item, note)
    if ended is not None:
        ended.stands = True
        return
    if strict:
        _require_decider(session, item, note.decision_owner)
    asked = Decision(
        workspace_id=item.workspace_id, item_id=item.id, version=note.version, decider=note.decision_owner,
        question=note.decision, decide_by=note.decide_by, without=note.without_decision, asked_by=note.author,
        asked_at=act.now, verdict=Verdict.PENDING, why="", condition="", stands=True,
    )  # fmt: skip
    _begin(session, act, item, asked)


def _begin(session: Session, act: Act, item: Item, decision: Decision, *, is_returned: bool = False) -> Decision:
    """Ask it from now on; who asks themselves knows. What its decider cannot decide is somebody else's at once."""
    session.add(decision)
    plan_decision(session, decision, act.now)
    session.flush()
    if not is_able(session, item, decision.decider):
        return give_to_owner(session, act, item, decision) or decision
    if decision.decider != act.user:
        tell_decider(session, decision, item, act.now, aloud=is_returned)
    return decision


def _withdraw(standing: Decision, act: Act) -> None:
    if standing.verdict is Verdict.PENDING:
        standing.verdict, standing.decided_at = Verdict.WITHDRAWN, act.now
    standing.remind_at = standing.lapses_at = None


def _require_decider(session: Session, item: Item, user: str) -> None:
    """Refuse who cannot decide of the item. Slack may still have to tell who sees its channel."""
    channel = find_channel(session, item.workspace_id, item.channel or item.opened_in)
    is_known = channel is not None and channel.is_settled
    if not is_known and not is_able(session, item, user):
        raise RefusedError("I am asking Slack who sees this channel: send it again in a moment.", "decision_owner")
    require_able(session, item, user, "decision_owner")
