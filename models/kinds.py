"""Kinds of work: what each asks for, how it asks, and which of them only few may see."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from types import MappingProxyType
from typing import Any, Final

GENERAL: Final = "general"
# The note's fields as the form calls them, in its order.
LABELS: Final[Mapping[str, str]] = MappingProxyType({
    "headline": "Headline",
    "next_step": "Next step",
    "decision_owner": "Decision owner",
    "decision": "Decision",
    "decide_by": "Decide by",
    "without_decision": "Without a decision",
    "state_now": "State now",
    "why": "Why",
    "ruled_out": "Ruled out",
    "if_then": "If / then",
    "links": "Links",
})  # fmt: skip
# What a kind can ask for beside headline and next step, which every kind asks for.
CAN_BE_NEEDED: Final = tuple(name for name in LABELS if name not in {"headline", "next_step"})
# How the form asks for a text, unless the kind asks otherwise.
PROMPTS: Final[Mapping[str, str]] = MappingProxyType({
    "headline": "What is it about, in one line?",
    "next_step": "Begin with a verb: restart the rebuild, then …",
    "decision": "The question, so that it can be answered with yes or no",
    "without_decision": "What happens if nobody decides in time",
    "state_now": "Done, in progress, blocked on whom",
    "why": "Options weighed, concerns raised and answered",
    "ruled_out": "So that nobody tries it again",
    "if_then": "What to watch for, and what to do then",
    "links": "Documents, tickets, dashboards, recordings (from minute 12)",
})  # fmt: skip
# What the next person of a critical item misses most. It is asked for later: first it has to go.
WANTED_WHEN_CRITICAL: Final = ("state_now", "ruled_out")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of work. `prompts` pairs fields with how they are asked for, `needs` are the fields it cannot go without.

    A team's own kind with the name of a built-in one has that one's `needs` where its own are None. `confidential`:
    an item of this kind is for the people named in it, or those in its private channel, alone.
    """

    name: str
    prompts: tuple[tuple[str, str], ...] = ()
    needs: tuple[str, ...] | None = None
    confidential: bool = False

    def prompt(self, field: str) -> str:
        """How the form asks for that text."""
        return dict(self.prompts).get(field) or PROMPTS[field]

    def needed(self, *, critical: bool) -> tuple[str, ...]:
        """The fields it cannot go without, beside headline and next step. What is critical goes with these alone."""
        return () if critical else self.needs or ()

    @property
    def wanted_later(self) -> tuple[str, ...]:
        """The fields that are asked for later where a critical item went without them, in the form's order."""
        wanted = {*(self.needs or ()), *WANTED_WHEN_CRITICAL}
        return tuple(field for field in CAN_BE_NEEDED if field in wanted)


USUAL: Final = Kind(GENERAL)
BUILT_IN: Final = (
    USUAL,
    Kind(
        "incident",
        prompts=(
            ("headline", "What is broken, and for whom?"),
            ("next_step", "Begin with a verb: roll back worker 2.14, then …"),
            ("state_now", "Impact now, what was done, blocked on whom"),
            ("ruled_out", "Causes and fixes ruled out, and how"),
            ("if_then", "If it gets worse: what to do, whom to page"),
            ("links", "Incident channel, dashboard, ticket, call recording (from minute 12)"),
        ),
        needs=("state_now",),
    ),
    Kind(
        "review",
        prompts=(
            ("headline", "What is to be reviewed?"),
            ("next_step", "Begin with a verb: read part 3, answer the two open comments"),
            ("decision", "May it be accepted as it is?"),
            ("state_now", "What was read, what is open, whose turn it is"),
            ("why", "What speaks for and against, concerns raised and answered"),
            ("links", "What is to be reviewed: document, pull request, design"),
        ),
        needs=("links",),
    ),
    Kind(
        "launch",
        prompts=(
            ("headline", "What goes live, where?"),
            ("next_step", "Begin with a verb: switch it on for 5 %, watch errors"),
            ("decision", "May it go live?"),
            ("without_decision", "It waits, or it goes: which?"),
            ("state_now", "What is live, what is ready, what is blocked"),
            ("if_then", "When to stop it, and how to take it back"),
            ("links", "Plan, dashboard, feature flag, announcement"),
        ),
        needs=("state_now", "if_then"),
    ),
    Kind(
        "change",
        prompts=(
            ("headline", "What is changed, where?"),
            ("next_step", "Begin with a verb: run step 4, compare the counts"),
            ("state_now", "Which steps are done, which is running"),
            ("why", "Why now, and what else was weighed"),
            ("if_then", "How it is undone, and when to do so"),
            ("links", "Change ticket, runbook, dashboard"),
        ),
        needs=("if_then",),
    ),
    Kind(
        "hiring",
        prompts=(
            ("headline", "Which opening or candidate, in one line?"),
            ("next_step", "Begin with a verb: call her by Thursday, then …"),
            ("decision", "May we go on with this candidate?"),
            ("state_now", "How far it is, who has spoken with whom"),
            ("why", "What speaks for and against"),
            ("links", "Opening, notes, scorecards"),
        ),
        needs=("state_now",),
        confidential=True,
    ),
)
_BUILT_IN: Final[Mapping[str, Kind]] = MappingProxyType({kind.name: kind for kind in BUILT_IN})


def kinds_with(own: Iterable[Kind]) -> tuple[Kind, ...]:
    """All kinds of a team that has these of its own: the built-in ones, bettered where one has the same name."""
    named = {kind.name: kind for kind in own}
    bettered = tuple(_bettered(kind, named.pop(kind.name, None)) for kind in BUILT_IN)
    return bettered + tuple(named.values())


def kind_called(own: Iterable[Kind], name: str) -> Kind:
    """The kind of that name. One that has left the roster asks for nothing more than a general one."""
    return next((kind for kind in kinds_with(own) if kind.name == name), Kind(name))


def built_in(name: str) -> Kind | None:
    """The built-in kind of that name, if there is one."""
    return _BUILT_IN.get(name)


def kinds_as_rows(kinds: Iterable[Kind]) -> list[dict[str, Any]]:
    """Kinds as they are kept, in JSON."""
    return [asdict(kind) for kind in kinds]


def kinds_from_rows(rows: Sequence[Mapping[str, Any]]) -> tuple[Kind, ...]:
    """Kinds that were kept."""
    return tuple(
        Kind(
            name=row["name"],
            prompts=tuple((field, prompt) for field, prompt in row["prompts"]),
            needs=None if row["needs"] is None else tuple(row["needs"]),
            confidential=row["confidential"],
        )
        for row in rows
    )


def _bettered(kind: Kind, own: Kind | None) -> Kind:
    if own is None:
        return kind
    prompts = tuple({**dict(kind.prompts), **dict(own.prompts)}.items())
    needs = kind.needs if own.needs is None else own.needs
    return replace(own, prompts=prompts, needs=needs, confidential=own.confidential or kind.confidential)
