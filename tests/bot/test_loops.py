"""Threads that do one thing over and over."""

import threading

import pytest

import bot.ticking.loops
from bot.ticking.loops import Loop
from tests.bot.conftest import PATIENCE


def test_a_loop_that_fails_says_so_and_goes_on(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bot.ticking.loops, "AFTER_FAILURE", 0.01)
    steps = threading.Semaphore(0)

    def step() -> float:
        steps.release()
        raise ZeroDivisionError

    loop = Loop("outbox", step)
    loop.start()
    assert all(steps.acquire(timeout=PATIENCE) for _ in range(3))
    assert loop.is_alive
    assert loop.stop(PATIENCE)
    assert "outbox failed and goes on (reference" in caplog.text


def test_waking_takes_the_next_step_at_once() -> None:
    steps = threading.Semaphore(0)

    def step() -> float:
        steps.release()
        return 3_600

    loop = Loop("lookups", step)
    loop.start()
    assert steps.acquire(timeout=PATIENCE)
    loop.wake()
    assert steps.acquire(timeout=PATIENCE)
    assert loop.stop(PATIENCE)  # and not the hour that it would wait


def test_a_loop_does_not_wake_itself() -> None:
    count: list[int] = []

    def step() -> float:
        count.append(1)
        loop.wake()
        woken.append(loop._woken.is_set())  # noqa: SLF001 (that it would not wait shows nowhere else)
        stepped.set()
        return 3_600

    stepped, woken = threading.Event(), list[bool]()
    loop = Loop("outbox", step)
    loop.start()
    assert stepped.wait(PATIENCE)
    assert loop.stop(PATIENCE)
    assert woken == [False] * len(count)


def test_a_step_that_does_not_end_does_not_hold_up_the_end() -> None:
    begun, release = threading.Event(), threading.Event()

    def step() -> float:
        begun.set()
        return float(release.wait(PATIENCE))

    loop = Loop("outbox", step)
    loop.start()
    assert begun.wait(PATIENCE)
    assert not loop.stop(0.05)
    release.set()
    assert loop.stop(PATIENCE)
