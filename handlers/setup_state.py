"""The forms that set a team up, between two payloads: what they remember, and what stands in their inputs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, time
from typing import Any, Final

from handlers.form_state import LARGEST_ID, inputs_of
from models.refusals import RefusedError
from models.roster.editing import RegionEdit, with_leads, with_name, with_start
from models.shifts.plan import Hours, MemberPlan, Rotation, TeamPlan

NEW: Final = "new"
NO_HOLIDAYS: Final = "none"
NOT_MINE: Final = "This form is not one of mine any more: type /handoff setup to go on."
Inputs = Mapping[str, Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Spot:
    """What a form or button is about: which setup, which region by its place (None: one more), which member.

    It comes back from people: all of it is checked again when it is used.
    """

    setup: int
    place: int | None = None
    user: str = ""

    @classmethod
    def read(cls, text: str) -> "Spot":
        """From a button's value or a view's metadata: "7", "7:2", "7:new", "7:2:U0AAA". Raises RefusedError."""
        setup, _, rest = text.partition(":")
        place, _, user = rest.partition(":")
        if not _is_number(setup) or not (place in {"", NEW} or _is_number(place)):
            raise RefusedError(NOT_MINE)
        return cls(int(setup), int(place) if _is_number(place) else None, user)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and int(text) <= LARGEST_ID


def team_inputs(view: Mapping[str, Any], plan: TeamPlan, today: date) -> TeamPlan:
    """The team with what stands in the inputs of its form. Raises RefusedError with the field it is about."""
    inputs = inputs_of(view)
    if "team_name" in inputs:
        plan = with_name(plan, str(inputs["team_name"].get("value") or ""))
    if "starts" in inputs:
        plan = with_start(plan, _date(inputs, "starts"), today)
    if "leads" in inputs:
        plan = with_leads(plan, users_in(inputs, "leads"))
    return plan


def region_inputs(view: Mapping[str, Any]) -> RegionEdit:
    """What stands in the inputs of a region's form. Raises RefusedError with the field it is about."""
    inputs = inputs_of(view)
    holidays = _option(inputs, "holidays")
    turns = _option(inputs, "turns") or Rotation.WEEKLY.value
    return RegionEdit(
        name=str(inputs.get("region_name", {}).get("value") or ""),
        timezone=_option(inputs, "zone") or "",
        holidays=None if holidays in {None, NO_HOLIDAYS} else holidays,
        hours=_hours(inputs),
        days=_days(inputs),
        users=users_in(inputs, "members"),
        rotation=Rotation(turns) if turns in set(Rotation) else Rotation.WEEKLY,
    )


def member_inputs(view: Mapping[str, Any], member: MemberPlan) -> MemberPlan:
    """The member with what stands in their form. Raises RefusedError with the field it is about."""
    inputs = inputs_of(view)
    return replace(member, timezone=_option(inputs, "zone"), hours=_hours(inputs), days=_days(inputs))


def is_removed(view: Mapping[str, Any]) -> bool:
    """Whether it is ticked that the region is not needed."""
    return bool(inputs_of(view).get("remove", {}).get("selected_options"))


def users_in(inputs: Inputs, field: str) -> tuple[str, ...]:
    """The user ids that are chosen."""
    chosen = inputs.get(field, {}).get("selected_users") or []
    return tuple(dict.fromkeys(str(user) for user in chosen))


def _option(inputs: Inputs, field: str) -> str | None:
    option = inputs.get(field, {}).get("selected_option")
    return str(option.get("value")) if isinstance(option, Mapping) else None


def _days(inputs: Inputs) -> frozenset[int]:
    chosen = inputs.get("days", {}).get("selected_options") or []
    values = {str(option.get("value")) for option in chosen if isinstance(option, Mapping)}
    days = frozenset(int(value) for value in values if value in set("0123456"))
    if not days:
        raise RefusedError("Tick at least one day.", "days")
    return days


def _hours(inputs: Inputs) -> Hours:
    return Hours(_time(inputs, "from"), _time(inputs, "to"))


def _time(inputs: Inputs, field: str) -> time:
    try:
        return time.fromisoformat(str(inputs.get(field, {}).get("selected_time"))).replace(second=0, microsecond=0)
    except ValueError:
        raise RefusedError("Pick a time.", field) from None


def _date(inputs: Inputs, field: str) -> date:
    try:
        return date.fromisoformat(str(inputs.get(field, {}).get("selected_date")))
    except ValueError:
        raise RefusedError("Pick a day.", field) from None
