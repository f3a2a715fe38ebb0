"""Measuring by comparison: variants take turns in one run, and what is told is the ratio between them.

A figure in milliseconds tells of a machine and of who else uses it; a ratio taken in one breath tells of the code.
"""

import importlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import median
from typing import Final

BLOCK: Final = 25  # variants take turns after so many calls, so that a noisy moment meets all of them
WARM_UP: Final = 50
FEWEST_ROUNDS: Final = 5


@dataclass(frozen=True, slots=True)
class Effort:
    """How thorough a run is. At least five rounds; at least 400 calls a round where a call is a request."""

    rounds: int
    calls: int
    many_items: int
    few_items: int
    many_members: int
    few_members: int
    due: int


FULL: Final = Effort(7, 1_000, 1_000_000, 1_000, 100_000, 1_000, 10_000)
QUICK: Final = Effort(5, 400, 50_000, 1_000, 10_000, 1_000, 1_000)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: what was measured, as a ratio (`unit` is empty) or in a unit, and what it may be at most.

    Where nothing is asked of it, `at_most` is None. `note` says what a reader must know to believe the figure.
    """

    what: str
    measured: float
    at_most: float | None
    unit: str = "×"
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether it is within what was asked."""
        return self.at_most is None or self.measured <= self.at_most


class Times:
    """What each variant took: seconds of every call, by round."""

    def __init__(self, rounds: Mapping[str, list[list[float]]]) -> None:
        self._rounds = rounds

    def ratio(self, one: str, other: str, share: float) -> float:
        """How many times longer `one` takes than `other`, at that share of calls (0.5 is the median, 0.99 the p99)."""
        pairs = zip(self._rounds[one], self._rounds[other], strict=True)
        return median(at_share(ours, share) / at_share(theirs, share) for ours, theirs in pairs)

    def seconds(self, one: str, share: float) -> float:
        """How long a call of that variant takes, for whoever steers by it."""
        return median(at_share(times, share) for times in self._rounds[one])


def at_share(times: list[float], share: float) -> float:
    """The time within which that share of the calls was done."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


def interleave(variants: Mapping[str, Callable[[], object]], rounds: int, calls: int) -> Times:
    """Call each variant `calls` times in each of `rounds` rounds, taking turns, each round begun by another."""
    if rounds < FEWEST_ROUNDS:
        raise ValueError("a median of fewer than five rounds says little")
    for call in variants.values():
        for _ in range(min(WARM_UP, calls)):
            call()
    found: dict[str, list[list[float]]] = {name: [] for name in variants}
    names = list(variants)
    for number in range(rounds):
        turn = names[number % len(names) :] + names[: number % len(names)]
        for name, times in _round({name: variants[name] for name in turn}, calls).items():
            found[name].append(times)
    return Times(found)


def rows_of(benchmark: str, effort: Effort) -> list[Row]:
    """What the module of that name measures."""
    return list(importlib.import_module(f"benchmarks.{benchmark}").rows(effort))


def timed(work: Callable[[], object]) -> float:
    """How many seconds the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def _round(variants: Mapping[str, Callable[[], object]], calls: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in variants}
    for done in range(0, calls, BLOCK):
        for name, call in variants.items():
            times[name] += [timed(call) for _ in range(min(BLOCK, calls - done))]
    return times
