"""Understanding what somebody looks for, and answering with what was found."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from handlers.asks.kinds import AskFind
from handlers.asks.periods import is_period, read_day
from handlers.asks.typed_text import MENTION, readable
from handlers.blocks.found import MOST_LINES, found_items
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from models.acts import Act
from models.refusals import RefusedError
from models.search.finding import find_items, names_to_filter_by
from models.search.terms import phrases_of
from models.search.wanted import Wanted
from models.shifts.guesses import did_you_mean
from models.shifts.zones import zone as zone_called
from models.tables import State

_FILTER: Final = re.compile(r"(?<!\S)(kind|owner|region|state|before):(\"[^\"]*\"|“[^”]*”|<@[^>]*>|\S*)", re.IGNORECASE)


def find(desk: Desk, act: Act, asked: AskFind) -> Rendered:
    """What was found, best first. Raises RefusedError with a sentence for a filter that cannot be read."""
    zone = desk.zone_of(act)
    wanted = read_wanted(asked.words, act, zone)
    with desk.database.read() as session:
        found = find_items(session, act, wanted, MOST_LINES)
        if not found.items and not found.left_out:
            _require_names(wanted, names_to_filter_by(session, act))
    return found_items(found, zone, act.now, desk.command)


def _require_names(wanted: Wanted, known: Mapping[str, Sequence[str]]) -> None:
    """Raise RefusedError where nothing was found and a kind or region was probably mistyped: it is near a known one."""
    for name, typed in (("kind", wanted.kind), ("region", wanted.region)):
        is_known = typed is None or typed.lower() in {one.lower() for one in known[name]}
        hint = "" if is_known or typed is None else did_you_mean(typed, known[name])
        if hint:
            raise RefusedError(f"Nothing fits, and your teams have no {name} “{typed}”{hint}")


def read_wanted(typed: str, act: Act, zone: str) -> Wanted:
    """The words and filters in what was typed; `zone` is the asker's: a date begins at their midnight.

    Raises RefusedError with a sentence that says what can be written.
    """
    filters: dict[str, Any] = {}
    for name, value in _FILTER.findall(typed):
        key, bare = name.lower(), value.strip('"“”')
        if not bare:
            raise RefusedError(f"Say what {key} is, with no space between: {_EXAMPLES[key]}.")
        filters[key] = _READ[key](bare, act, zone)
    phrases = phrases_of(readable(_FILTER.sub(" ", typed), lambda _: None))
    if not phrases and not filters:
        raise RefusedError("Say what to look for in words with letters or digits, such as: find replica lags.")
    return Wanted(phrases=phrases, **filters)


def _as_it_is(value: str, _: Act, __: str) -> str:
    return value


def _owner(value: str, act: Act, _: str) -> str:
    mention = MENTION.fullmatch(value)
    if mention:
        return mention.group(1)
    if value.lower() == "me" and act.user:
        return act.user
    raise RefusedError(f"Choose the owner from Slack's list of names: {_EXAMPLES['owner']}, or write owner:me.")


def _state(value: str, _: Act, __: str) -> State:
    if value.lower() in set(State):
        return State(value.lower())
    hint = did_you_mean(value.lower(), State) or f": write {', '.join(State)}"
    raise RefusedError(f"No item is “{value}”{hint}.")


def _before(value: str, act: Act, zone: str) -> datetime:
    if not is_period(value):
        raise RefusedError(f"“{value}” is no date: write {_EXAMPLES['before']}, or before:today.")
    day = read_day(value, act.now.astimezone(zone_called(zone)).date())
    return datetime(day.year, day.month, day.day, tzinfo=zone_called(zone))


_EXAMPLES: Final = {
    "kind": "kind:incident", "owner": "owner:@name", "region": 'region:"Los Angeles"', "state": "state:open",
    "before": "before:2027-05-03",
}  # fmt: skip
_READ: Final[dict[str, Callable[[str, Act, str], Any]]] = {
    "kind": _as_it_is, "owner": _owner, "region": _as_it_is, "state": _state, "before": _before,
}  # fmt: skip
