"""The outbox with its threads: at a pace, each conversation in order, nobody waiting for somebody else's channel."""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import datetime
from itertools import pairwise
from typing import Any

import pytest
from sqlalchemy import select

from bot.outbox.outbox import SENDERS, Outbox
from bot.outbox.pace import PER_CHANNEL, PostPace, SteadyClock
from bot.outbox.preparing import Ready, Taken
from models.owed.pacing import held_pace
from models.tables import Delivery, DeliveryState
from tests.bot.conftest import OPS, PATIENCE, START, Desk, TurnedClock, wait_for


class Watched:
    """The posts of an outbox: their channels in the order in which they began, when each was to begin, by its pace's
    own clock, and how many were under way at once, by channel. `meets` is called while each is."""

    def __init__(self, outbox: Outbox, meets: Callable[[str], object] = lambda _: None) -> None:
        self.begun: list[str] = []
        self.times: list[tuple[str, datetime]] = []
        self.most: Counter[str] = Counter()
        self.together = 0
        self._now: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._meets = meets
        self._own = threading.local()
        pace = outbox._pace  # noqa: SLF001
        assert pace is not None
        self._wait_until = pace.wait_until
        pace.wait_until = self._waits  # type: ignore[method-assign]
        self._pace = pace
        self._client = outbox._calls.client  # noqa: SLF001
        self._real = self._client.chat_postMessage
        self._client.chat_postMessage = self._post  # type: ignore[method-assign]

    def times_of(self, channel: str) -> list[datetime]:
        """When posts into the channel were to begin."""
        return sorted(at for where, at in self.times if where == channel)

    def gaps(self) -> list[float]:
        """The seconds between two that were to begin one after the other."""
        times = sorted(at for _, at in self.times)
        return [(later - earlier).total_seconds() for earlier, later in pairwise(times)]

    def _waits(self, at: datetime) -> None:
        self._wait_until(at)
        assert self._pace.now() >= at
        self._own.at = at

    def _post(self, **says: Any) -> Any:
        channel = says["channel"]
        with self._lock:
            self.begun.append(channel)
            self.times.append((channel, self._own.at))
            self._now[channel] += 1
            self.most[channel] = max(self.most[channel], self._now[channel])
            self.together = max(self.together, self._now.total())
        self._meets(channel)
        try:
            return self._real(**says)
        finally:
            with self._lock:
                self._now[channel] -= 1


@contextmanager
def running(outbox: Outbox) -> Iterator[None]:
    outbox.start()
    try:
        yield
    finally:
        assert outbox.stop(PATIENCE)


def owed(desk: Desk) -> int:
    with desk.database.read() as session:
        waiting = Delivery.state.in_((DeliveryState.PENDING, DeliveryState.SENDING))
        return len(list(session.scalars(select(Delivery).where(waiting))))


def paced(desk: Desk, per_minute: float | None = None) -> Outbox:
    pace = PostPace(desk.database, per_minute)
    desk.outbox = Outbox(desk.database, desk.client(), desk.clock, pace=pace, count=desk.outcomes.append)
    desk.database.on_commit = desk.outbox.wake
    return desk.outbox


def test_posts_into_a_channel_are_a_second_apart_and_dms_do_not_wait_for_them(desk: Desk) -> None:
    for name in ("One", "Two", "Three"):
        desk.hand_off(name)
    dms = threading.Semaphore(0)

    def the_card_takes_as_long_as_both_dms(channel: str) -> None:
        if channel != OPS:
            dms.release()
        elif watched.begun.count(OPS) == 1:
            assert all(dms.acquire(timeout=PATIENCE) for _ in range(2))

    watched = Watched(paced(desk), the_card_takes_as_long_as_both_dms)
    with running(desk.outbox):
        wait_for(lambda: not owed(desk))
    one, two, three = watched.times_of(OPS)
    assert (two - one >= PER_CHANNEL, three - two >= PER_CHANNEL) == (True, True)
    assert watched.begun.count("D0JONAS") == watched.begun.count("D0ANA") == 1
    assert len(desk.cards()) == 3


def test_the_workspace_has_no_more_than_was_set(desk: Desk) -> None:
    for name in ("One", "Two", "Three", "Four"):
        desk.hand_off(name)
        desk.clock.forward(660)
    watched = Watched(paced(desk, 90))
    with running(desk.outbox):
        wait_for(lambda: not owed(desk))
    assert len(watched.begun) >= 5
    assert min(watched.gaps()) >= 60 / 90 - 0.001


def test_slow_answers_do_not_add_up_and_no_channel_has_two_posts_at_once(desk: Desk) -> None:
    for user in ("U0LUIS", "U0LEAD"):
        desk.slack.set_user(user, tz="Europe/Berlin")
    for name in ("One", "Two"):
        desk.hand_off(name)
        desk.clock.forward(660)
    three = threading.Event()

    def waits_for_two_more(_: str) -> None:
        if watched.together >= 3:
            three.set()
        assert three.wait(PATIENCE)

    watched = Watched(paced(desk), waits_for_two_more)
    with running(desk.outbox):
        wait_for(lambda: not owed(desk))
    assert set(watched.most.values()) == {1}
    assert 3 <= watched.together <= SENDERS


