"""The hand-off form, sent in: a new item, one handed off with a new note, or a note that was bettered."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from handlers.asks.form import current_choices, redrawn_form, start_of
from handlers.asks.unsent import forget_form, keep_form
from handlers.blocks import answers
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from handlers.form_state import Filled, FormState, Mode, block_of, read_inputs
from handlers.payloads import act_of_view
from handlers.views.telling import tell
from models.acts import Act
from models.facts.form import receivers_asleep
from models.notes import Draft
from models.refusals import RefusedError
from models.tables import ByChoice
from models.targets import ToPerson
from models.verbs.handing_off import hand_off, open_and_offer, update_note


def send_handoff(desk: Desk, body: Mapping[str, Any]) -> dict[str, Any]:
    """Do what the form asks. Something critical for people who are asleep is asked about once more; what has begun to
    circle while the form stood open is asked for what is new.

    What is not done yet is kept, so that it can be gone on with where the form is closed. Raises RefusedError with the
    field it is about.
    """
    act = act_of_view(desk, body, None)
    try:
        answer = _send(desk, act, body["view"])
    except RefusedError:
        keep_form(desk, act, body["view"])
        raise
    (keep_form if answer else forget_form)(desk, act, body["view"])
    return answer


def _send(desk: Desk, act: Act, view: Mapping[str, Any]) -> dict[str, Any]:
    state = _state_of(view)
    start = start_of(desk, act, state)
    filled = read_inputs(view, start)
    _require_ahead(filled.draft, start, act.now)
    _get_to_know(desk, filled)
    choices = current_choices(desk, act, state, filled)
    filled.draft.checked(choices.kind)
    asleep = state.mode is not Mode.UPDATE and receivers_asleep(choices, filled.draft.urgency, act.now)
    unasked = state.mode is Mode.HAND_OFF and choices.wants_news and block_of(view, "whats_new") is None
    if unasked or (asleep and not state.sure):
        return {"response_action": "update", "view": redrawn_form(desk, act, view, sure=asleep).view.to_dict()}
    said = _carry_out(desk, act, state, filled, choices.team_id)
    tell(desk, act, state.opened_in, said)
    return {}


def _state_of(view: Mapping[str, Any]) -> FormState:
    try:
        return FormState.from_metadata(view["private_metadata"])
    except (ValueError, KeyError, TypeError) as problem:
        raise RefusedError("This form is not one of mine any more: copy your words and open it anew.") from problem


def _require_ahead(draft: Draft, start: Draft, now: datetime) -> None:
    """A time that is chosen lies ahead; one that stood there before, and is past by now, may stay."""
    picks_by = draft.by_choice is ByChoice.TIME and draft.by != start.by
    if picks_by and draft.by is not None and draft.by <= now:
        raise RefusedError("That time is past: pick one that is still to come.", "by_time")
    if draft.decide_by is not None and draft.decide_by != start.decide_by and draft.decide_by <= now:
        raise RefusedError("That time is past: pick one that is still to come.", "decide_by")


def _carry_out(desk: Desk, act: Act, state: FormState, filled: Filled, team: int) -> Rendered:
    if state.number is None:
        root = state.source.root if state.source else None
        outcome = open_and_offer(desk.database, act, team, state.opened_in, filled.draft, filled.to, root=root)
        return answers.handed_off(outcome, act)
    if state.mode is Mode.UPDATE:
        return answers.updated(update_note(desk.database, act, state.number, filled.draft))
    outcome = hand_off(desk.database, act, state.number, filled.to, filled.draft)
    return answers.handed_off(outcome, act)


def _get_to_know(desk: Desk, filled: Filled) -> None:
    """People named in the form may be new to us: Slack is asked about them."""
    receiver = filled.to.user if isinstance(filled.to, ToPerson) else None
    for user in (filled.draft.decision_owner, receiver, *filled.draft.only_for):
        if user is not None:
            desk.meet(user)
