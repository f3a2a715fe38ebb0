"""The hand-off form between two payloads: what it remembers, and what stands in its inputs."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final, Self

from handlers.message_source import Source
from models.labels import number_in
from models.notes import TEXTS, Draft
from models.tables import ByChoice, Urgency
from models.targets import Target, ToNext, ToPerson, ToRegion

LARGEST_ID: Final = 2**31 - 1
# The inputs that a recap is spread over, as it may be longer than Slack takes in one.
RECAPS: Final = ("recap", "recap2", "recap3", "recap4")


class Mode(StrEnum):
    """What the form is for: a new item, handing off one that is there, or only its note."""

    NEW = "new"
    HAND_OFF = "hand_off"
    UPDATE = "update"


@dataclass(frozen=True, slots=True)
class FormState:
    """Kept in the view's private_metadata. It comes back from people: all of it is checked again when it is used.

    `source` is the message that a new item is made from, if it is. `opened` is the print (`print_of`) of what stood in
    it before its person changed anything; empty where their own words stood there from the start.
    """

    mode: Mode
    opened_in: str
    number: int | None = None
    unfolded: bool = False
    sure: bool = False
    team: int | None = None
    source: Source | None = None
    opened: str = ""

    def as_metadata(self) -> str:
        """For private_metadata (at most 3,000 characters)."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_metadata(cls, text: str) -> Self:
        """Read it back. Raises ValueError, KeyError or TypeError where somebody changed it."""
        raw = json.loads(text)
        opened_in = raw["opened_in"]
        if not isinstance(opened_in, str):
            raise TypeError("this is no state of the form")
        number, team = raw.get("number"), raw.get("team")
        if not all(isinstance(one, int | None) and (one or 0) <= LARGEST_ID for one in (number, team)):
            raise ValueError("there is no item or team of that number")
        return cls(
            mode=Mode(raw.get("mode")),
            opened_in=opened_in,
            number=number,
            unfolded=raw.get("unfolded") is True,
            sure=raw.get("sure") is True,
            team=team,
            source=Source.read(raw["source"]) if raw.get("source") else None,
            opened=str(raw.get("opened") or ""),
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """What the inputs hold: the draft as far as it is typed, and where to."""

    draft: Draft
    to: Target


def read_inputs(view: Mapping[str, Any], start: Draft) -> Filled:
    """What the view's inputs hold; what they do not show is taken from `start`, the note as it is."""
    values = inputs_of(view)
    texts: dict[str, Any] = {name: _text(values[name]) for name in TEXTS if name in values and name != "recap"}
    chosen = _option(values.get("by"))
    draft = replace(
        start,
        **texts,
        kind=_option(values.get("kind")) or start.kind,
        only_for=_users(values["only_for"]) if "only_for" in values else start.only_for,
        recap=_recap(values, start.recap),
        urgency=Urgency(_option(values.get("urgency")) or start.urgency.value),
        by_choice=ByChoice(chosen) if chosen else start.by_choice,
        by=_instant(values["by_time"]) if "by_time" in values else start.by,
        decision_owner=_user(values["decision_owner"]) if "decision_owner" in values else start.decision_owner,
        decide_by=_instant(values["decide_by"]) if "decide_by" in values else start.decide_by,
    )
    return Filled(draft, target_in(_option(values.get("to")) or "next"))


def inputs_of(view: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Each input's value by its field. A block's id is the field, or the field and a suffix that makes it new."""
    state = (view.get("state") or {}).get("values") or {}
    return {
        block_id.split(":", 1)[0]: next(iter(inputs.values()))
        for block_id, inputs in state.items()
        if isinstance(inputs, Mapping) and inputs
    }


def chosen_team(view: Mapping[str, Any]) -> int | None:
    """The team chosen in the form, where it asks for one."""
    chosen = _option(inputs_of(view).get("team"))
    return int(chosen) if chosen and chosen.isdecimal() and int(chosen) <= LARGEST_ID else None


def block_of(view: Mapping[str, Any], field: str) -> str | None:
    """The id of the input block that asks for the field, if the view has one."""
    for block in view.get("blocks") or ():
        block_id = str(block.get("block_id"))
        if block.get("type") == "input" and block_id.split(":", 1)[0] == field:
            return block_id
    return None


def target_value(target: Target) -> str:
    """A target as an option's value."""
    match target:
        case ToRegion(name):
            return f"region:{name}"
        case ToPerson(user):
            return f"person:{user}"
        case ToNext():
            return "next"


def target_in(value: str) -> Target:
    """The target that an option's value names; what is not one of ours means the next region."""
    kind, _, name = value.partition(":")
    if kind == "region" and name:
        return ToRegion(name)
    return ToPerson(name) if kind == "person" and name else ToNext()


def _text(element: Mapping[str, Any]) -> str:
    return str(element.get("value") or "")


def _recap(values: Mapping[str, Mapping[str, Any]], before: str) -> str:
    """The recap from its inputs, each of which holds a part; as it was before where no word of it has changed."""
    parts = [_text(values[name]).strip() for name in RECAPS if name in values]
    recap = "\n".join(part for part in parts if part)
    return before if not parts or recap.split() == before.split() else recap


def _option(element: Mapping[str, Any] | None) -> str | None:
    option = (element or {}).get("selected_option")
    return str(option["value"]) if isinstance(option, Mapping) else None


def _user(element: Mapping[str, Any]) -> str | None:
    user = element.get("selected_user")
    return user if isinstance(user, str) else None


def _users(element: Mapping[str, Any]) -> tuple[str, ...]:
    users = element.get("selected_users")
    chosen = [user for user in users if isinstance(user, str)] if isinstance(users, list) else []
    return tuple(dict.fromkeys(chosen))


def _instant(element: Mapping[str, Any]) -> datetime | None:
    seconds = element.get("selected_date_time")
    return datetime.fromtimestamp(seconds, UTC) if isinstance(seconds, int) and 0 < seconds < 2**33 else None


def number_from(value: str) -> int | None:
    """The item's number in a button's value (`42`), or None where somebody sent something else."""
    return number_in(f"H-{value}") if value.isdecimal() else None
