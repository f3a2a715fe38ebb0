"""Any story at all: random people do random things while the clock runs, and what must always hold, holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from models.notes import Draft
from models.owed.digests import fill_digest
from models.owed.happenings import has_happenings
from models.people import days_of
from models.refusals import AlreadyDoneError, RefusedError
from models.tables import ByChoice, Delivery, Event, Happening, Item, Message, MessageKind, Note, State, Urgency, Verb
from models.targets import ToNext, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import cancel, finish, reopen
from models.verbs.handing_off import hand_off, update_note
from models.verbs.keeping import keep
from models.verbs.sending_back import send_back
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.models.shared import Shared
from tests.offices import FURNISHED
from tests.people import ANA, GUS, JONAS, LUIS, MEI, OLGA, OPS, PRIYA, SECRET, WEI, ZOE, at

ANYBODY: Final = (WEI, MEI, JONAS, ANA, LUIS, PRIYA, GUS, OLGA, ZOE)
people = st.sampled_from(ANYBODY)
numbers = st.integers(1, 3)
channels = st.sampled_from((None, OPS, SECRET))
targets = st.one_of(
    st.just(ToNext()),
    st.builds(ToRegion, st.sampled_from(("Singapore", "Berlin", "Los Angeles"))),
    st.builds(ToPerson, people),
)
drafts = st.builds(
    Draft,
    headline=st.sampled_from(("Replica 3 lags", "Write the review")),
    next_step=st.sampled_from(("Restart", "Wait")),
    urgency=st.sampled_from(Urgency),
    by_choice=st.sampled_from((ByChoice.END, ByChoice.NOON, ByChoice.BACK)),
)
minutes = st.one_of(st.integers(0, 15), st.integers(30, 600))


class AnyStory(RuleBasedStateMachine):
    """One office over some days. Refusals are part of any story; anything else that is raised is a bug."""

    shared: Shared

    def __init__(self) -> None:
        """Begin on a Monday morning, before anybody's day."""
        super().__init__()
        self.now = at("mon 00:00")
        self.hops: dict[int, int] = {}
        self.told = 0
        self.office = Office(self.shared.begin_anew(FURNISHED))
        self.database = self.office.database

    @initialize(to=targets, draft=drafts)
    def wei_opens_the_first(self, to: ToNext | ToRegion | ToPerson, draft: Draft) -> None:
        self.opens(WEI, OPS, to, draft)

    @rule(who=people, where=st.sampled_from((OPS, SECRET)), to=targets, draft=drafts)
    def opens(self, who: str, where: str, to: ToNext | ToRegion | ToPerson, draft: Draft) -> None:
        with self.refusals():
            note = {"headline": draft.headline, "urgency": draft.urgency, "by_choice": draft.by_choice}
            self.office.opens(self.now, by=who, to=to, where=where, **note)

    @rule(who=people, number=numbers, where=channels)
    def claims(self, who: str, number: int, where: str | None) -> None:
        with self.refusals():
            claim(self.database, self.office.act(who, self.now, channel=where), number)

    @rule(who=people, number=numbers, to=targets, draft=st.none() | drafts)
    def hands_off(self, who: str, number: int, to: ToNext | ToRegion | ToPerson, draft: Draft | None) -> None:
        with self.refusals():
            hand_off(self.database, self.office.act(who, self.now), number, to, draft)

    @rule(who=people, number=numbers, draft=drafts)
    def rewrites(self, who: str, number: int, draft: Draft) -> None:
        with self.refusals():
            update_note(self.database, self.office.act(who, self.now), number, draft)

    @rule(who=people, number=numbers)
    def sends_back(self, who: str, number: int) -> None:
        with self.refusals():
            send_back(self.database, self.office.act(who, self.now), number, "no access")

    @rule(who=people, number=numbers, close=st.sampled_from((finish, reopen, keep)))
    def closes_reopens_or_keeps(self, who: str, number: int, close: object) -> None:
        with self.refusals():
            close(self.database, self.office.act(who, self.now), number)  # type: ignore[operator]

    @rule(who=people, number=numbers)
    def cancels(self, who: str, number: int) -> None:
        with self.refusals():
            cancel(self.database, self.office.act(who, self.now), number, "")

    @rule(number=numbers)
    def the_last_actor_undoes(self, number: int) -> None:
        last = self.events(number)[-1:]
        if not last or last[0].actor is None:
            return  # nothing has happened, or the bot did it
        with self.refusals():
            undo(self.database, self.office.act(last[0].actor, self.now), last[0].id)
            self.hops.pop(number, None)

    @rule(who=people)
    def slack_deactivates(self, who: str) -> None:
        if who in {GUS, ANA}:  # most people stay, or nothing else would happen
            self.office.deactivates(who, self.now)

    @rule(passed=minutes)
    def time_passes(self, passed: int) -> None:
        self.now += timedelta(minutes=passed)
        self.office.begins_days(self.now)
        self.office.ends_days(self.now)
        self.office.moves_what_is_due(self.now)

    @rule()
    def slack_takes_what_is_due(self) -> None:
        told = self.fill_digests()
        self.office.sends_all(self.now)
        with self.database.read() as session:
            assert not [user for user in told if has_happenings(session, 1, user)]

    def fill_digests(self) -> list[str]:
        """As the sender does that takes them; whose they are."""
        with self.database.write() as session:
            digests = session.scalars(
                select(Message).join(Delivery).where(
                    Message.kind == MessageKind.DIGEST, Message.ts.is_(None), Delivery.state == "pending"
                )
            ).all()  # fmt: skip
            for message in digests:
                fill_digest(session, message, self.now)
            return [str(message.user) for message in digests]

    @invariant()
    def an_offer_has_its_window_and_nothing_else_has(self) -> None:
        for item in self.items():
            window = (item.offered_at, item.offer_starts, item.offer_ends, item.move_at)
            offered_to = (item.offered_region_id is not None) + (item.offered_user is not None)
            if item.state is State.OFFERED:
                assert None not in window
                assert offered_to == 1
            else:
                assert window == (None, None, None, None)
                assert offered_to == 0

    @invariant()
    def only_what_is_open_is_kept_and_nobody_else_may_have_it(self) -> None:
        for item in self.items():
            if item.kept_until is not None and self.now < item.kept_until:
                assert item.state is State.OPEN
                assert not self.office.is_parked(self.now, item.number)

    @invariant()
    def every_item_has_an_owner_and_moves_within_its_window(self) -> None:
        for item in self.items():
            assert item.owner
            if item.offer_starts and item.offer_ends and item.move_at:
                assert item.offer_starts < item.move_at <= item.offer_ends

    @invariant()
    def the_last_event_is_the_newest_and_the_note_has_its_row(self) -> None:
        with self.database.read() as session:
            newest = dict(session.execute(select(Event.item_id, func.max(Event.id)).group_by(Event.item_id)).all())
            notes = set(session.execute(select(Note.item_id, Note.version)).all())
        for item in self.items():
            assert item.last_event == newest[item.id]
            assert (item.id, item.note_version) in notes

    @invariant()
    def hops_fall_only_by_undo(self) -> None:
        for item in self.items():
            assert item.hops >= self.hops.get(item.number, 0)
            self.hops[item.number] = item.hops

    @invariant()
    def only_claims_and_undo_change_an_owner(self) -> None:
        for item in self.items():
            owners = [WEI] if item.number == 1 else []
            for event in self.events(item.number):
                if event.verb is Verb.OPEN:
                    owners = [str(event.actor)]
                elif event.verb is Verb.CLAIM:
                    assert event.details["from"] == owners[-1]
                    owners.append(str(event.actor))
                elif event.verb is Verb.UNDO and event.details["undone"] == Verb.CLAIM.value:
                    owners.pop()
            assert item.owner == owners[-1]

    @invariant()
    def nobody_asleep_is_owed_an_arrival(self) -> None:
        with self.database.read() as session:
            arrivals = select(Message).where(Message.kind == MessageKind.ARRIVALS, Message.id > self.told)
            for message in session.scalars(arrivals.order_by(Message.id)):
                assert days_of(session, 1, str(message.user)).is_awake(message.created_at)
                self.told = message.id

    @invariant()
    def what_became_of_things_is_told_to_others_and_nothing_of_it_was_undone(self) -> None:
        with self.database.read() as session:
            rows = session.execute(
                select(Happening, Event, Message.user)
                .join(Event, Event.id == Happening.event_id)
                .outerjoin(Message, Message.id == Happening.message_id)
            ).all()
            for happening, event, reader in rows:
                assert happening.user != event.actor
                assert event.undone_at is None
                assert reader in {None, happening.user}

    @invariant()
    def nothing_is_owed_twice(self) -> None:
        with self.database.read() as session:
            edits = select(Delivery.message_id, func.count()).where(Delivery.state == "pending")
            assert all(count == 1 for _, count in session.execute(edits.group_by(Delivery.message_id)))
            cards = select(Message.item_id, func.count()).where(Message.kind == MessageKind.CARD)
            assert all(count == 1 for _, count in session.execute(cards.group_by(Message.item_id)))
            a_day = Message.kind.in_((MessageKind.DIGEST, MessageKind.EVENING))
            keys = list(session.scalars(select(Message.key).where(a_day)))
            assert len(keys) == len(set(keys))

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """What is refused changes nothing, and says why in a sentence."""
        try:
            yield
        except AlreadyDoneError:
            raise AssertionError("no payload came twice") from None
        except RefusedError as refused:
            if not refused.say.endswith("."):
                raise AssertionError(f"no sentence: {refused.say}") from refused

    def items(self) -> list[Item]:
        with self.office.reading() as session:
            return list(session.scalars(select(Item)))

    def events(self, number: int) -> list[Event]:
        return self.office.events(number)


def test_any_story(shared: Shared) -> None:
    class Here(AnyStory):
        pass

    Here.shared = shared

    examples = 15 if shared.database.is_sqlite else 5
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    how = settings(max_examples=examples, stateful_step_count=20, deadline=None, suppress_health_check=slow)
    run_state_machine_as_test(Here, settings=how)
