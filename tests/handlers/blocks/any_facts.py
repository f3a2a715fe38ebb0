"""Any values at all of the types that builders of messages take, made from what those types say of themselves."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import is_dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import Enum
from types import NoneType, UnionType
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from models.acts import Act, Surface
from models.facts.decision_line import DecisionLineFacts
from models.facts.decision_log import LoggedDecision
from models.facts.decisions import DecisionFacts
from models.facts.digest import DigestFacts
from models.facts.evening_entries import EveningEntry
from models.facts.item import ItemFacts
from models.facts.line import LineFacts
from models.facts.read_backs import ReadBackFacts
from models.facts.sender_questions import QuestionFacts
from models.facts.shift_changes import ShiftNewsFacts
from models.facts.since import FieldFacts
from models.kinds import LABELS
from models.lists import Listing
from models.refusals import NothingNewError
from models.shifts.plan import RegionPlan, TeamPlan
from models.tables import Verdict
from models.targets import ToNext
from models.verbs.deciding import Decided
from tests.handlers.blocks import samples
from tests.handlers.blocks.samples import BERLIN, NOW

_DECIDED: Final = (Verdict.APPROVED, Verdict.APPROVED_IF, Verdict.DECLINED)


def _decision(*verdicts: Verdict) -> st.SearchStrategy[DecisionFacts]:
    return st.builds(lambda one, verdict: replace(one, verdict=verdict), samples.decisions, st.sampled_from(verdicts))


# Whole numbers, texts that are no people's words (those have marks, and places of their own), and what has a sample.
_KNOWN: Final[dict[Any, st.SearchStrategy[Any]]] = {
    bool: st.booleans(),
    int: st.integers(0, 40),
    str: samples.names,
    datetime: samples.instants,
    date: samples.instants.map(datetime.date),
    time: samples.instants.map(datetime.time),
    timedelta: st.timedeltas(timedelta(0), timedelta(days=9)),
    NoneType: st.none(),
    Any: samples.names,
    Act: st.just(Act(1, "U0JONAS", NOW, Surface.COMMAND)),
    NothingNewError: st.just(NothingNewError(42, "H-42", ToNext())),
    ItemFacts: samples.items(),
    DecisionFacts: samples.decisions,
    DigestFacts: samples.digests,
    LineFacts: samples.lines,
    Listing: samples.listings,
    QuestionFacts: samples.questions,
    ReadBackFacts: samples.read_backs,
    ShiftNewsFacts: samples.shift_news.filter(lambda one: bool(one.changes)),
}
# What a parameter of that name holds, whatever it is a parameter of.
_NAMED: Final[dict[str, st.SearchStrategy[Any]]] = {
    "zone": st.just(BERLIN),
    "timezone": st.just(BERLIN),
    "command": st.just("/handoff"),
    "now": st.just(NOW),
    "label": st.just("H-42"),
    "user": st.just("U0JONAS"),
    "sentence": st.just("Only Wei Lin can do that."),
    "address": st.just("https://sunrelay.test/calendar/a.ics"),
}
# What alone can stand there.
_FIELDS: Final[dict[tuple[Any, str], st.SearchStrategy[Any]]] = {
    (Decided, "decision"): _decision(*_DECIDED, Verdict.PASSED_ON),
    (LoggedDecision, "decision"): _decision(*_DECIDED, Verdict.LAPSED),
    (DecisionLineFacts, "verdict"): st.sampled_from(_DECIDED),
    (DecisionLineFacts, "question"): samples.headlines,
    (FieldFacts, "name"): st.sampled_from(sorted(LABELS)),
    (EveningEntry, "rest"): st.lists(st.sampled_from(sorted(LABELS)), max_size=3, unique=True).map(tuple),
    (TeamPlan, "regions"): st.deferred(lambda: st.tuples(any_of(RegionPlan))),
}


def arguments(of: Callable[..., Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Any keyword arguments that the function takes."""
    hints = {name: kind for name, kind in get_type_hints(of).items() if name != "return"}
    return st.fixed_dictionaries({name: _argument(of, name, kind) for name, kind in hints.items()})


def any_of(kind: Any) -> st.SearchStrategy[Any]:
    """Any value of the type."""
    if kind in _KNOWN:
        return _KNOWN[kind]
    if get_origin(kind) is not None:
        return _any_of_several(get_origin(kind), get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if is_dataclass(kind):
        made: Callable[..., Any] = kind  # type: ignore[assignment]  # a class, as its annotations are
        return st.deferred(lambda: arguments(made).map(lambda values: made(**values)))
    raise TypeError(f"say what any {kind} is")


def _any_of_several(origin: Any, args: tuple[Any, ...]) -> st.SearchStrategy[Any]:
    if origin in {Union, UnionType}:
        return st.one_of([any_of(one) for one in args])
    if origin is tuple and args[-1] is not Ellipsis:
        return st.tuples(*[any_of(one) for one in args])
    if origin is Mapping:
        return st.dictionaries(any_of(args[0]), any_of(args[1]), max_size=3)
    made: Any = tuple if origin in {tuple, Sequence} else origin
    return st.lists(any_of(args[0]), max_size=3).map(made)


def _argument(of: Any, name: str, kind: Any) -> st.SearchStrategy[Any]:
    if (of, name) in _FIELDS:
        return _FIELDS[of, name]
    return _NAMED[name] if name in _NAMED and kind in {str, datetime} else any_of(kind)
