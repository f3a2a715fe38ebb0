"""Whatever the times and whatever people do: nobody asleep is reminded, nobody twice, and of nothing that is taken."""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from handlers.rendering.outcome import Drop, Wait
from handlers.rendering.render import render
from models.access import is_offered_to, sees_item
from models.acts import Act
from models.owed.deliveries import drop, get_delivery, note_sent, put_back
from models.owed.reminders import SNOOZED
from models.owed.taking import take_due
from models.people import days_of
from models.refusals import RefusedError
from models.shifts.plan import Ladder
from models.storage.database import Database
from models.tables import Action, Entry, Item, Message, MessageKind, Snooze, State, Urgency
from models.targets import ToNext, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off
from models.verbs.outcomes import Outcome
from models.verbs.sending_back import send_back
from models.verbs.snoozing import snooze
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.models.reminding import ticks, with_everybody_on_shift, with_ladder
from tests.models.shared import SharedFile
from tests.offices import FURNISHED
from tests.people import ANA, JONAS, LUIS, MEI, OPS, PRIYA, SECRET, WEI, at

PEOPLE: Final = (WEI, MEI, JONAS, ANA, LUIS, PRIYA)
people = st.sampled_from(PEOPLE)
numbers = st.integers(1, 3)
targets = st.one_of(
    st.just(ToNext()),
    st.builds(ToRegion, st.sampled_from(("Singapore", "Berlin", "Los Angeles"))),
    st.builds(ToPerson, people),
)
ladders = st.builds(
    lambda remind, further, move: Ladder(remind, remind + further, move),
    st.integers(5, 90), st.integers(1, 90), st.integers(5, 240),
)  # fmt: skip
TOLD: Final = (MessageKind.DIGEST, MessageKind.ARRIVALS)


Story = Callable[["AnyLadder"], None]


def acts() -> st.SearchStrategy[Story]:
    """Something that happens. Most of the time, time passes."""
    step = st.lists(st.integers(5, 45), min_size=1, max_size=5).map(lambda passed: lambda it: it.time_passes(*passed))
    receiver = st.tuples(numbers, st.integers(0, 9)).map(lambda chosen: lambda it: it.a_receiver_snoozes(*chosen))
    return st.one_of(
        step, step, step, step, receiver, receiver,
        st.integers(60, 900).map(lambda passed: lambda it: it.time_passes(passed)),
        st.tuples(people, targets, st.sampled_from((OPS, SECRET)), st.sampled_from(Urgency)).map(
            lambda chosen: lambda it: it.opens(*chosen)
        ),
        st.tuples(st.sampled_from((claim, send_back)), people, numbers).map(lambda chosen: lambda it: it.does(*chosen)),
        st.tuples(people, numbers, targets).map(lambda chosen: lambda it: it.hands_off(*chosen)),
        numbers.map(lambda number: lambda it: it.the_last_actor_undoes(number)),
        st.sampled_from((True, True, False)).map(lambda up: lambda it: it.slack_is(up)),
    )  # fmt: skip


