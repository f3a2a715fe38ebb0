"""Any story of decisions: whoever says whatever whenever, each question ends once, and only as its decider said."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from models.access import sees_item
from models.notes import Draft, current_note
from models.people import days_of, find_person
from models.refusals import AlreadyDoneError, RefusedError
from models.roster.rows import load_team
from models.tables import Decision, Event, Item, Message, MessageKind, Verb, Verdict
from models.targets import ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish, reopen
from models.verbs.deciding import GIVEN, Answer, decide
from models.verbs.decisions_due import due_to_be_decided_soon, due_to_lapse, give_back_questions, lapse, remind_decider
from models.verbs.handing_off import hand_off, update_note
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.models.shared import Shared
from tests.offices import FURNISHED
from tests.people import ANA, GUS, JONAS, LUIS, MEI, OLGA, OPS, PRIYA, SECRET, WEI, ZOE, at

ANYBODY: Final = (WEI, MEI, JONAS, ANA, LUIS, PRIYA, GUS, OLGA, ZOE)
people = st.sampled_from(ANYBODY)
colleagues = st.sampled_from((WEI, MEI, JONAS, ANA, LUIS, PRIYA))
numbers = st.integers(1, 3)
hours = st.none() | st.integers(-2, 40)
questions = st.sampled_from(("Fail over?", "Ship it?", ""))
SAID: Final = (Verdict.APPROVED, Verdict.APPROVED_IF, Verdict.DECLINED, Verdict.PASSED_ON)


class AnyDecision(RuleBasedStateMachine):
    """One office over some days. Refusals are part of any story; anything else that is raised is a bug."""

    shared: Shared

    def __init__(self) -> None:
        """Begin on a Monday morning."""
        super().__init__()
        self.now = at("mon 07:00")
        self.told = 0
        self.office = Office(self.shared.begin_anew(FURNISHED))
        self.database = self.office.database

    @initialize(decider=colleagues, within=hours)
    def wei_asks_the_first(self, decider: str, within: int | None) -> None:
        self.opens(WEI, OPS, decider, "Fail over?", within)

    @rule(who=colleagues, where=st.sampled_from((OPS, SECRET)), decider=people, question=questions, within=hours)
    def opens(self, who: str, where: str, decider: str, question: str, within: int | None) -> None:
        with self.refusals():
            until = self.now + timedelta(hours=within) if within is not None else None
            self.office.opens(
                self.now, by=who, where=where, decision_owner=decider, decision=question, decide_by=until
            )  # fmt: skip

    @rule(who=people, number=numbers, decider=st.none() | people, question=questions, within=hours, hands=st.booleans())
    def rewrites(
        self, who: str, number: int, decider: str | None, question: str, within: int | None, *, hands: bool
    ) -> None:  # fmt: skip
        until = self.now + timedelta(hours=within) if within is not None else None
        draft = Draft("Replica 3 lags", "Wait", decision_owner=decider, decision=question, decide_by=until)
        act = self.office.act(who, self.now)
        with self.refusals():
            if hands:
                hand_off(self.database, act, number, ToRegion("Berlin"), draft)
            else:
                update_note(self.database, act, number, draft)

    @rule(which=st.integers(0, 5), verdict=st.sampled_from(GIVEN), to=colleagues)
    def somebody_decides(self, which: int, verdict: Verdict, to: str) -> None:
        self.a_decider_decides(which, verdict, to)

    def a_decider_decides(self, which: int, verdict: Verdict, to: str) -> None:
        asked = [one for one in self.rows() if one.is_open]
        if asked:
            one = asked[which % len(asked)]
            number = self.number_of(one)
            self.decides(one.decider, number, one.id, self.version_of(number), verdict, to)

    @rule(which=st.integers(0, 5), verdict=st.sampled_from(GIVEN), to=colleagues)
    def another_decides(self, which: int, verdict: Verdict, to: str) -> None:
        """As often again: it is what all of this is about."""
        self.a_decider_decides(which, verdict, to)

    @rule(who=people, number=numbers, decision=st.integers(1, 6), version=st.integers(1, 4),
          verdict=st.sampled_from(Verdict), to=st.none() | people)  # fmt: skip
    def anybody_forges(
        self, who: str, number: int, decision: int, version: int, verdict: Verdict, to: str | None
    ) -> None:  # fmt: skip
        self.decides(who, number, decision, version, verdict, to)

    @rule(who=people, number=numbers, again=st.booleans())
    def closes_or_reopens(self, who: str, number: int, *, again: bool) -> None:
        with self.refusals():
            (reopen if again else finish)(self.database, self.office.act(who, self.now), number)

    @rule(who=people, number=numbers)
    def claims(self, who: str, number: int) -> None:
        with self.refusals():
            claim(self.database, self.office.act(who, self.now, channel=OPS), number)

    @rule(number=numbers)
    def the_last_actor_undoes(self, number: int) -> None:
        last = self.office.events(number)[-1:]
        if last and last[0].actor is not None:
            with self.refusals():
                undo(self.database, self.office.act(last[0].actor, self.now), last[0].id)

    @rule(who=st.sampled_from((ANA, PRIYA, GUS)))
    def slack_deactivates(self, who: str) -> None:
        self.office.deactivates(who, self.now)

    @rule(who=st.sampled_from((JONAS, PRIYA, GUS)))
    def leaves_the_secret_channel(self, who: str) -> None:
        self.office.leaves(SECRET, who)
        with self.database.write() as session:
            give_back_questions(session, self.office.act(None, self.now), who)

    @rule(minutes=st.one_of(st.integers(0, 15), st.integers(30, 900)))
    def time_passes(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)
        self.tick()

    @rule()
    def slack_takes_what_is_due(self) -> None:
        self.office.sends_all(self.now)

    @invariant()
    def at_most_one_question_of_an_item_stands_and_only_that_waits(self) -> None:
        with self.office.reading() as session:
            standing = select(Decision.item_id, func.count()).where(Decision.stands).group_by(Decision.item_id)
            assert all(count == 1 for _, count in session.execute(standing))
            for row in session.scalars(select(Decision).where(Decision.verdict == Verdict.PENDING)):
                item = session.get_one(Item, row.item_id)
                assert row.stands
                assert item.is_live
                assert current_note(session, item).decision_owner is not None
                assert current_note(session, item).decision == row.question

    @invariant()
    def each_question_ended_at_most_once_and_as_its_decider_said(self) -> None:
        said: dict[int, list[Event]] = {}
        for event in self.events():
            if event.verb is Verb.DECIDE and event.undone_at is None:
                said.setdefault(event.details["decision"], []).append(event)
        for row in self.rows():
            told = said.get(row.id, [])
            ends = [event for event in told if event.details["verdict"] != Verdict.LAPSED]
            assert len(ends) <= 1
            assert all(event.actor in {row.decider, None} for event in told)
            if row.verdict in SAID:
                assert ends[0].actor == row.decider
                assert ends[0].details["verdict"] == row.verdict
                assert row.why == "Because"
            elif row.verdict is Verdict.LAPSED:
                assert row.lapsed_at is not None
                assert row.lapsed_at >= row.decide_by  # type: ignore[operator]
                assert ends == []

    @invariant()
    def who_is_told_is_at_work_then(self) -> None:
        with self.office.reading() as session:
            asking = select(Message).where(Message.kind == MessageKind.DECISION, Message.id > self.told)
            for message in session.scalars(asking.order_by(Message.id)):
                due_at = self.office.due_of(message)
                assert days_of(session, 1, str(message.user)).is_awake(due_at)
                self.told = message.id

    def teardown(self) -> None:
        """Once all is over, nothing waits any more: each question has its one end."""
        for item in self.items():
            with self.refusals():
                finish(self.database, self.office.act(item.owner, self.now), item.number)
        waiting = [row for row in self.rows() if row.verdict is Verdict.PENDING]
        live = {item.id for item in self.items() if item.is_live}
        assert all(row.item_id in live for row in waiting)

    def decides(self, who: str, number: int, decision: int, version: int, verdict: Verdict, to: str | None) -> None:
        answer = Answer(decision, version, verdict, "Because", "signed", to)
        before = {row.id: row for row in self.rows()}
        may = self.may(who, number, decision)
        with self.refusals():
            decide(self.database, self.office.act(who, self.now), number, answer)
            assert may, "it was decided by somebody who may not"
            assert before[decision].verdict in {Verdict.PENDING, Verdict.LAPSED}

    def may(self, who: str, number: int, decision: int) -> bool:
        """Whether the person is asked by this very question, sees the item, and may act at all."""
        with self.office.reading() as session:
            row, item = session.get(Decision, decision), self.item_in(session, number)
            person = find_person(session, 1, who)
            if row is None or item is None or person is None:
                return False
            names = load_team(session, item.team_id).names(who)
            able = not person.deactivated and (names or not person.is_outsider) and sees_item(session, item, who)
            return row.item_id == item.id and row.decider == who and row.stands and item.is_live and able

    def item_in(self, session: object, number: int) -> Item | None:
        found: Item | None = session.scalars(select(Item).where(Item.number == number)).first()  # type: ignore[attr-defined]
        return found

    def tick(self) -> None:
        with self.database.read() as session:
            lapsing = due_to_lapse(session, self.now, 50)
        for one in lapsing:
            lapse(self.database, one, self.now)
        self.office.begins_days(self.now)
        with self.database.read() as session:
            soon = due_to_be_decided_soon(session, self.now, 50)
        for one in soon:
            remind_decider(self.database, one, self.now)
        self.office.moves_what_is_due(self.now)

    @contextmanager
    def refusals(self) -> Iterator[None]:
        """What is refused says why in a sentence."""
        try:
            yield
        except AlreadyDoneError:
            raise AssertionError("no payload came twice") from None
        except RefusedError as refused:
            if not refused.say.endswith("."):
                raise AssertionError(f"no sentence: {refused.say}") from refused

    def rows(self) -> list[Decision]:
        with self.office.reading() as session:
            return list(session.scalars(select(Decision).order_by(Decision.id)))

    def items(self) -> list[Item]:
        with self.office.reading() as session:
            return list(session.scalars(select(Item)))

    def events(self) -> list[Event]:
        with self.office.reading() as session:
            return list(session.scalars(select(Event).order_by(Event.id)))

    def number_of(self, row: Decision) -> int:
        return next(item.number for item in self.items() if item.id == row.item_id)

    def version_of(self, number: int) -> int:
        return next(item.note_version for item in self.items() if item.number == number)


def test_any_decision(shared: Shared) -> None:
    class Here(AnyDecision):
        pass

    Here.shared = shared

    examples = 12 if shared.database.is_sqlite else 4
    slow = [HealthCheck.too_slow, HealthCheck.filter_too_much]
    how = settings(max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=slow)
    run_state_machine_as_test(Here, settings=how)
