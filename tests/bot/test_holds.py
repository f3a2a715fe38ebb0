"""What must not be called for a while."""

from datetime import timedelta

from bot.outbox.holds import EVERYTHING, Holds
from bot.ticking.failing import Failing
from tests.bot.conftest import START

POST = "chat.postMessage"


def after(seconds: float) -> timedelta:
    return timedelta(seconds=seconds)


def test_one_channel_waits_alone() -> None:
    holds = Holds()
    holds.rate_limited(POST, "C1", 30, START)
    assert holds.until(POST, "C1", START) == START + after(30)
    assert holds.until(POST, "C2", START) is None
    assert holds.until("chat.update", "C1", START) is None
    assert holds.until(POST, "C1", START + after(30)) is None


def test_two_channels_at_once_mean_the_method() -> None:
    holds = Holds()
    holds.rate_limited(POST, "C1", 30, START)
    holds.rate_limited(POST, "C2", 40, START + after(1))
    assert holds.until(POST, "C3", START + after(2)) == START + after(41)


def test_two_channels_within_half_a_minute_mean_the_method_too() -> None:
    holds = Holds()
    assert not holds.rate_limited(POST, "C1", 1, START)
    assert holds.rate_limited(POST, "C2", 1, START + after(29))
    assert holds.until(POST, "C3", START + after(29)) == START + after(30)


def test_what_waits_alone_is_told() -> None:
    holds = Holds()
    holds.rate_limited(POST, "C1", 30, START)
    assert holds.channels(POST, START) == {"C1"}
    assert holds.channels("chat.update", START) == holds.channels(POST, START + after(30)) == set()


def test_a_channel_that_is_limited_again_later_waits_alone() -> None:
    holds = Holds()
    holds.rate_limited(POST, "C1", 30, START)
    holds.rate_limited(POST, "C2", 30, START + after(60))
    assert holds.until(POST, "C3", START + after(61)) is None


def test_a_clock_that_is_set_back_does_not_make_a_hold_longer() -> None:
    holds = Holds()
    holds.rate_limited(POST, "C1", 30, START)
    assert holds.until(POST, "C1", START - after(3600)) is None


def test_an_outage_waits_longer_each_time_and_ends_with_an_answer() -> None:
    holds = Holds()
    later = [START + after(60 * number) for number in range(7)]
    assert [holds.out_of_reach(now) for now in later] == [1, 2, 5, 15, 60, 60, 60]
    assert holds.until(POST, "C1", later[-1]) is not None
    holds.answered()
    assert holds.until(EVERYTHING, EVERYTHING, later[-1]) is None
    assert holds.out_of_reach(later[-1]) == 1


def test_calls_that_fail_together_are_one_outage() -> None:
    holds = Holds()
    assert [holds.out_of_reach(START) for _ in range(8)] == [1] * 8
    assert holds.out_of_reach(START + after(1)) == 2


def test_a_refused_token_waits_for_somebody_to_mend_it() -> None:
    holds = Holds()
    assert holds.locked_out(START) == 300
    assert holds.until(POST, "C1", START + after(299)) is not None
    assert holds.until(POST, "C1", START + after(300)) is None


def test_three_unclear_answers_in_a_row_are_slacks_trouble_and_not_the_messages() -> None:
    holds = Holds()
    holds.in_doubt(START)
    holds.in_doubt(START)
    assert holds.until(POST, "C1", START) is None
    holds.in_doubt(START)
    assert holds.until(POST, "C1", START) == START + after(1)


def test_a_row_that_failed_waits_longer_each_time() -> None:
    failing = Failing()
    assert not failing.waits("row", START)
    failing.failed("row", START)
    assert failing.waits("row", START + after(59))
    assert not failing.waits("row", START + after(60))
    failing.failed("row", START)
    assert failing.waits("row", START + after(299))
    assert not failing.waits("another", START)
    failing.went_well("row")
    assert len(failing) == 0
