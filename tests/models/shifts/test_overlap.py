"""The next time two sides are awake together: against a second computation, minute by minute."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from models.shifts.overlap import WITHIN, Together, next_together
from models.shifts.shift import Span
from tests.people import at

NOW = at("wed 12:00")
STEP = timedelta(hours=1)


def span(first: str, last: str) -> Span:
    return Span(at(first).date(), at(first), at(last))


def test_two_days_that_overlap() -> None:
    both = next_together([span("thu 01:00", "thu 09:00")], [span("thu 08:00", "thu 16:00")], NOW)
    assert both == Together(at("thu 08:00"), at("thu 09:00"))


def test_what_runs_now_is_given_from_its_beginning_and_what_ends_now_is_over() -> None:
    mine = [span("wed 08:00", "wed 16:00")]
    assert next_together(mine, [span("wed 10:00", "wed 13:00")], NOW) == Together(at("wed 10:00"), at("wed 13:00"))
    assert next_together(mine, [span("wed 10:00", "wed 12:00")], NOW) is None


def test_days_that_only_touch_share_nothing() -> None:
    assert next_together([span("thu 01:00", "thu 08:00")], [span("thu 08:00", "thu 16:00")], NOW) is None


def test_colleagues_who_follow_each_other_are_one_side() -> None:
    theirs = [span("thu 12:00", "thu 14:00"), span("thu 08:00", "thu 12:00")]
    both = next_together([span("thu 09:00", "thu 17:00")], theirs, NOW)
    assert both == Together(at("thu 09:00"), at("thu 14:00"))


def test_nothing_is_promised_for_later_than_a_week() -> None:
    begins = NOW + WITHIN
    mine = [Span(begins.date(), begins, begins + STEP)]
    assert next_together(mine, mine, NOW) == Together(begins, begins + STEP)
    assert next_together(mine, mine, NOW - timedelta(seconds=1)) is None


def of_hours(start: int, long: int) -> Span:
    return Span((NOW + start * STEP).date(), NOW + start * STEP, NOW + (start + long) * STEP)


spans = st.lists(st.builds(of_hours, st.integers(-60, 24 * 9), st.integers(0, 14)), max_size=6)


@given(spans, spans)
def test_as_the_hours_themselves_say(mine: list[Span], theirs: list[Span]) -> None:
    both = next_together(mine, theirs, NOW)
    shared = [hour for hour in range(-80, 24 * 11) if awake(mine, hour) and awake(theirs, hour)]
    ahead = [hour for hour in shared if NOW <= NOW + hour * STEP <= NOW + WITHIN]
    if both is None:
        assert not ahead
        return
    first, last = (int((instant - NOW) / STEP) for instant in (both.start, both.end))
    assert set(range(first, last)) <= set(shared)
    assert first - 1 not in shared
    assert last not in shared
    assert ahead[0] in range(first, last)


@given(spans, spans)
def test_both_sides_are_told_the_same(mine: list[Span], theirs: list[Span]) -> None:
    assert next_together(mine, theirs, NOW) == next_together(theirs, mine, NOW)


def awake(side: list[Span], hour: int) -> bool:
    instant: datetime = NOW + hour * STEP
    return any(span.start <= instant < span.end for span in side)