def test_a_dm_that_hangs_holds_up_nobody_else(desk: Desk) -> None:
    hangs = threading.Event()
    outbox = paced(desk)
    real = outbox._calls.client.chat_postMessage  # noqa: SLF001

    def post(**says: Any) -> Any:
        if says["channel"] == "D0JONAS":
            hangs.wait(PATIENCE)
        return real(**says)

    outbox._calls.client.chat_postMessage = post  # type: ignore[method-assign]  # noqa: SLF001
    desk.hand_off()
    with running(outbox):
        wait_for(lambda: len(desk.cards()) == 1 and len(desk.slack.person("U0ANA").dms) == 1)
        assert desk.slack.person("U0JONAS").dms == []
        hangs.set()
        wait_for(lambda: len(desk.slack.person("U0JONAS").dms) == 1)


def test_what_is_in_hand_is_finished_when_it_ends(desk: Desk) -> None:
    desk.hand_off()
    outbox = paced(desk)
    over = threading.Event()
    watched = Watched(outbox, lambda _: over.wait(PATIENCE))
    outbox.start()
    wait_for(lambda: len(watched.begun) > 0)
    with ThreadPoolExecutor(1) as pool:
        stopping = pool.submit(outbox.stop, PATIENCE)
        wait_for(lambda: outbox.loop.is_stopping)
        over.set()
        assert stopping.result()
    assert not any(loop.is_alive for loop in outbox.loops)
    with desk.database.read() as session:
        assert session.scalars(select(Delivery).where(Delivery.state == DeliveryState.SENDING)).all() == []
    assert desk.outcomes.count("sent") == len(watched.begun)


def test_a_refusal_for_the_workspace_is_learnt_and_outlives_a_restart(desk: Desk) -> None:
    for name in ("One", "Two"):
        desk.hand_off(name)
        desk.clock.forward(660)
    desk.slack.faults.next("chat.postMessage", "ratelimited", times=2, retry_after=1)
    with running(paced(desk)):
        wait_for(lambda: desk.outcomes.count("waits") >= 2)
    with desk.database.write() as session:
        pace = held_pace(session, desk.connected.workspace_id)
        assert pace.per_minute is not None
        assert pace.refused_at is not None
        pace.per_minute = 60.0
    desk.clock.forward(2)
    watched = Watched(paced(desk))
    with running(desk.outbox):
        wait_for(lambda: not owed(desk))
    assert min(watched.gaps()) >= 1.0


def test_one_channel_that_slack_refuses_is_not_taken_up_over_and_over(desk: Desk) -> None:
    desk.slack.faults.next(
        "chat.postMessage", "ratelimited", times=100, retry_after=30, when=lambda args: args["channel"] == OPS
    )
    for name in ("One", "Two", "Three"):
        desk.hand_off(name)
    with running(paced(desk)):
        wait_for(lambda: desk.outcomes.count("sent") == 2)
        time.sleep(1.5)
    assert len([call for call in desk.slack.calls if call.fault == "ratelimited"]) == 1
    assert desk.outcomes.count("waits") == 1


def test_who_has_a_dm_does_not_wait_for_those_that_cannot_be_opened(desk: Desk) -> None:
    desk.hand_off()
    desk.send()
    desk.slack.set_user("U0ANA", deleted=True)
    with desk.database.write() as session:
        session.connection().exec_driver_sql("UPDATE people SET dm_channel = NULL WHERE user = 'U0ANA'")
    desk.clock.forward(660)
    desk.hand_off("Another")
    desk.slack.faults.next("conversations.open", "ratelimited", times=100, retry_after=60)
    desk.send()
    desk.hand_off("A third")
    desk.send()
    assert len(desk.slack.person("U0JONAS").dms) == 2
    assert len([call for call in desk.slack.calls if call.fault == "ratelimited"]) == 1


def take(desk: Desk) -> Taken:
    taken = desk.outbox._take(None)  # noqa: SLF001
    assert isinstance(taken, Ready)
    return taken


@pytest.mark.parametrize("which", ["wall clock", "steady clock"])
def test_a_sender_that_was_paused_does_not_send(desk: Desk, monkeypatch: pytest.MonkeyPatch, which: str) -> None:
    desk.hand_off()
    desk.send()
    desk.clock.forward(660)
    desk.hand_off("Another")
    taken = take(desk)
    if which == "wall clock":
        desk.clock.forward(61)
    else:
        later = time.monotonic() + 61
        monkeypatch.setattr(desk.outbox._sending, "_elapsed", lambda: later)  # noqa: SLF001
    before = len(desk.slack.calls)
    assert desk.outbox._sending.send(taken) == "waits"  # noqa: SLF001
    assert len(desk.slack.calls) == before


def test_a_sender_that_was_paused_leaves_it_to_who_has_taken_over(desk: Desk) -> None:
    desk.hand_off()
    desk.send()
    desk.clock.forward(660)
    desk.hand_off("Another")
    taken = take(desk)
    desk.clock.forward(61)
    desk.send()
    with desk.database.read() as session:
        assert session.get_one(Delivery, taken.delivery.id).state is DeliveryState.SENT
    assert desk.outbox._sending.send(taken) == "waits"  # noqa: SLF001
    with desk.database.read() as session:
        assert session.get_one(Delivery, taken.delivery.id).state is DeliveryState.SENT
    assert len(desk.slack.person("U0JONAS").dms) == 2


def test_a_steady_clock_does_not_follow_one_that_is_set() -> None:
    wall, passed = TurnedClock(), [100.0]
    steady = SteadyClock(wall, lambda: passed[0])
    wall.forward(-3600)
    passed[0] += 2
    assert (steady() - START).total_seconds() == 2