class AnyLadder:
    """One office over some days, with a Slack that is down at times."""

    def __init__(self, office: Office, ladder: Ladder, *, everybody: bool) -> None:
        """Begin on a Monday morning, before anybody's day in Berlin."""
        self.now = at("mon 07:50")
        self.up = True
        self.office, self.database = office, office.database
        self.waits = timedelta(minutes=ladder.remind)
        self.told: dict[tuple[str, int], datetime] = {}
        self.reminded: set[tuple[int, datetime | None, str]] = set()
        self.days: set[tuple[str, object]] = set()
        office.applies(a_roster(ladder, everybody=everybody), self.now)

    def opens(self, who: str, to: ToNext | ToRegion | ToPerson, where: str, urgency: Urgency) -> None:
        with suppress(RefusedError):
            self.office.opens(self.now, by=who, to=to, where=where, urgency=urgency)

    def does(self, verb: Callable[[Database, Act, int], Outcome], who: str, number: int) -> None:
        with suppress(RefusedError):
            verb(self.database, self.office.act(who, self.now), number)

    def hands_off(self, who: str, number: int, to: ToNext | ToRegion | ToPerson) -> None:
        with suppress(RefusedError):
            hand_off(self.database, self.office.act(who, self.now), number, to)

    def a_receiver_snoozes(self, number: int, which: int) -> None:
        with self.office.reading() as session:
            items = list(session.scalars(select(Item).where(Item.number == number)))
            receivers = [one for one in PEOPLE for item in items if is_offered_to(session, item, one)]
        if not receivers:
            return
        with suppress(RefusedError):
            until = snooze(self.database, self.office.act(receivers[which % len(receivers)], self.now), number).until
            move_at = self.office.item(number).move_at
            assert move_at is not None
            assert self.now < until < move_at

    def the_last_actor_undoes(self, number: int) -> None:
        last = self.office.events(number)[-1:]
        if last and last[0].actor is not None:
            with suppress(RefusedError):
                undo(self.database, self.office.act(last[0].actor, self.now), last[0].id)

    def slack_is(self, up: bool) -> None:
        self.up = up

    def time_passes(self, *passed: int) -> None:
        for minutes in passed:
            self.now += timedelta(minutes=minutes)
            ticks(self.office, self.now)
            if self.up:
                self.sends_what_is_due()

    def sends_what_is_due(self) -> None:
        while (delivery_id := take_due(self.database, self.now)) is not None:
            with self.database.write() as session:
                delivery = get_delivery(session, delivery_id)
                says = render(session, delivery.message, self.now)
                if delivery.action is Action.POST and not isinstance(says, (Drop, Wait)):
                    self.posts(session, delivery.message)
                lease, channel = str(delivery.lease), delivery.message.channel or f"D{delivery.message.user}"
            match says:
                case Drop(why):
                    drop(self.database, delivery_id, why)
                case Wait(seconds):
                    due_at = self.now + timedelta(seconds=seconds)
                    put_back(self.database, delivery_id, lease, due_at, "not yet", counts=False)
                case _:
                    note_sent(self.database, delivery_id, channel, f"{delivery_id}.000001", self.now)

    def posts(self, session: Session, message: Message) -> None:
        """What must hold of a DM at the moment it is posted."""
        user = str(message.user)
        shown = list(session.execute(select(Item, Entry.part).join(Entry).where(Entry.message_id == message.id)))
        if message.kind in TOLD:
            self.told |= {(user, item.id): self.now for item, _ in shown}
        if message.kind is not MessageKind.REMINDER:
            return
        day = days_of(session, 1, user).current(self.now)
        assert days_of(session, 1, user).is_awake(self.now)
        assert day is not None
        waiting = [(item, part) for item, part in shown if is_offered_to(session, item, user) and item.owner != user]
        waiting = [(item, part) for item, part in waiting if sees_item(session, item, user)]
        assert waiting, "a reminder of nothing"
        steps = [item for item, part in waiting if part != SNOOZED]
        if steps:
            self.is_the_first_of_its_step(user, steps)
            self.does_not_follow_at_once(user, steps)
        if message.key.count(":") == 3:  # the day's one reminder
            assert (user, day.date) not in self.days
            self.days.add((user, day.date))

    def is_the_first_of_its_step(self, user: str, items: list[Item]) -> None:
        """Nobody has two messages about one offer that nobody asked for."""
        offers = {(item.id, item.offered_at, user) for item in items}
        assert not offers <= self.reminded
        self.reminded |= offers

    def does_not_follow_at_once(self, user: str, items: list[Item]) -> None:
        """The reader has known of one of them for as long as the team said, critical ones for half of it."""
        known = [self.now - self.told.get((user, item.id), at("mon 00:00", week=-1)) for item in items]
        assert max(known) >= self.waits / 2

    def what_is_not_offered_has_no_ladder_and_steps_come_before_the_move(self) -> None:
        for item in self.items():
            if item.state is not State.OFFERED:
                assert (item.remind_at, item.ladder_step, item.visited) == (None, 0, [])
            if item.remind_at is not None:
                assert item.offer_starts is not None
                assert item.move_at is not None
                assert item.offer_starts < item.remind_at < item.move_at
            assert item.ladder_step <= (1 if item.offered_user else 2)

    def nothing_that_is_due_is_left_behind_by_a_tick(self) -> None:
        ticks(self.office, self.now)
        for item in self.items():
            assert item.remind_at is None or item.remind_at > self.now
        with self.database.read() as session:
            assert list(session.scalars(select(Snooze).where(Snooze.until <= self.now))) == []

    def items(self) -> list[Item]:
        with self.office.reading() as session:
            return list(session.scalars(select(Item)))


def a_roster(ladder: Ladder, *, everybody: bool) -> str:
    """The usual one with these times; or one where it is always everybody's turn in Berlin, each in their hours."""
    usual = with_ladder(remind=ladder.remind, widen=ladder.widen, move=ladder.move)
    if not everybody:
        return usual
    berlin = with_everybody_on_shift().replace("{user: U0ANA}", '{user: U0ANA, hours: "11:00-20:00"}')
    return berlin.replace("    regions:\n", usual[usual.index("    ladder:") : usual.index("      - name:")])


def test_any_ladder(shared_sqlite: SharedFile) -> None:
    @settings(max_examples=8, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])
    @given(ladders, st.booleans(), st.sampled_from(Urgency), st.lists(acts(), min_size=15, max_size=30))
    def hold(ladder: Ladder, everybody: bool, urgency: Urgency, story: list[Story]) -> None:
        it = AnyLadder(Office(shared_sqlite.begin_anew(FURNISHED)), ladder, everybody=everybody)
        it.opens(WEI, ToRegion("Berlin"), OPS, urgency)
        for act in story:
            act(it)
            it.what_is_not_offered_has_no_ladder_and_steps_come_before_the_move()
            it.nothing_that_is_due_is_left_behind_by_a_tick()

    hold()
