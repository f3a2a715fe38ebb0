"""What is on its way to the app: it is never lost from sight, and who acts waits for what happened before."""

import threading
from collections.abc import Callable

import pytest

import bot.sandbox.courier
from bot.sandbox.courier import Courier
from bot.sandbox.delivery import Delivery, Outcome
from bot.sandbox.event_queue import EventQueue
from tests.sandbox.beside import AT_ONCE, beside
from tests.sandbox.conftest import Clock, Json
from tests.sandbox.test_http_delivery import PATIENCE, eventually


class Phone:
    """A way to an app that takes its time: each event waits until it is let go."""

    def __init__(self) -> None:
        self.taken: list[str] = []
        self.goes_on = {name: threading.Event() for name in ("one", "two")}
        self.told: Callable[[str], object] = lambda _: None

    def send(self, delivery: Delivery, attempt: int, reason: str) -> Outcome:  # noqa: ARG002 - the shape of a transport
        name = delivery.event["text"]
        self.taken.append(name)
        self.told(name)
        assert self.goes_on[name].wait(PATIENCE)
        return Outcome()


def event(text: str) -> Json:
    return {"type": "event_callback", "event": {"type": "message", "text": text}}


@pytest.fixture
def events() -> EventQueue:
    return EventQueue()


@pytest.fixture
def phone() -> Phone:
    return Phone()


@pytest.fixture
def courier(events: EventQueue, phone: Phone, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Courier:
    monkeypatch.setattr(bot.sandbox.courier, "FIRST_TRY_SECONDS", 10 * PATIENCE)
    courier = Courier(events, clock)
    courier.transport = phone
    return courier


def test_an_event_that_leaves_the_queue_is_on_its_way(
    events: EventQueue, phone: Phone, courier: Courier, monkeypatch: pytest.MonkeyPatch
) -> None:
    pop, idle = events.pop, list[bool]()
    looking = threading.Thread(target=lambda: idle.append(courier.wait_until_idle(0)))

    def pop_looked_at() -> Delivery | None:
        found = pop()
        if found is not None:
            looking.start()
            looking.join(AT_ONCE)
        return found

    monkeypatch.setattr(events, "pop", pop_looked_at)
    events.put(event("one"))
    with beside(courier.settle):
        eventually(lambda: phone.taken)
        looking.join(PATIENCE)
        phone.goes_on["one"].set()
    assert idle == [False]
    assert courier.wait_until_idle(0)


def test_who_settles_waits_for_what_another_has_taken(events: EventQueue, phone: Phone, courier: Courier) -> None:
    phone.goes_on["two"].set()
    events.put(event("one"))
    with beside(courier.settle):
        eventually(lambda: phone.taken)
        events.put(event("two"))
        with beside(courier.settle) as second:
            second.join(AT_ONCE)
            assert second.is_alive()
            phone.goes_on["one"].set()
    assert phone.taken == ["one", "two"]


def test_who_acts_while_the_app_is_told_waits_for_nobody(events: EventQueue, phone: Phone, courier: Courier) -> None:
    both = threading.Barrier(2, timeout=PATIENCE)

    def settles(name: str) -> None:
        both.wait()
        courier.settle()
        phone.goes_on[name].set()

    phone.told = settles
    events.put(event("one"))
    events.put(event("two"))
    with beside(courier.settle), beside(courier.settle):
        pass
    assert sorted(phone.taken) == ["one", "two"]
