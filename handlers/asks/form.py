"""Making the hand-off form: from what is asked and what is true, before it is opened, redrawn or refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from slack_sdk.models.views import View

from handlers.asks.from_message import draft_from, follow_box
from handlers.asks.home import home_of
from handlers.asks.kinds import AskForm
from handlers.blocks.form.handoff import handoff_form
from handlers.blocks.limits import split, units
from handlers.desk import Desk
from handlers.form_state import Filled, FormState, Mode, chosen_team, read_inputs
from handlers.message_source import Source
from handlers.unsent_state import follow_filled, print_of
from models.access import find_item
from models.acts import Act
from models.facts.form import FormChoices, choices_for_item, choices_for_new, may_write, note_of
from models.facts.prefill import filled_from_thread
from models.facts.sources import SourceFacts, source_facts
from models.notes import LONGEST_HEADLINE, LONGEST_TEXT, Draft
from models.tables import Urgency
from models.workspace.newcomers import meet_channel

ROOM_FOR_MORE: Final = ("state_now", "why", "ruled_out", "if_then")


def new_form(desk: Desk, act: Act, asked: AskForm, mode: Mode = Mode.HAND_OFF, *, rest: bool = False) -> View:
    """The form for a new item, or for the item that is asked for. Raises RefusedError, NotVisibleError.

    `rest`: it is opened for what a critical item went without, so that is unfolded.
    """
    opened_in = act.channel or home_of(str(act.user))
    get_to_know(desk, act, opened_in)
    state = FormState(mode=mode if asked.number else Mode.NEW, opened_in=opened_in, number=asked.number)
    if asked.number:
        with desk.database.read() as session:
            may_write(session, act, asked.number, "update" if mode is Mode.UPDATE else "hand off")
    if asked.number:
        draft = opening_of(desk, act, state)
        lacks = rest and draft.urgency is Urgency.CRITICAL
        state = replace(state, unfolded=lacks or draft != start_of(desk, act, state), opened=print_of(draft))
    else:
        draft, unfolded = _with_headline(asked.headline)
        state = replace(state, unfolded=unfolded)
    filled = Filled(draft, asked.to)
    return draw(desk, act, state, filled).view


@dataclass(frozen=True, slots=True)
class Drawn:
    """The form as it is drawn, and what of: what it remembers, what stands in it, and of which message, if any."""

    view: View
    state: FormState
    filled: Filled
    facts: SourceFacts | None = None


def redrawn_form(desk: Desk, act: Act, view: Mapping[str, Any], *, unfold: bool = False, sure: bool = False) -> Drawn:
    """The form as it stands, with what its choices now mean; nothing typed is lost. Raises RefusedError."""
    state = FormState.from_metadata(view["private_metadata"])
    team = chosen_team(view) or state.team
    state = replace(state, unfolded=state.unfolded or unfold, sure=sure, team=team)
    filled = read_inputs(view, start_of(desk, act, state))
    for user in filter(None, (filled.draft.decision_owner, *filled.draft.only_for)):
        desk.meet(user)
    if state.source is not None:
        was = filled.draft
        state, filled = follow_box(view, state, filled, facts_of(desk, act, state.source, state.team))
        state = follow_filled(state, was, filled.draft)
    return draw(desk, act, state, filled)


def draw(desk: Desk, act: Act, state: FormState, filled: Filled, facts: SourceFacts | None = None) -> Drawn:
    """The form with that in it. `facts` are what is known of its message, where that is more than we have kept.

    Raises RefusedError, NotVisibleError.
    """
    choices = current_choices(desk, act, state, filled)
    if state.source is not None and facts is None:
        facts = facts_of(desk, act, state.source, choices.team_id)
    return Drawn(handoff_form(state, choices, filled, act.now, facts), state, filled, facts)


def facts_of(desk: Desk, act: Act, source: Source, team_id: int | None) -> SourceFacts:
    """What is known of the message the form was opened on."""
    with desk.database.read() as session:
        return source_facts(session, act, source.message, team_id)


def opening_of(desk: Desk, act: Act, state: FormState) -> Draft:
    """What the form opens with: its start, and what has come into the item's thread since the note was written."""
    start = start_of(desk, act, state)
    if state.number is None:
        return start
    with desk.database.read() as session:
        return filled_from_thread(session, find_item(session, act, state.number), start)


def start_of(desk: Desk, act: Act, state: FormState) -> Draft:
    """The note that the form began with: the item's own, or an empty one. Raises NotVisibleError.

    What was new when it was last handed on is not new now.
    """
    if state.source is not None:
        return draft_from(state.source, facts_of(desk, act, state.source, state.team))
    if state.number is None:
        return Draft(headline="")
    with desk.database.read() as session:
        note = note_of(session, act, state.number)
    return note if state.mode is Mode.UPDATE else replace(note, whats_new="")


def current_choices(desk: Desk, act: Act, state: FormState, filled: Filled) -> FormChoices:
    """What the form's choices mean now. Raises RefusedError, NotVisibleError."""
    with desk.database.read() as session:
        if state.number is None:
            root = state.source.root if state.source else None
            return choices_for_new(session, act, state.opened_in, state.team, filled.to, filled.draft, root)
        stays = state.mode is Mode.UPDATE
        return choices_for_item(session, act, state.number, filled.to, filled.draft, stays=stays)


def _with_headline(words: str) -> tuple[Draft, bool]:
    """What was typed behind the command as a headline. What is too long for one stands whole under More context."""
    line = " ".join(words.split())
    if units(line) <= LONGEST_HEADLINE:
        return Draft(headline=line), False
    rest: dict[str, Any] = dict(zip(ROOM_FOR_MORE, split(words, LONGEST_TEXT), strict=False))
    return replace(Draft(headline=f"{split(line, LONGEST_HEADLINE - 1)[0].rstrip()}…"), **rest), True


def get_to_know(desk: Desk, act: Act, opened_in: str) -> None:
    """Have Slack asked about who acts and where, if that is new: the form needs both when it is sent."""
    if act.user is None:
        return
    desk.meet(act.user)
    meet_channel(desk.database, act.workspace_id, opened_in, act.user)
