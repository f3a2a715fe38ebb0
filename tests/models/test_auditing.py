"""The audit finds what was missed, whoever missed it; what is as it should be it leaves alone."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import delete, select, update

from models.owed.auditing import keep_audit, last_audit, missing_digests, owe_missing_digest
from models.owed.deliveries import get_delivery, note_sent, park
from models.owed.overdue import find_owner, overdue_deliveries, overdue_lapses, overdue_moves, ownerless
from models.owed.owing import owe_message
from models.owed.settling import Why
from models.shifts.plan import DaysOff
from models.tables import Delivery, DeliveryState, Event, Happening, Item, Message, MessageKind, Person, State, Verb
from models.targets import ToPerson, ToRegion
from models.verbs.asking_sender import ask_sender
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.decisions_due import lapse
from models.verbs.going_away import go_away
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, OPS, PRIYA, SECRET, WEI, ZOE, at


def missed(office: Office, when: str) -> list[str]:
    """Whose digests are found missing then."""
    return [one.user for one in missing_digests(office.database, office.workspace_id, at(when))]


def repairs(office: Office, when: str) -> list[bool]:
    """Owe what is missing then; whether each was owed by this."""
    found = missing_digests(office.database, office.workspace_id, at(when))
    return [owe_missing_digest(office.database, one, at(when)) for one in found]


def test_a_question_whose_time_is_long_over_is_found(office: Office) -> None:
    office.opens(at("mon 08:30"), decision_owner=ANA, decision="Fail over?", decide_by=at("mon 12:00"))
    with office.reading() as session:
        assert overdue_lapses(session, 1, at("mon 12:09")) == []
        (late,) = overdue_lapses(session, 1, at("mon 12:10"))
    assert lapse(office.database, late, at("mon 12:10"))
    with office.reading() as session:
        assert overdue_lapses(session, 1, at("mon 12:10")) == []


def test_a_morning_with_something_to_decide_is_missed(office: Office) -> None:
    office.opens(at("mon 04:00"), decision_owner=ZOE, decision="Fail over?")
    looked_at(office, ZOE, until="tue 08:00")
    assert ZOE not in missed(office, "mon 08:09")
    assert ZOE in missed(office, "mon 08:10")


def looked_at(office: Office, user: str, *, until: str) -> None:
    """As if a fault had passed the person over: the tick does not look at them before then."""
    with office.database.write() as session:
        session.execute(update(Person).where(Person.user == user).values(day_starts_at=at(until)))


def loses(office: Office, kind: MessageKind, *, message: bool = True) -> None:
    """As if a fault had lost a DM: its delivery, and its row."""
    with office.database.write() as session:
        ids = list(session.scalars(select(Message.id).where(Message.kind == kind)))
        session.execute(delete(Delivery).where(Delivery.message_id.in_(ids)))
        if message:
            session.execute(delete(Message).where(Message.id.in_(ids)))


def test_all_is_well_when_the_tick_did_its_work(office: Office) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(at("mon 08:00"))
    assert missed(office, "mon 08:30") == []


@pytest.mark.parametrize("sent", ["waits", "sent", "parked"])
def test_a_digest_that_waits_or_was_sent_or_given_up_is_not_missing(office: Office, sent: str) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(at("mon 08:00"))
    if sent == "sent":
        office.sends_all(at("mon 08:00"))
    if sent == "parked":
        office.gives_up(MessageKind.DIGEST)
    assert missed(office, "mon 08:30") == []


def test_somebody_the_tick_passed_over(office: Office) -> None:
    office.opens(at("mon 07:00"))
    looked_at(office, JONAS, until="tue 08:00")
    office.begins_days(at("mon 08:00"))
    assert missed(office, "mon 08:09") == []
    assert missed(office, "mon 08:10") == [JONAS]
    assert repairs(office, "mon 08:10") == [True]
    assert office.told(JONAS) == [MessageKind.DIGEST]
    assert office.due_of(office.messages(MessageKind.DIGEST, JONAS)[0]) == at("mon 08:10")
    assert missed(office, "mon 09:10") == []


@pytest.mark.parametrize("message", [True, False])
def test_a_digest_whose_rows_are_gone(office: Office, message: bool) -> None:
    office.opens(at("mon 07:00"))
    office.begins_days(at("mon 08:00"))
    loses(office, MessageKind.DIGEST, message=message)
    assert missed(office, "mon 08:30") == [JONAS]
    assert repairs(office, "mon 08:30") == [True]
    assert missed(office, "mon 08:30") == []
    assert "post digest" in office.sends_all(at("mon 08:30"))


def test_what_the_tick_owes_after_all_is_not_owed_twice(office: Office) -> None:
    office.opens(at("mon 07:00"))
    found = missing_digests(office.database, office.workspace_id, at("mon 08:30"))
    office.begins_days(at("mon 08:30"))
    assert [owe_missing_digest(office.database, one, at("mon 08:31")) for one in found] == [False]
    assert office.told(JONAS) == [MessageKind.DIGEST]


def test_replicas_that_audit_at_once_repair_once(office: Office) -> None:
    office.opens(at("mon 07:00"))
    with ThreadPoolExecutor(4) as pool:
        owed = [one for each in pool.map(lambda _: repairs(office, "mon 08:30"), range(4)) for one in each]
    assert owed.count(True) == 1
    assert office.told(JONAS) == [MessageKind.DIGEST]


def test_who_had_nothing_when_their_day_began_is_told_by_arrivals_and_not_missed(office: Office) -> None:
    office.begins_days(at("mon 08:00"))
    office.opens(at("mon 09:00"))
    assert missed(office, "mon 12:00") == []


def test_what_was_done_since_is_not_missed(office: Office) -> None:
    office.opens(at("mon 07:00"), to=ToPerson(JONAS))
    finish(office.database, office.act(WEI, at("mon 08:02")), 1)
    assert missed(office, "mon 08:30") == []


@pytest.mark.parametrize("when", ["sun 12:00", "mon 17:00", "tue 07:59"])
def test_nobody_is_missed_whose_day_does_not_run(office: Office, when: str) -> None:
    office.opens(at("sat 07:00", week=-1), by=JONAS, to=ToPerson(ANA))
    assert missed(office, when) == []


def test_who_is_not_on_shift_or_does_not_see_it_is_not_missed(office: Office) -> None:
    office.opens(at("mon 07:00"), where=SECRET)
    assert missed(office, "mon 08:30") == [JONAS]
    office.leaves(SECRET, JONAS)
    assert missed(office, "mon 08:30") == []


def test_the_deactivated_are_not_missed(office: Office) -> None:
    office.opens(at("mon 07:00"), to=ToPerson(ANA))
    with office.database.write() as session:
        session.execute(update(Person).where(Person.user == ANA).values(deactivated=True))
    assert missed(office, "mon 08:30") == []


def test_what_one_owns_and_what_is_for_one_by_name_count(office: Office) -> None:
    office.opens(at("mon 03:00"), by=ZOE, to=ToPerson(LUIS))
    assert missed(office, "mon 08:30") == [ZOE]
    assert missed(office, "mon 17:30") == [LUIS]


def test_what_a_lead_is_to_settle_counts(office: Office) -> None:
    office.opens(at("mon 00:10"), by=MEI, to=ToRegion("Los Angeles"))
    with office.database.write() as session:
        session.execute(update(Item).values(settle_since=at("mon 00:30"), settle_why=Why.ROUND.value))
    assert PRIYA in missed(office, "mon 01:30")
    with office.database.write() as session:
        session.execute(update(Item).values(settle_why=Why.TAKEN.value))
    assert PRIYA not in missed(office, "mon 01:30")


def test_an_offer_past_its_move(office: Office) -> None:
    office.opens(at("mon 08:30"))
    with office.database.write() as session:
        session.execute(update(Item).values(move_at=at("mon 12:00")))
    with office.database.read() as session:
        assert overdue_moves(session, 1, at("mon 12:09")) == []
        assert overdue_moves(session, 1, at("mon 12:10")) == [1]


def test_an_item_that_nobody_owns_goes_back_to_who_had_it_last(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 08:40"), channel=OPS), 1)
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 08:40"), channel=OPS), 2)
    undo(office.database, office.act(JONAS, at("mon 08:41"), channel=OPS), office.item(2).last_event)
    with office.database.write() as session:
        session.execute(update(Item).values(owner=""))
    with office.database.read() as session:
        assert ownerless(session, 1, at("mon 08:49")) == []
        assert ownerless(session, 1, at("mon 09:00")) == [1, 2]
    assert [find_owner(office.database, number, at("mon 09:00")) for number in (1, 2, 1)] == [True, True, False]
    assert (office.item(1).owner, office.item(2).owner) == (JONAS, WEI)


def test_what_belongs_to_somebody_who_is_gone_is_offered_on(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 08:40"), channel=OPS), 1)
    with office.database.write() as session:
        session.execute(update(Person).where(Person.user == JONAS).values(deactivated=True))
    with office.database.read() as session:
        assert ownerless(session, 1, at("mon 09:00")) == [1]
    assert find_owner(office.database, 1, at("mon 09:00"))
    assert office.item(1).state is State.OFFERED
    assert office.events(1)[-1].verb is Verb.OFFER
    with office.database.read() as session:
        assert ownerless(session, 1, at("mon 10:00")) == []


def overdue(office: Office, when: str) -> list[str]:
    """The deliveries that are overdue then, without the numbers of their keys."""
    with office.database.read() as session:
        return [key.split(":")[0] for key in overdue_deliveries(session, 1, at(when))]


def test_deliveries_are_overdue_after_ten_minutes(office: Office) -> None:
    office.opens(at("mon 08:30"))
    assert overdue(office, "mon 08:39") == []
    assert sorted(overdue(office, "mon 08:40")) == ["arrivals", "card"]


def test_what_was_taken_and_never_came_back_is_overdue_once_its_lease_is_over_for_long(office: Office) -> None:
    office.opens(at("mon 08:30"))
    with office.database.write() as session:
        values = {"state": DeliveryState.SENDING, "lease": "x", "lease_until": at("mon 08:31")}
        session.execute(update(Delivery).where(Delivery.key.like("card%")).values(values))
        session.execute(delete(Delivery).where(Delivery.key.like("arrivals%")))
    assert overdue(office, "mon 08:40") == []
    assert overdue(office, "mon 08:41") == ["card"]


def test_what_waits_for_later_or_was_given_up_or_sent_is_not(office: Office) -> None:
    office.opens(at("mon 08:30"))
    with office.database.write() as session:
        later = at("mon 08:39")
        session.execute(update(Delivery).where(Delivery.key.like("card%")).values(due_at=later))
        arrival = session.scalars(select(Delivery.id).where(Delivery.key.like("arrivals%"))).one()
    assert overdue(office, "mon 08:41") == ["arrivals"]
    park(office.database, arrival, "account_inactive")
    assert overdue(office, "mon 08:41") == []


def owes_notices(office: Office, due: str, *users: str) -> None:
    """DMs of one rank that are due then."""
    for user in users:
        with office.database.write() as session:
            owe_message(session, 1, MessageKind.NOTICE, f"{user}:{due}", at(due), user=user, body={"text": "x"})


def test_a_wave_that_is_sent_at_a_pace_is_not_overdue_until_it_is_overtaken(office: Office) -> None:
    owes_notices(office, "mon 08:00", WEI, JONAS, ANA)
    owes_notices(office, "mon 08:30", MEI)
    assert overdue(office, "mon 08:50") == [WEI, JONAS, ANA, MEI]
    sends(office, f"{JONAS}:mon 08:00", "mon 08:49")
    assert overdue(office, "mon 08:50") == []
    sends(office, f"{MEI}:mon 08:30", "mon 08:49")
    assert overdue(office, "mon 08:50") == [WEI, ANA]


def test_one_conversation_is_sent_at_a_pace_of_its_own(office: Office) -> None:
    owes_notices(office, "mon 08:00", WEI)
    owes_notices(office, "mon 08:01", WEI)
    owes_notices(office, "mon 08:30", WEI)
    sends(office, f"{WEI}:mon 08:30", "mon 08:49")
    assert overdue(office, "mon 08:50") == []
    assert overdue(office, "mon 08:52") == [WEI, WEI]


def sends(office: Office, key: str, when: str) -> None:
    """Slack takes that one delivery then."""
    with office.reading() as session:
        delivery = session.scalars(select(Delivery).where(Delivery.key == key)).one()
        delivery = get_delivery(session, delivery.id)
    note_sent(office.database, delivery.id, delivery.message.channel or OPS, "1.0", at(when))


def test_lines_wait_for_their_card_and_edits_for_their_message(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 08:31"), channel=OPS), 1)
    with office.database.write() as session:
        session.execute(update(Delivery).where(Delivery.key.like("card%")).values(state=DeliveryState.PARKED))
        session.execute(delete(Delivery).where(Delivery.key.like("arrivals%")))
    with office.database.read() as session:
        assert session.scalar(select(Event.verb).where(Event.id == office.item().last_event)) is Verb.CLAIM
    assert overdue(office, "mon 09:00") == []


def test_it_is_kept_when_was_looked_and_what_was_found(office: Office) -> None:
    with office.database.read() as session:
        assert last_audit(session, 1) is None
    keep_audit(office.database, 1, 3, at("mon 09:00"))
    with office.database.read() as session:
        assert last_audit(session, 1) == (at("mon 09:00"), 3)


def test_whose_changed_shift_was_told_to_nobody(office: Office) -> None:
    """Wei says on Sunday that they are away on Tuesday; Mei's Monday is passed over."""
    go_away(office.database, office.act(WEI, at("sun 12:00", week=-1)), DaysOff(date(2027, 3, 2), date(2027, 3, 2)))
    looked_at(office, MEI, until="tue 01:00")
    office.begins_days(at("mon 01:00"))
    assert missed(office, "mon 01:20") == [MEI]
    assert repairs(office, "mon 01:20") == [True]
    assert office.told(MEI) == [MessageKind.DIGEST]
    assert missed(office, "mon 02:20") == []


def test_a_change_that_came_during_the_day_or_was_told_is_not_missed(office: Office) -> None:
    office.begins_days(at("mon 01:00"))
    go_away(office.database, office.act(WEI, at("mon 02:00")), DaysOff(date(2027, 3, 2), date(2027, 3, 5)))
    office.sends_all(at("mon 02:00"))
    assert missed(office, "mon 03:00") == []
    office.begins_days(at("tue 01:00"))
    assert missed(office, "tue 02:00") == []


def test_news_that_nobody_was_told_of_are_missed(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(ANA, at("mon 12:00")), 1)
    assert missed(office, "tue 01:30") == [WEI]  # who handed it over, and owns nothing now
    office.begins_days(at("tue 01:00"))
    assert missed(office, "tue 01:30") == []


def test_a_question_that_nobody_was_told_of_is_missed(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(ANA, at("mon 08:40")), 1)
    with office.database.write() as session:
        session.execute(delete(Happening))
    assert missed(office, "tue 01:30") == []
    ask_sender(office.database, office.act(ANA, at("mon 12:00")), 1, "Which replica?")
    assert missed(office, "tue 01:30") == [WEI]
