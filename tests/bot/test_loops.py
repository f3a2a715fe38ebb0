"""Threads that do one thing over and over."""

import threading
import time

import pytest

import bot.ticking.loops
from bot.ticking.loops import Loop


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
    assert all(steps.acquire(timeout=20) for _ in range(3))
    assert loop.is_alive
    assert loop.stop(20)
    assert "outbox failed and goes on (reference" in caplog.text


def test_waking_takes_the_next_step_at_once() -> None:
    steps = threading.Semaphore(0)

    def step() -> float:
        steps.release()
        return 60

    loop = Loop("lookups", step)
    loop.start()
    assert steps.acquire(timeout=20)
    loop.wake()
    assert steps.acquire(timeout=20)
    begun = time.monotonic()
    assert loop.stop(20)
    assert time.monotonic() - begun < 20  # and not the 60 that it would wait


def test_a_loop_does_not_wake_itself() -> None:
    count: list[int] = []

    def step() -> float:
        count.append(1)
        loop.wake()
        return 60

    loop = Loop("outbox", step)
    loop.start()
    time.sleep(0.1)
    loop.stop(20)
    assert len(count) <= 2


def test_a_step_that_does_not_end_does_not_hold_up_the_end() -> None:
    release = threading.Event()
    loop = Loop("outbox", lambda: float(release.wait(30)))
    loop.start()
    assert not loop.stop(0.05)
    release.set()
    assert loop.stop(20)
