"""The pace of posts: spread evenly, never over what was set, learnt from what Slack refuses, kept over a restart."""

from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import pairwise

import pytest

from models.owed.pacing import BELIEVED, held_pace, learnt_pace, next_slot, note_refusal, spread, take_slot
from models.tables import Pace
from tests.models.office import Office
from tests.people import at

NOW = at("mon 08:30")
MINUTE = timedelta(minutes=1)


def new_pace() -> Pace:
    return Pace(workspace_id=1, counted=0, emptied=False)


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


@dataclass
class Limit:
    """A limit like Slack's: a bucket of so many posts, filled at so many a second."""

    per_second: float
    most: int
    retry_after: float = 1.0
    filled: float = field(init=False)
    at: float = 0.0

    def __post_init__(self) -> None:
        self.filled = float(self.most)

    def takes(self, seconds: float) -> bool:
        self.filled = min(float(self.most), self.filled + (seconds - self.at) * self.per_second)
        self.at = seconds
        if self.filled < 1:
            return False
        self.filled -= 1
        return True


def wave(pace: Pace, limit: Limit, posts: int, begins: float = 0.0, each: float = 0.005) -> tuple[float, int]:
    """One sender posts so many, each taking some time; how many seconds that took, and how often it was refused."""
    now, sent, refused = begins, 0, 0
    while sent < posts:
        now = max(now + each, (take_slot(pace, None, NOW + after(now)) - NOW).total_seconds())
        if limit.takes(now):
            sent += 1
            continue
        refused += 1
        note_refusal(pace, None, NOW + after(now), NOW + after(now), limit.retry_after)
        now += limit.retry_after
    return now - begins, refused


@pytest.mark.parametrize("per_minute", [0.5, 1, 10, 60, 99, 100, 525, 3000])
@pytest.mark.parametrize("sender", [lambda _: 0.0, lambda number: 7.0 if number % 50 == 49 else 0.0])
def test_no_minute_has_more_posts_than_were_set(per_minute: float, sender: Callable[[int], float]) -> None:
    pace, now, slots = new_pace(), NOW, []
    for number in range(int(3 * per_minute) + 2):
        slots.append(take_slot(pace, per_minute, now))
        now = max(now, slots[-1]) + after(sender(number))
    most = max(bisect_left(slots, first + MINUTE) - number for number, first in enumerate(slots))
    assert most <= max(1, per_minute)


@pytest.mark.parametrize("per_minute", [60, 525, 3000])
def test_all_that_was_set_is_used(per_minute: float) -> None:
    pace = new_pace()
    slots = [take_slot(pace, per_minute, NOW) for _ in range(2 * int(per_minute))]
    assert slots[-1] - NOW <= 2 * MINUTE * 1.01


def test_posts_are_spread_evenly() -> None:
    pace = new_pace()
    slots = [take_slot(pace, 60, NOW) for _ in range(5)]
    assert [later - earlier for earlier, later in pairwise(slots)] == [after(1)] * 4


def test_a_late_sender_catches_up_by_a_few_posts_and_no_more() -> None:
    apart, ahead = spread(600)
    pace = new_pace()
    take_slot(pace, 600, NOW)
    late = [take_slot(pace, 600, NOW + MINUTE) for _ in range(8)]
    assert ahead == 6 * apart
    assert late[:7] == [NOW + MINUTE] * 7
    assert late[7] > NOW + MINUTE


def test_a_restart_does_not_begin_anew(office: Office) -> None:
    for _ in range(3):
        with office.database.write() as session:
            take_slot(held_pace(session, office.workspace_id), 60, NOW)
    with office.database.write() as session:
        assert next_slot(held_pace(session, office.workspace_id), 60, NOW) == NOW + after(3)


def test_a_clock_that_was_set_back_for_good_stops_nothing() -> None:
    pace = new_pace()
    take_slot(pace, 60, NOW)
    assert next_slot(pace, 60, NOW - timedelta(hours=1)) == NOW - timedelta(hours=1)
    assert next_slot(pace, 60, NOW - BELIEVED + after(1)) == NOW + after(1)


def test_nothing_is_held_back_until_slack_refuses() -> None:
    pace = new_pace()
    assert [take_slot(pace, None, NOW) for _ in range(100)] == [NOW] * 100
    assert pace.per_minute is None


def test_what_slack_asks_to_wait_all_replicas_wait() -> None:
    pace = new_pace()
    take_slot(pace, None, NOW)
    note_refusal(pace, None, NOW, NOW + after(1), 30)
    assert next_slot(pace, None, NOW + after(1)) >= NOW + after(31)


def test_calls_that_were_under_way_together_teach_once() -> None:
    pace = new_pace()
    for number in range(20):
        take_slot(pace, None, NOW + after(number / 100))
    note_refusal(pace, None, NOW + after(0.2), NOW + after(0.21), 1)
    learnt, next_at = pace.per_minute, pace.next_at
    note_refusal(pace, None, NOW + after(0.2), NOW + after(0.23), 1)
    assert (pace.per_minute, pace.next_at) == (learnt, next_at)


def test_what_was_set_is_not_learnt_anew() -> None:
    pace = new_pace()
    take_slot(pace, 600, NOW)
    note_refusal(pace, 600, NOW, NOW, 1)
    assert pace.per_minute is None
    assert next_slot(pace, 600, NOW) >= NOW + after(1)


@pytest.mark.parametrize(
    "per_second,most,posts,first,second",
    [(50, 20, 1000, 1.3, 1.15), (50, 100, 3000, 1.3, 1.15), (8, 20, 1000, 1.3, 1.15), (1, 10, 300, 1.3, 1.15)],
)
def test_an_unknown_limit_is_learnt_and_held(
    per_second: float, most: int, posts: int, first: float, second: float
) -> None:
    pace, limit = new_pace(), Limit(per_second, most)
    least = (posts - most) / per_second
    took, refused = wave(pace, limit, posts)
    assert took <= first * least
    took, again = wave(pace, limit, posts, begins=86_400)
    assert took <= second * least
    assert again <= max(refused / 2, 5)
    assert pace.per_minute == pytest.approx(60 * per_second, rel=0.15)


def test_a_sender_slower_than_the_limit_learns_no_pace_it_never_tried() -> None:
    pace, limit = new_pace(), Limit(10, 20)
    wave(pace, limit, 20, each=0.3)
    _, refused = wave(pace, limit, 200, begins=6.1, each=0.01)
    assert refused > 0
    assert pace.per_minute is not None
    assert pace.per_minute > 60 * 7


def test_a_limit_that_was_raised_is_found_out_in_time() -> None:
    pace = new_pace()
    wave(pace, Limit(5, 20), 1000)
    wave(pace, Limit(20, 20), 20_000, begins=86_400)
    assert pace.per_minute is not None
    assert pace.per_minute > 60 * 7


def test_what_was_learnt_is_kept(office: Office) -> None:
    with office.database.read() as session:
        assert learnt_pace(session, office.workspace_id) is None
    with office.database.write() as session:
        held_pace(session, office.workspace_id).per_minute = 420
    with office.database.read() as session:
        assert learnt_pace(session, office.workspace_id) == 420
