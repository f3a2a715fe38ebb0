"""Making the hand-off form: from what is asked and what is true, before it is opened, redrawn or refused."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from slack_sdk.models.views import View

from handlers.asks.home import home_of
from handlers.asks.kinds import AskForm
from handlers.blocks.form import handoff_form
from handlers.blocks.limits import split, units
from handlers.desk import Desk
from handlers.form_state import Filled, FormState, Mode, chosen_team, read_inputs
from models.acts import Act
from models.facts.form import FormChoices, choices_for_item, choices_for_new, may_write, note_of
from models.notes import LONGEST_HEADLINE, LONGEST_TEXT, Draft
from models.workspace.newcomers import meet_channel

ROOM_FOR_MORE: Final = ("state_now", "why", "ruled_out", "if_then")


def new_form(desk: Desk, act: Act, asked: AskForm, mode: Mode = Mode.HAND_OFF) -> View:
    """The form for a new item, or for the item that is asked for. Raises RefusedError, NotVisibleError."""
    opened_in = act.channel or home_of(str(act.user))
    _get_to_know(desk, act, opened_in)
    state = FormState(mode=mode if asked.number else Mode.NEW, opened_in=opened_in, number=asked.number)
    if asked.number:
        with desk.database.read() as session:
            may_write(session, act, asked.number, "update" if mode is Mode.UPDATE else "hand off")
    if asked.number:
        draft = start_of(desk, act, state)
    else:
        draft, unfolded = _with_headline(asked.headline)
        state = replace(state, unfolded=unfolded)
    filled = Filled(draft, asked.to)
    return handoff_form(state, current_choices(desk, act, state, filled), filled, act.now)


def redrawn_form(desk: Desk, act: Act, view: Mapping[str, Any], *, unfold: bool = False, sure: bool = False) -> View:
    """The form as it stands, with what its choices now mean; nothing typed is lost. Raises RefusedError."""
    state = FormState.from_metadata(view["private_metadata"])
    team = chosen_team(view) or state.team
    state = replace(state, unfolded=state.unfolded or unfold, sure=sure, team=team)
    filled = read_inputs(view, start_of(desk, act, state))
    for user in filled.draft.only_for:
        desk.meet(user)
    return handoff_form(state, current_choices(desk, act, state, filled), filled, act.now)


def start_of(desk: Desk, act: Act, state: FormState) -> Draft:
    """The note that the form began with: the item's own, or an empty one. Raises NotVisibleError.

    What was new when it was last handed on is not new now.
    """
    if state.number is None:
        return Draft(headline="")
    with desk.database.read() as session:
        note = note_of(session, act, state.number)
    return note if state.mode is Mode.UPDATE else replace(note, whats_new="")


def current_choices(desk: Desk, act: Act, state: FormState, filled: Filled) -> FormChoices:
    """What the form's choices mean now. Raises RefusedError, NotVisibleError."""
    with desk.database.read() as session:
        if state.number is None:
            return choices_for_new(session, act, state.opened_in, state.team, filled.to, filled.draft)
        return choices_for_item(session, act, state.number, filled.to, filled.draft)


def _with_headline(words: str) -> tuple[Draft, bool]:
    """What was typed behind the command as a headline. What is too long for one stands whole under More context."""
    line = " ".join(words.split())
    if units(line) <= LONGEST_HEADLINE:
        return Draft(headline=line), False
    rest: dict[str, Any] = dict(zip(ROOM_FOR_MORE, split(words, LONGEST_TEXT), strict=False))
    return replace(Draft(headline=f"{split(line, LONGEST_HEADLINE - 1)[0].rstrip()}…"), **rest), True


def _get_to_know(desk: Desk, act: Act, opened_in: str) -> None:
    """Have Slack asked about who acts and where, if that is new: the form needs both when it is sent."""
    if act.user is None:
        return
    desk.meet(act.user)
    meet_channel(desk.database, act.workspace_id, opened_in, act.user)
