"""The next time that two sides are awake together. All instants are UTC."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from models.shifts.hours import Span

WITHIN: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Together:
    """From `start` up to, not including, `end` both sides are awake."""

    start: datetime
    end: datetime


def next_together(one: Iterable[Span], other: Iterable[Span], now: datetime) -> Together | None:
    """The first time, running at `now` or starting within seven days, when some span of both sides holds; or None.

    Spans that overlap or touch count as one, so it ends when one side has nobody awake any more. What has begun
    already is given from its beginning.
    """
    ones, others = _merged(one), _merged(other)
    shared = [Together(max(a.start, b.start), min(a.end, b.end)) for a in ones for b in others]
    ahead = [both for both in shared if both.start < both.end and now < both.end and both.start <= now + WITHIN]
    return min(ahead, key=lambda both: both.start, default=None)


def _merged(spans: Iterable[Span]) -> Sequence[Together]:
    merged: list[Together] = []
    for span in sorted(spans, key=lambda span: span.start):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Together(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(Together(span.start, span.end))
    return merged
