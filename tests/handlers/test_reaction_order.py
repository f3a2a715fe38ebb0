"""Reactions told twice, late or out of order end in what Slack's `event_ts` says last, on either database."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import timedelta
from itertools import count, permutations
from typing import Any, Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from slack_sdk import WebClient

from handlers.afterwards import Afterwards
from handlers.desk import Desk
from handlers.events.reactions import on_added, on_removed
from models.refusals import AlreadyDoneError
from models.storage.database import Database
from models.storage.upgrade import upgrade
from models.tables import Item, State
from models.verbs.claiming import claim
from models.workspace.reactions import forget_reactions, order_of
from tests.models.office import Office, furnish
from tests.people import ANA, BOT, JONAS, OPS, WEI, WORKSPACE, at

NOON: Final = at("mon 12:00")
CLAIM, NEXT, BACK, DONE = "raised_hand", "repeat", "leftwards_arrow_with_hook", "white_check_mark"


@dataclass(frozen=True)
class Told:
    """What Slack tells: an emoji put on or taken off, so many seconds after noon. Two with one `id` are one event."""

    added: bool
    second: float
    id: int


class Ears:
    """A desk that hears of reactions of Jonas on cards, at an instant of its own (UTC)."""

    def __init__(self, database: Database) -> None:
        self.office = Office(database)
        self.now = NOON
        self.whispers: list[Callable[[], None]] = []
        afterwards = Afterwards(WebClient(), self.whispers.append)
        self.desk = Desk(database, lambda: self.now, 1, WORKSPACE, BOT, afterwards)
        self._ids = count(1)

    def offers(self, *, to_jonas: bool) -> Item:
        """An item that waits for Berlin with its card standing, or one that Jonas has claimed."""
        number = self.office.opens(at("mon 11:00")).item.number
        self.office.sends_all(at("mon 11:00"))
        if to_jonas:
            claim(self.office.database, self.office.act(JONAS, at("mon 11:30")), number)
        return self.office.item(number)

    def hears(self, item: Item, told: Told, emoji: str, user: str = JONAS) -> None:
        """Slack tells of it."""
        on_what = {"type": "message", "channel": OPS, "ts": item.ts}
        event = {"user": user, "reaction": emoji, "item": on_what, "event_ts": stamp(told.second)}
        body = {"team_id": WORKSPACE, "event_id": f"Ev{item.number}.{told.id}"}
        with suppress(AlreadyDoneError):
            (on_added if told.added else on_removed)(self.desk, body, event)

    def became(self, item: Item) -> tuple[Any, ...]:
        """What has become of the item."""
        now = self.office.item(item.number)
        return now.state, now.owner, now.offered_region_id, now.offered_user, now.times_sent_back, now.hops


def stamp(second: float) -> str:
    """Slack's `event_ts` so many seconds after noon."""
    micros = round((NOON.timestamp() + second) * 1_000_000)
    return f"{micros // 1_000_000}.{micros % 1_000_000:06d}"


def toggles(seconds: Sequence[float]) -> list[Told]:
    """On, off, on … at those seconds."""
    return [Told(number % 2 == 0, second, number) for number, second in enumerate(seconds)]


@pytest.fixture
def ears(office: Office) -> Ears:
    return Ears(office.database)


@pytest.fixture(scope="module")
def quick_ears(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ears]:
    with closing(Database(f"sqlite:///{tmp_path_factory.mktemp('ears') / 'sunrelay.db'}")) as database:
        upgrade(database)
        furnish(database)
        yield Ears(database)


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_on_off_on_in_any_order_ends_in_the_claim(ears: Ears, order: tuple[int, ...]) -> None:
    item, told = ears.offers(to_jonas=False), toggles([0, 1, 2])
    for index in order:
        ears.hears(item, told[index], CLAIM)
    assert ears.became(item)[:2] == (State.OPEN, JONAS)


def test_a_removal_before_its_add_makes_the_add_mean_nothing(ears: Ears) -> None:
    item, (on, off) = ears.offers(to_jonas=False), toggles([0, 0.000_001])
    ears.hears(item, off, CLAIM)
    ears.hears(item, on, CLAIM)
    assert ears.became(item)[:2] == (State.OFFERED, WEI)
    assert ears.whispers == []


@settings(max_examples=25, deadline=None)
@given(data=st.data())
def test_any_order_of_arrival_ends_as_the_order_of_events(quick_ears: Ears, data: st.DataObject) -> None:
    ears, emoji = quick_ears, data.draw(st.sampled_from([CLAIM, NEXT, BACK, DONE]))
    told = toggles([number * data.draw(st.sampled_from([0.000_001, 1, 59])) for number in range(1, 6)])
    told = sorted(told[: data.draw(st.integers(1, 5))], key=lambda one: one.id)
    arrives = data.draw(st.permutations([*told, *data.draw(st.lists(st.sampled_from(told), max_size=3))]))
    item, other = (ears.offers(to_jonas=emoji in {NEXT, DONE}) for _ in range(2))
    for one in _in_time(told):
        ears.hears(item, one, emoji)
    for one in arrives:
        ears.hears(other, one, emoji)
    assert ears.became(other) == ears.became(item)


def _in_time(told: list[Told]) -> list[Told]:
    return sorted(told, key=lambda one: one.second)


