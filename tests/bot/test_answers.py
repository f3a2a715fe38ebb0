"""Answers after Slack has its own: none is lost sight of, and none is under way when all has ended."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.answers import MOST_AT_ONCE, Answers

PATIENCE = 60


def test_all_are_waited_for_whichever_threads_asked_for_them() -> None:
    answers, said = Answers(), list[int]()
    together = threading.Barrier(4)

    def asks(first: int) -> None:
        together.wait(PATIENCE)
        for number in range(first, first + 200):
            answers.later(lambda number=number: said.append(number))  # type: ignore[misc]

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(asks, range(0, 800, 200)))
    answers.wait()
    assert sorted(said) == list(range(800))
    assert answers.wait() == 0
    assert answers.stop(PATIENCE)


def test_one_that_is_asked_for_while_another_counts_is_not_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    answers, held, counting = Answers(), threading.Event(), threading.Event()
    answers.later(lambda: None)
    (first,) = answers._given  # noqa: SLF001 (the instant between two steps shows nowhere else)

    def looked_at() -> bool:
        counting.set()
        other.join(0.2)  # another thread asks now, where it may
        return True

    monkeypatch.setattr(first, "done", looked_at)

    def slow() -> None:
        held.wait(PATIENCE)

    def asks_too() -> None:
        counting.wait(PATIENCE)
        answers.later(slow)

    other = threading.Thread(target=asks_too)
    other.start()
    answers.later(lambda: None)
    other.join(PATIENCE)
    assert [one.done() for one in answers._given].count(False) >= 1  # noqa: SLF001 (as above)
    held.set()
    answers.wait()
    assert answers.stop(PATIENCE)


def test_there_is_room_until_too_many_wait() -> None:
    answers, held = Answers(), threading.Event()

    def waits() -> None:
        held.wait(PATIENCE)

    for _ in range(MOST_AT_ONCE):
        assert answers.has_room()
        answers.later(waits)
    assert not answers.has_room()
    held.set()
    answers.wait()
    assert answers.has_room()
    assert answers.stop(PATIENCE)


def test_a_failure_is_said_and_the_next_goes_on(caplog: pytest.LogCaptureFixture) -> None:
    answers, said = Answers(), list[int]()
    answers.later(lambda: said.append(1 // 0))
    answers.later(lambda: said.append(1))
    assert answers.wait()
    assert said == [1]
    assert "An answer failed." in caplog.text


def test_at_the_end_what_is_in_hand_is_finished_and_nothing_else_begun() -> None:
    answers, held, said = Answers(), threading.Event(), list[str]()
    begun = threading.Semaphore(0)

    def in_hand() -> None:
        begun.release()
        held.wait(PATIENCE)
        said.append("in hand")

    for _ in range(2):
        answers.later(in_hand)
    assert all(begun.acquire(timeout=PATIENCE) for _ in range(2))
    answers.later(lambda: said.append("waits"))
    assert not answers.stop(0)
    held.set()
    assert answers.stop(PATIENCE)
    answers.later(lambda: said.append("too late"))
    assert said == ["in hand", "in hand"]
