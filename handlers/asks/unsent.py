"""Hand-off forms that were begun and not sent: what reached us of them is kept, and offered again to who wrote it."""

import json
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from slack_sdk.models.views import View

from handlers.asks.form import draw, opening_of
from handlers.blocks.form.unsent import BegunFacts, begun_rows
from handlers.desk import Desk
from handlers.form_state import Filled, FormState, chosen_team, read_inputs
from handlers.unsent_state import changed_back, changed_in, print_of
from models.access import find_channel, sees_channel
from models.acts import Act
from models.facts.form import may_write
from models.labels import label_of
from models.refusals import RefusedError
from models.storage.conflicts import ConflictError
from models.unsent import GONE, Unsent, find_unsent, forget_unsent, keep_unsent, unsent_of

log = logging.getLogger(__name__)

# What somebody changed in a form that they see at once.
IN_SIGHT: Final = frozenset({"headline", "next_step", "urgency", "by_choice", "by", "whats_new", "to"})


@dataclass(frozen=True, slots=True)
class Begun:
    """A form to go on with: what it remembers and what stands in it, on top of the item's note as it is now."""

    facts: BegunFacts
    state: FormState
    filled: Filled


def keep_form(desk: Desk, act: Act, view: Mapping[str, Any]) -> bool:
    """Keep what stands in the form as it reached us, and say whether anything does that would be lost.

    Best effort: that it cannot be kept stops nothing else.
    """
    try:
        state = FormState.from_metadata(view["private_metadata"])
        start = opening_of(desk, act, state)
        filled = read_inputs(view, start)
        changed = {} if print_of(filled.draft) == state.opened else changed_in(filled, start)
        if changed:
            source = state.source.to_keep() if state.source else None
            state = replace(state, team=chosen_team(view) or state.team, sure=False, source=source)
            keep_unsent(desk.database, act, str(view["id"]), json.loads(state.as_metadata()), changed)
        else:
            forget_unsent(desk.database, act, str(view["id"]))
    except (RefusedError, ValueError, KeyError, TypeError, ConflictError) as problem:
        log.info("a form that was not sent is not kept: %s", type(problem).__name__)
        return False
    return bool(changed)


def forget_form(desk: Desk, act: Act, view: Mapping[str, Any]) -> None:
    """It was sent: there is nothing to offer any more."""
    try:
        forget_unsent(desk.database, act, str(view["id"]))
    except ConflictError as problem:
        log.info("a form that was sent is still kept: %s", type(problem).__name__)


def begun_form(desk: Desk, act: Act, unsent: Unsent) -> Begun | None:
    """What was kept, as it can be gone on with; None where its person may not write or see that item any more."""
    try:
        state = _state_of(unsent)
        _require_sight(desk, act, state)
        if state.source is not None:  # its thread was read for the form that is gone
            state = replace(state, source=replace(state.source, reading=False))
        filled = changed_back(unsent.draft, opening_of(desk, act, state))
    except (RefusedError, ValueError, KeyError, TypeError):
        return None
    unfolded = state.unfolded or not unsent.draft.keys() <= IN_SIGHT
    label = label_of(state.number) if state.number is not None else ""
    facts = BegunFacts(unsent.id, unsent.at, label, filled.draft.headline)
    return Begun(facts, replace(state, unfolded=unfolded), filled)


def _state_of(unsent: Unsent) -> FormState:
    """What the form remembers. Raises ValueError, KeyError or TypeError for that of another version."""
    return FormState.from_metadata(json.dumps(dict(unsent.state)))


def _may_go_on(desk: Desk, act: Act, unsent: Unsent) -> bool:
    try:
        _require_sight(desk, act, _state_of(unsent))
    except (RefusedError, ValueError, KeyError, TypeError):
        return False
    return True


def _require_sight(desk: Desk, act: Act, state: FormState) -> None:
    """Raise RefusedError where they may not write that item any more, or have left the channel of that message."""
    if state.number is None and state.source is None:
        return
    with desk.database.read() as session:
        if state.number is not None:
            may_write(session, act, state.number, "hand off")
        if state.source is not None:
            channel = find_channel(session, act.workspace_id, state.source.channel)
            if channel is not None and not sees_channel(session, act.workspace_id, str(act.user), channel.slack_id):
                raise RefusedError(GONE)


def kept_form(desk: Desk, act: Act, number: int) -> View:
    """The form as it was left, on top of what is true now. Raises RefusedError where there is none to go on with."""
    with desk.database.read() as session:
        unsent = find_unsent(session, act, number)
    begun = begun_form(desk, act, unsent)
    if begun is None:
        raise RefusedError(GONE)
    return draw(desk, act, begun.state, begun.filled).view


def with_offer(desk: Desk, act: Act, item: int | None, view: View) -> View:
    """The form that opens, with what its person began and did not send on top: of that item, or for a new one any.

    One is read whole; of what is behind it, only whether it can be gone on with.
    """
    with desk.database.read() as session:
        kept = [one for one in unsent_of(session, act) if item in {None, one.state.get("number")}]
    while kept:
        begun = begun_form(desk, act, kept.pop(0))
        if begun is not None:
            more = sum(_may_go_on(desk, act, one) for one in kept)
            view.blocks[:0] = begun_rows(begun.facts, more, desk.zone_of(act), act.now)
            break
    return view