@pytest.mark.parametrize("last_is_on", [True, False])
def test_all_told_at_the_same_instant_ends_in_the_last(ears: Ears, *, last_is_on: bool) -> None:
    told = toggles([0, 1, 2] if last_is_on else [0, 1, 2, 3])
    with ThreadPoolExecutor(8) as pool:
        for emoji, to_jonas in ((CLAIM, False), (NEXT, True), (BACK, False)) * 2:
            item, calm = ears.offers(to_jonas=to_jonas), ears.offers(to_jonas=to_jonas)
            for one in told:
                ears.hears(calm, one, emoji)
            list(pool.map(lambda one, item=item, emoji=emoji: ears.hears(item, one, emoji), told * 2))
            assert ears.became(item) == ears.became(calm)


def test_one_event_to_two_replicas_at_once_acts_once(ears: Ears) -> None:
    with ThreadPoolExecutor(8) as pool:
        for _ in range(4):
            item = ears.offers(to_jonas=True)
            list(pool.map(lambda one, item=item: ears.hears(item, one, NEXT), [Told(True, 0, 1)] * 8))
            assert [event.verb.value for event in ears.office.events(item.number)][-2:] == ["claim", "offer"]


def test_a_removal_that_slack_tells_hours_late_counts_by_slacks_clock(ears: Ears) -> None:
    item, (on, off) = ears.offers(to_jonas=False), toggles([0, 540])
    ears.hears(item, on, CLAIM)
    ears.now = NOON + timedelta(hours=2)
    ears.hears(item, off, CLAIM)
    assert ears.became(item)[:2] == (State.OFFERED, WEI)


@pytest.mark.parametrize("late", [timedelta(0), timedelta(hours=2)])
def test_a_removal_after_ten_minutes_means_nothing(ears: Ears, late: timedelta) -> None:
    item, (on, off) = ears.offers(to_jonas=False), toggles([0, 601])
    ears.hears(item, on, CLAIM)
    ears.now = NOON + timedelta(seconds=601) + late
    ears.hears(item, off, CLAIM)
    assert ears.became(item)[:2] == (State.OPEN, JONAS)


def test_a_claim_after_done_is_refused_once_however_often_it_is_told(ears: Ears) -> None:
    item = ears.offers(to_jonas=True)
    ears.hears(item, Told(True, 0, 1), DONE)
    for _ in range(3):
        ears.hears(item, Told(True, 5, 2), CLAIM, ANA)
    assert ears.became(item)[0] is State.DONE
    assert len(ears.whispers) == 1


def test_what_meant_nothing_then_means_nothing_when_told_again(ears: Ears) -> None:
    """Jonas is not the owner yet when he puts a check mark on; Slack tells of it again once he is."""
    item = ears.offers(to_jonas=False)
    ears.hears(item, Told(True, 0, 1), DONE)
    ears.hears(item, Told(True, 1, 2), CLAIM)
    ears.hears(item, Told(True, 0, 1), DONE)
    assert ears.became(item)[:2] == (State.OPEN, JONAS)


def test_putting_it_on_again_much_later_acts_anew(ears: Ears) -> None:
    """The removal in between was lost: a quarter of an hour later nobody doubts that it was taken off."""
    item = ears.offers(to_jonas=True)
    ears.hears(item, Told(True, 0, 1), NEXT)
    first = ears.became(item)
    ears.now = NOON + timedelta(minutes=15)
    ears.hears(item, Told(True, 900, 3), NEXT)
    assert ears.became(item) != first


def test_an_event_without_its_time_is_as_late_as_it_arrives(ears: Ears) -> None:
    item = ears.offers(to_jonas=False)
    event = {"user": JONAS, "reaction": CLAIM, "item": {"type": "message", "channel": OPS, "ts": item.ts}}
    on_added(ears.desk, {"team_id": WORKSPACE, "event_id": "Ev1"}, event)
    assert ears.became(item)[:2] == (State.OPEN, JONAS)


@pytest.mark.parametrize("event_ts", ["", None, "soon", "-1.0", "1e9", "1.2.3", "١٢", "9" * 13])
def test_what_is_no_time(event_ts: object) -> None:
    assert order_of(event_ts) is None


@given(st.lists(st.integers(0, 10**18 - 1), min_size=2, max_size=2))
def test_orders_compare_as_the_numbers_do(micros: list[int]) -> None:
    one, other = (str(order_of(f"{value // 10**6}.{value % 10**6:06d}")) for value in micros)
    assert (one < other, one == other) == (micros[0] < micros[1], micros[0] == micros[1])


def test_a_fraction_may_be_short() -> None:
    assert order_of("7.5") == order_of("7.500000")
    assert order_of("7") == order_of("07.000")


def test_reactions_are_forgotten_and_only_the_old_ones(ears: Ears) -> None:
    item = ears.offers(to_jonas=False)
    ears.hears(item, Told(True, 0, 1), CLAIM)
    ears.now = NOON + timedelta(hours=1)
    ears.hears(item, Told(True, 3600, 2), DONE)
    before = NOON + timedelta(minutes=1)
    assert [forget_reactions(ears.office.database, before) for _ in range(2)] == [1, 0]
    ears.hears(item, Told(True, 3600, 2), DONE)
    assert ears.became(item)[0] is State.DONE
