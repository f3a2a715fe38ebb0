"""The form that asks when somebody is away, sent in."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from handlers.blocks.shifts.away import went_away
from handlers.blocks.shifts.away_form import NO_END
from handlers.desk import Desk
from handlers.form_state import inputs_of, number_from
from handlers.payloads import act_of_view
from handlers.views.telling import tell
from models.refusals import RefusedError
from models.shifts.plan import DaysOff
from models.verbs.asking_away import answer_away
from models.verbs.going_away import go_away


def send_away(desk: Desk, body: Mapping[str, Any]) -> dict[str, Any]:
    """Keep the dates. Raises RefusedError with the field it is about."""
    view = body["view"]
    act = act_of_view(desk, body, None)
    question, _, where = str(view.get("private_metadata")).partition(":")
    inputs = inputs_of(view)
    user = inputs.get("user", {}).get("selected_user")
    if isinstance(user, str):
        desk.meet(user)
    dates = _dates(inputs)
    number = number_from(question)
    if number is not None and user in {None, act.user}:
        outcome = answer_away(desk.database, act, number, dates)
    else:
        outcome = go_away(desk.database, act, dates, user if isinstance(user, str) else None)
    tell(desk, act, where, went_away(outcome, act))
    return {}


def _dates(inputs: Mapping[str, Mapping[str, Any]]) -> DaysOff:
    first = _date(inputs, "first")
    if first is None:
        raise RefusedError("Pick the first day away.", "first")
    last = _date(inputs, "last")
    if not inputs.get(NO_END, {}).get("selected_options"):
        return DaysOff(first, last or first)
    if last is not None:
        raise RefusedError("Pick the last day, or tick “No end yet”: not both.", "last")
    return DaysOff(first, None)


def _date(inputs: Mapping[str, Mapping[str, Any]], field: str) -> date | None:
    chosen = inputs.get(field, {}).get("selected_date")
    try:
        return date.fromisoformat(str(chosen)) if chosen else None
    except ValueError:
        raise RefusedError("That is no date: pick one.", field) from None
