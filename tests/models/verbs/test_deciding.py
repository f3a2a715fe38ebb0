"""Deciding, as rows: who may, what it is fixed with, what undo restores, and what happens at the same moment."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from sqlalchemy import select

from models.acts import Act, Surface
from models.facts.decisions import decisions_wanted_of
from models.notes import Draft
from models.refusals import AlreadyDoneError, NotVisibleError, RefusedError
from models.storage.conflicts import again_after_conflicts
from models.tables import Decision, Event, Item, Verb, Verdict
from models.targets import ToNext
from models.verbs.closing import cancel, finish, reopen
from models.verbs.deciding import Answer, ChangedError, Decided, decide
from models.verbs.decisions_due import due_to_be_decided_soon, due_to_lapse, lapse, remind_decider
from models.verbs.handing_off import hand_off, update_note
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import ANA, GUS, JONAS, LUIS, MEI, OPS, PRIYA, SECRET, WEI, at

NOW = at("mon 08:30")
NOON = at("mon 12:00")
NOTE = Draft(
    "Replica 3 lags", "Restart the rebuild", decision_owner=JONAS, decision="Fail over?", decide_by=NOON,
    without_decision="we wait",
)  # fmt: skip


def asks(office: Office, decider: str = JONAS, where: str = OPS, now: datetime = NOW) -> None:
    office.opens(now, where=where, decision_owner=decider, decision="Fail over?", decide_by=NOON)


def rows(office: Office) -> list[Decision]:
    with office.reading() as session:
        return list(session.scalars(select(Decision).order_by(Decision.id)))


def verdicts(office: Office) -> list[tuple[str, Verdict]]:
    return [(row.decider, row.verdict) for row in rows(office)]


def says(
    office: Office, who: str, verdict: Verdict = Verdict.APPROVED, now: datetime = NOW, *, key: str | None = None,
    version: int | None = None, **more: str | None,
) -> Decided:  # fmt: skip
    standing = next((row for row in rows(office) if row.stands), None)
    answer = Answer(
        standing.id if standing else 1, version or office.item().note_version, verdict, "Because",
        condition=str(more.get("condition") or "signed"), to=more.get("to"),
    )  # fmt: skip
    return decide(office.database, office.act(who, now, key=key), 1, answer)


def test_a_note_that_names_somebody_asks_them_once(office: Office) -> None:
    asks(office)
    hand_off(office.database, office.act(WEI, NOW), 1, ToNext())
    update_note(office.database, office.act(WEI, NOW), 1, Draft("Replica 3 lags", "Look again", decision_owner=JONAS,
                decision="Fail over?", decide_by=NOON))  # fmt: skip

    (row,) = rows(office)
    assert (row.decider, row.verdict, row.asked_by, row.lapses_at) == (JONAS, Verdict.PENDING, WEI, NOON)
    assert row.remind_at == at("mon 11:00")


@pytest.mark.parametrize("who", [WEI, PRIYA, ANA, GUS])
def test_nobody_else_may(office: Office, who: str) -> None:
    asks(office)

    with pytest.raises(RefusedError, match="It is for Jonas Weber to decide H-1"):
        says(office, who)

    assert verdicts(office) == [(JONAS, Verdict.PENDING)]


def test_who_sees_it_no_more_gets_the_answer_for_what_does_not_exist(office: Office) -> None:
    asks(office, where=SECRET)
    office.leaves(SECRET, JONAS)

    with pytest.raises(NotVisibleError):
        says(office, JONAS)


def test_it_is_fixed_with_the_version_of_the_note_that_was_read(office: Office) -> None:
    asks(office)
    update_note(office.database, office.act(WEI, NOW), 1, NOTE)

    with pytest.raises(ChangedError):
        says(office, JONAS, version=1)
    says(office, JONAS, version=2)

    assert rows(office)[-1].version == 2


@pytest.mark.parametrize("verdict", [Verdict.PENDING, Verdict.LAPSED, Verdict.WITHDRAWN, Verdict.RETURNED])
def test_what_nobody_says_cannot_be_forged(office: Office, verdict: Verdict) -> None:
    asks(office)

    with pytest.raises(RefusedError, match="Choose what you decide"):
        says(office, JONAS, verdict)


@pytest.mark.parametrize("verdict", [Verdict.APPROVED, Verdict.DECLINED])
def test_only_what_is_approved_under_a_condition_keeps_one(office: Office, verdict: Verdict) -> None:
    asks(office)

    says(office, JONAS, verdict, condition="legal signs")

    assert rows(office)[0].condition == ""


def test_a_line_that_is_too_long_is_refused_with_its_length(office: Office) -> None:
    asks(office)
    answer = Answer(rows(office)[0].id, 1, Verdict.APPROVED, "x" * 301)

    with pytest.raises(RefusedError, match="At most 300 characters fit in this line; this has 301"):
        decide(office.database, office.act(JONAS, NOW), 1, answer)


def test_once_decided_it_is_decided(office: Office) -> None:
    asks(office)
    says(office, JONAS)

    with pytest.raises(RefusedError, match="You have decided H-1 already"):
        says(office, JONAS, Verdict.DECLINED)


def test_the_same_payload_counts_once(office: Office) -> None:
    asks(office)
    says(office, JONAS, key="view:1")

    with pytest.raises(AlreadyDoneError):
        says(office, JONAS, key="view:1")


@pytest.mark.parametrize("shared", ["postgres"], indirect=True)
def test_of_two_clicks_at_the_same_moment_one_counts(office: Office) -> None:
    asks(office)
    together = Barrier(2)
    decision = rows(office)[0].id

    def click(verdict: Verdict) -> bool:
        together.wait()
        answer = Answer(decision, 1, verdict, "Because", to=ANA)
        try:
            again_after_conflicts(decide)(office.database, office.act(JONAS, NOW), 1, answer)
        except RefusedError:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(click, (Verdict.APPROVED, Verdict.PASSED_ON)))

    assert sorted(won) == [False, True]
    assert len([event for event in office.events() if event.verb is Verb.DECIDE]) == 1


@pytest.mark.parametrize("shared", ["postgres"], indirect=True)
def test_a_decision_at_the_very_time_is_decided_or_lapsed_first_and_then_decided(office: Office) -> None:
    asks(office)
    together = Barrier(2)
    decision = rows(office)[0].id

    def decides() -> None:
        together.wait()
        answer = Answer(decision, 1, Verdict.APPROVED, "Because")
        again_after_conflicts(decide)(office.database, office.act(JONAS, NOON), 1, answer)

    def lapses() -> None:
        together.wait()
        lapse(office.database, decision, NOON)

    with ThreadPoolExecutor(2) as pool:
        for one in [pool.submit(decides), pool.submit(lapses)]:
            one.result()

    assert verdicts(office) == [(JONAS, Verdict.APPROVED)]


def test_undo_restores_the_question_and_its_times(office: Office) -> None:
    asks(office)
    before = rows(office)[0]
    done = says(office, JONAS, now=at("mon 09:00"))
    undo(office.database, office.act(JONAS, at("mon 09:05")), done.event)

    after = rows(office)[0]
    for column in Decision.__mapper__.columns:
        assert getattr(after, column.key) == getattr(before, column.key), column.key


def test_undo_of_passing_it_on_leaves_nothing_due_of_whom_it_was_passed_to(office: Office) -> None:
    asks(office)
    done = says(office, JONAS, Verdict.PASSED_ON, to=ANA)
    undo(office.database, office.act(JONAS, NOW), done.event)

    assert verdicts(office) == [(JONAS, Verdict.PENDING), (ANA, Verdict.WITHDRAWN)]
    with office.reading() as session:
        assert len(due_to_be_decided_soon(session, NOON, 10)) == len(due_to_lapse(session, NOON, 10)) == 1


def test_undo_after_the_time_lets_it_lapse(office: Office) -> None:
    asks(office)
    done = says(office, JONAS, now=at("mon 11:58"))
    undo(office.database, office.act(JONAS, at("mon 12:03")), done.event)

    with office.reading() as session:
        (due,) = due_to_lapse(session, at("mon 12:03"), 10)
    assert lapse(office.database, due, at("mon 12:03"))
    assert verdicts(office) == [(JONAS, Verdict.LAPSED)]


def test_undo_of_a_new_question_brings_back_what_was_decided(office: Office) -> None:
    asks(office)
    says(office, JONAS)
    changed = hand_off(office.database, office.act(WEI, NOW), 1, ToNext(), Draft(
        "Replica 3 lags", "Restart the rebuild", decision_owner=ANA, decision="And now?"))  # fmt: skip
    assert verdicts(office) == [(JONAS, Verdict.APPROVED), (ANA, Verdict.PENDING)]

    undo(office.database, office.act(WEI, NOW), changed.event)

    assert verdicts(office) == [(JONAS, Verdict.APPROVED), (ANA, Verdict.WITHDRAWN)]
    assert [row.stands for row in rows(office)] == [True, False]


@pytest.mark.parametrize("is_done", [True, False])
def test_what_is_over_asks_nobody_until_it_is_open_again(office: Office, *, is_done: bool) -> None:
    asks(office)
    act = office.act(WEI, NOW)
    _ = finish(office.database, act, 1) if is_done else cancel(office.database, act, 1, "not wanted")
    assert verdicts(office) == [(JONAS, Verdict.WITHDRAWN)]
    with office.reading() as session:
        assert due_to_lapse(session, NOON, 10) == due_to_be_decided_soon(session, NOON, 10) == []

    reopen(office.database, office.act(WEI, NOW), 1)

    (row,) = rows(office)
    assert (row.verdict, row.lapses_at, row.stands) == (Verdict.PENDING, NOON, True)


def test_reopened_after_its_decider_has_gone_it_asks_the_owner(office: Office) -> None:
    asks(office)
    finish(office.database, office.act(WEI, NOW), 1)
    office.deactivates(JONAS, NOW)

    reopen(office.database, office.act(WEI, NOW), 1)

    assert verdicts(office) == [(JONAS, Verdict.RETURNED), (WEI, Verdict.PENDING)]


def test_a_deactivated_decider_of_a_deactivated_owner_leaves_it_to_a_lead(office: Office) -> None:
    asks(office, decider=WEI)
    office.deactivates(WEI, NOW)

    assert verdicts(office)[-1] == (PRIYA, Verdict.PENDING)


def test_the_reminder_finds_who_sees_it_no_more(office: Office) -> None:
    asks(office, decider=PRIYA, where=SECRET)
    office.leaves(SECRET, PRIYA)  # and no event told of it
    with office.reading() as session:
        (due,) = due_to_be_decided_soon(session, at("mon 11:00"), 10)

    assert remind_decider(office.database, due, at("mon 11:00"))

    assert verdicts(office) == [(PRIYA, Verdict.RETURNED), (WEI, Verdict.PENDING)]


def test_what_is_wanted_of_somebody_is_in_the_order_of_its_times(office: Office) -> None:
    for headline, until in (("Never", None), ("Late", at("tue 12:00")), ("Soon", NOON), ("Over", at("mon 09:00"))):
        office.opens(NOW, headline=headline, decision_owner=ANA, decision="?", decide_by=until)
    with office.reading() as session:
        (due,) = due_to_lapse(session, at("mon 09:00"), 10)
    lapse(office.database, due, at("mon 09:00"))

    with office.reading() as session:
        wanted = decisions_wanted_of(session, 1, ANA, at("mon 10:00"))

    assert [one.headline for one in wanted] == ["Soon", "Late", "Never", "Over"]


def test_what_is_asked_in_a_private_channel_is_wanted_only_of_who_is_in_it(office: Office) -> None:
    asks(office, decider=PRIYA, where=SECRET)
    with office.reading() as session:
        assert len(decisions_wanted_of(session, 1, PRIYA, NOW)) == 1
    office.leaves(SECRET, PRIYA)
    with office.reading() as session:
        assert decisions_wanted_of(session, 1, PRIYA, NOW) == []


def test_passing_to_and_fro_ends(office: Office) -> None:
    asks(office)
    for who, to in ((JONAS, ANA), (ANA, LUIS), (LUIS, MEI)):
        says(office, who, Verdict.PASSED_ON, to=to)
    for to in (MEI, JONAS, ANA, PRIYA):
        with pytest.raises(RefusedError):
            says(office, MEI, Verdict.PASSED_ON, to=to)

    says(office, MEI, Verdict.PASSED_ON, to=WEI)

    assert verdicts(office)[-1] == (WEI, Verdict.PENDING)
    assert {row.verdict for row in rows(office)[:-1]} == {Verdict.PASSED_ON}


def test_the_bot_lets_lapse_what_was_never_looked_at(office: Office) -> None:
    """A question from before decisions were kept has no times yet: they are planned when it is first looked at."""
    asks(office)
    with office.database.write() as session:
        row = session.scalars(select(Decision)).one()
        row.lapses_at, row.remind_at = None, NOW
        decision = row.id

    remind_decider(office.database, decision, NOW)

    (planned,) = rows(office)
    assert (planned.remind_at, planned.lapses_at) == (at("mon 11:00"), NOON)


def test_events_tell_who_decided_what(office: Office) -> None:
    asks(office)
    says(office, JONAS, Verdict.APPROVED_IF, condition="legal signs")
    with office.reading() as session:
        event = session.scalars(select(Event).where(Event.verb == Verb.DECIDE)).one()
        item = session.scalars(select(Item)).one()
    assert (event.actor, event.reason, event.details["condition"]) == (JONAS, "Because", "legal signs")
    assert event.details["verdict"] == "approved_if"
    assert item.last_event == event.id


def test_the_bot_does_not_decide(office: Office) -> None:
    asks(office)
    answer = Answer(rows(office)[0].id, 1, Verdict.APPROVED, "Because")
    with pytest.raises(ValueError, match="the bot has no row"):
        decide(office.database, Act(1, None, NOW, Surface.BOT), 1, answer)
