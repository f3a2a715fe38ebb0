"""The clock that is turned: forward only, step by step, fast or by itself, and never while an act is answered."""

import threading

import pytest

from bot.sandbox import StandIn
from bot.sandbox.turned_clock import TurnedClock
from tests.sandbox.conftest import MANIFEST, App

SIX = 1_803_880_800.0  # 2027-03-01 06:00 UTC
HOUR = 3_600.0


class Flow:
    """Seconds that pass by themselves, set by hand."""

    def __init__(self) -> None:
        self.at = 50.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def flow() -> Flow:
    return Flow()


@pytest.fixture
def turned(flow: Flow) -> TurnedClock:
    return TurnedClock(SIX, flow)


def stops(clock: TurnedClock) -> list[float]:
    """Where it rests from now on, in minutes after six."""
    found: list[float] = []
    clock.rest = lambda: found.append((clock.now() - SIX) / 60)
    return found


def test_it_goes_on_by_itself_but_never_back(turned: TurnedClock, flow: Flow) -> None:
    flow.at += 7
    assert turned.now() == SIX + 7
    flow.at -= 1_000
    assert turned.now() == SIX + 7
    flow.at += 1
    assert turned.now() == SIX + 8


def test_a_jump_rests_on_its_way_at_each_full_five_minutes(turned: TurnedClock, flow: Flow) -> None:
    flow.at += 90
    found = stops(turned)
    turned.forward(15 * 60)
    assert sorted(set(found)) == [1.5, 5, 10, 15, 16.5]
    assert turned.now() == SIX + 16.5 * 60


def test_it_rests_before_it_moves_and_after(turned: TurnedClock) -> None:
    found = stops(turned)
    turned.to(SIX + 300)
    assert found == [0, 5]


def test_a_jump_over_a_night_is_made_in_quarters_of_an_hour(turned: TurnedClock) -> None:
    found = stops(turned)
    turned.forward(16 * HOUR)
    assert set(found) == {15.0 * n for n in range(16 * 4 + 1)}


def test_an_instant_that_is_past_changes_nothing(turned: TurnedClock) -> None:
    found = stops(turned)
    turned.to(SIX - 1)
    turned.forward(-5)
    assert (turned.now(), found) == (SIX, [])


def test_once_it_is_ended_no_step_is_made(turned: TurnedClock) -> None:
    found = stops(turned)
    turned.is_ended = lambda: turned.now() >= SIX + 600
    turned.forward(HOUR)
    assert (turned.now(), found[-1]) == (SIX + 600, 10)


def test_no_step_is_made_while_an_act_is_answered(turned: TurnedClock) -> None:
    with turned.held():
        jump = threading.Thread(target=turned.forward, args=(HOUR,))
        jump.start()
        jump.join(0.05)
        assert turned.now() == SIX
    jump.join(60)
    assert turned.now() == SIX + HOUR


def test_two_who_turn_it_at_once_both_turn_it(turned: TurnedClock) -> None:
    first, second = (threading.Thread(target=turned.forward, args=(HOUR,)) for _ in range(2))
    begun, goes_on = threading.Event(), threading.Event()

    def rest() -> None:
        begun.set()
        assert goes_on.wait(60)

    turned.rest = rest
    first.start()
    assert begun.wait(60)
    second.start()
    second.join(0.05)
    goes_on.set()
    for one in (first, second):
        one.join(60)
    assert turned.now() == SIX + 2 * HOUR


def test_it_is_played_until_it_is_paused(turned: TurnedClock) -> None:
    enough = threading.Event()
    seen: list[float] = []

    def rest() -> None:
        seen.append(turned.now())
        if turned.now() >= SIX + 20 * 60:
            enough.set()

    turned.rest = rest
    turned.play(600_000)
    playing = turned.is_playing
    assert enough.wait(60)
    turned.pause()
    assert (playing, turned.is_playing) == (True, False)
    assert {SIX + 300 * n for n in range(5)} <= set(seen)
    stood = turned.now()
    turned.rest()
    assert turned.now() == stood


def test_it_is_paused_in_the_moment_a_step_begins(turned: TurnedClock, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever reads the clock then is the one who plays it, and every time it has just been paused."""
    now = turned.now

    def now_paused() -> float:
        turned.pause()
        return now()

    monkeypatch.setattr(turned, "now", now_paused)
    ended = threading.Event()
    turned.rest = ended.set
    turned.play(600_000)
    assert ended.wait(60)
    turned.pause()
    assert not turned.is_playing


def test_who_pauses_it_does_not_wait_for_whoever_plays_it_again(turned: TurnedClock) -> None:
    steps, goes_on = threading.Event(), threading.Event()

    def rest() -> None:
        steps.set()
        assert goes_on.wait(60)

    turned.rest = rest
    turned.play(600_000)
    assert steps.wait(60)
    pausing = threading.Thread(target=turned.pause, daemon=True)
    pausing.start()
    while turned.is_playing:
        threading.Event().wait(0.01)
    turned.play(600_000)
    goes_on.set()
    pausing.join(60)
    assert (pausing.is_alive(), turned.is_playing) == (False, True)
    turned.pause()


def test_it_is_paused_and_played_again_and_again(turned: TurnedClock) -> None:
    for _ in range(20):
        turned.play(600_000)
        turned.pause()
    went_on = threading.Event()
    stood = turned.now()
    turned.rest = lambda: went_on.set() if turned.now() > stood else None
    turned.play(600_000)
    assert went_on.wait(60)
    turned.pause()


def test_whoever_fails_to_rest_does_not_leave_it_playing_for_ever(turned: TurnedClock) -> None:
    failed = threading.Event()
    threading.excepthook, before = lambda _: failed.set(), threading.excepthook

    def fail() -> None:
        raise RuntimeError

    turned.rest = fail
    try:
        turned.play(600_000)
        assert failed.wait(60)
    finally:
        threading.excepthook = before
    turned.pause()
    assert not turned.is_playing


def test_slack_lives_by_it_and_pages_hear_of_each_step(turned: TurnedClock) -> None:
    with StandIn(turned.now, manifest=MANIFEST, clock=turned) as slack:
        slack.add_user("U0WEI", "Wei Lin")
        before = slack.changes.count
        turned.forward(600)
        assert slack.changes.count == before + 2
        slack.deliver_in_process(App())
        assert slack.person("U0WEI").writes_to_bot("x").ok
        assert slack.messages("D0WEI")[0].ts.startswith(f"{int(SIX) + 600}.")


def test_while_it_is_turned_a_form_still_opens(turned: TurnedClock) -> None:
    """The trigger lives for three seconds of Slack's clock: a jump may not come between it and its use."""
    with StandIn(turned.now, manifest=MANIFEST, clock=turned) as slack:
        slack.add_user("U0WEI", "Wei Lin")
        jumps: list[threading.Thread] = []

        def app(_body: str, _headers: dict[str, str]) -> tuple[int, dict[str, str], str]:
            jumps.append(threading.Thread(target=turned.forward, args=(HOUR,)))
            jumps[0].start()
            jumps[0].join(0.05)
            return 200, {}, str(slack.now == SIX)

        slack.deliver_in_process(app)
        slack.person("U0WEI").uses_shortcut("New item")
        jumps[0].join(60)
        assert slack.deliveries[-1].outcomes[-1].body == "True"
