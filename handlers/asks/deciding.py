"""Deciding in words: the form that decides, for its decider alone, and the log of what was decided."""

from slack_sdk.models.views import View

from handlers.asks.kinds import AskDecide, AskDecisions
from handlers.blocks.decisions.form import decision_form
from handlers.blocks.decisions.log import MOST_LINES, decision_log_answer
from handlers.blocks.rendered import Rendered
from handlers.decision_state import Filled
from handlers.desk import Desk
from models.acts import Act
from models.facts.asked import asked_facts
from models.facts.decision_log import decision_log
from models.verbs.deciding import may_decide


def ask_to_decide(desk: Desk, act: Act, asked: AskDecide) -> AskDecide:
    """What was typed, given back to open the form with. Raises RefusedError for who cannot decide, NotVisibleError,
    NotKnownYetError."""
    with desk.database.read() as session:
        may_decide(session, act, asked.number)
    return asked


def list_decisions(desk: Desk, act: Act, asked: AskDecisions) -> Rendered:
    """What was decided."""
    with desk.database.read() as session:
        log = decision_log(session, act, asked.words, MOST_LINES)
    return decision_log_answer(log, act.now, desk.command)


def decision_form_for(
    desk: Desk, act: Act, number: int, filled: Filled, opened_in: str | None = None, *, changed: bool = False
) -> View:
    """The form with what stands in it. Raises RefusedError, NotVisibleError, NotKnownYetError."""
    with desk.database.read() as session:
        facts = asked_facts(session, *may_decide(session, act, number), act.now)
    return decision_form(facts, filled, opened_in or act.channel or f"D{act.user}", act.now, changed=changed)
