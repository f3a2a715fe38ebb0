"""Arrivals, notices and edits: who is told at once, what joins what, and that nothing is owed twice."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from models.owed.deliveries import drop
from models.owed.owing import owe_message, owe_notice
from models.owed.taking import take_due
from models.refusals import RefusedError
from models.tables import Delivery, DeliveryState, Entry, Message, MessageKind, Urgency
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.handing_off import hand_off
from tests.models.office import Office
from tests.people import ANA, GUS, JONAS, LUIS, MEI, PRIYA, SECRET, WEI, ZOE, at, region, roster

NOW = at("mon 08:30")


def shown(office: Office) -> list[list[int]]:
    """The items that each DM of arrivals shows, in order."""
    with office.database.read() as session:
        found = session.scalars(select(Message.id).where(Message.kind == MessageKind.ARRIVALS).order_by(Message.id))
        entries = select(Entry.item_id).order_by(Entry.position)
        return [list(session.scalars(entries.where(Entry.message_id == one))) for one in list(found)]


def test_who_is_on_shift_is_told_at_once_and_nobody_else(office: Office) -> None:
    office.opens(NOW)
    assert {user: office.told(user) for user in (JONAS, ANA, WEI, LUIS)} == {
        JONAS: [MessageKind.ARRIVALS], ANA: [], WEI: [], LUIS: [],
    }  # fmt: skip


def test_nobody_asleep_is_owed_one(office: Office) -> None:
    office.opens(NOW, to=ToRegion("Los Angeles"))
    office.opens(NOW, to=ToPerson(LUIS))
    assert office.messages(MessageKind.ARRIVALS) == []


def test_of_a_region_where_all_are_on_shift_those_at_work_are_told(office: Office) -> None:
    early = '{user: U0ANA, hours: "06:00-09:00"}, {user: U0JONAS}'
    berlin = region("Berlin", rotation="all", members=f"[{early}]")
    office.applies(roster(region("Singapore", WEI), berlin), at("sun 12:00", week=-1))
    office.opens(NOW)
    assert (office.told(ANA), office.told(JONAS)) == ([], [MessageKind.ARRIVALS])


def test_who_does_not_see_the_channel_is_not_told(office: Office) -> None:
    """Ana is on shift in the second week, and not in #secret."""
    office.opens(at("mon 08:30", week=1), where=SECRET)
    assert office.messages(MessageKind.ARRIVALS) == []


def test_who_hands_something_to_themselves_is_refused_and_not_told(office: Office) -> None:
    with pytest.raises(RefusedError, match="Wei Lin owns it already"):
        office.opens(NOW, to=ToPerson(WEI))
    assert office.told(WEI) == []


def test_what_comes_within_ten_minutes_joins_the_first(office: Office) -> None:
    for minutes in (0, 4, 9):
        office.opens(NOW + timedelta(minutes=minutes))
    assert shown(office) == [[1, 2, 3]]


def test_what_comes_later_is_a_message_of_its_own(office: Office) -> None:
    for minutes in (0, 9, 10):
        office.opens(NOW + timedelta(minutes=minutes))
        office.sends_all(NOW + timedelta(minutes=minutes))
    assert shown(office) == [[1, 2], [3]]


def test_the_ten_minutes_do_not_stretch(office: Office) -> None:
    for minutes in (0, 6, 12, 18):
        office.opens(NOW + timedelta(minutes=minutes))
        office.sends_all(NOW + timedelta(minutes=minutes))
    assert shown(office) == [[1, 2], [3, 4]]


def test_what_has_not_gone_out_takes_in_what_comes_however_late_that_is(office: Office) -> None:
    for minutes in (0, 30, 60):
        office.opens(NOW + timedelta(minutes=minutes))
    assert shown(office) == [[1, 2, 3]]


def test_something_critical_is_told_at_once_by_itself_and_first(office: Office) -> None:
    office.opens(NOW)
    office.opens(NOW, urgency=Urgency.CRITICAL)
    assert shown(office) == [[1], [2]]
    with office.database.read() as session:
        ranks = dict(session.execute(select(Message.id, Delivery.rank).join(Delivery)).all())
    assert [ranks[message.id] for message in office.messages(MessageKind.ARRIVALS)] == [2, 0]


def test_a_joining_item_edits_what_was_sent(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    office.opens(NOW + timedelta(minutes=5))
    assert sorted(office.owed()) == ["edit arrivals", "post card"]


def test_nothing_joins_a_message_that_was_given_up(office: Office) -> None:
    office.opens(NOW)
    office.gives_up(MessageKind.ARRIVALS)
    office.opens(NOW + timedelta(minutes=5))
    assert shown(office) == [[1], [2]]


def test_edits_are_merged_until_they_are_sent(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    hand_off(office.database, office.act(JONAS, NOW), 1, ToRegion("Los Angeles"))
    finish(office.database, office.act(JONAS, NOW), 1)
    assert sorted(office.owed()) == ["edit arrivals", "edit card", "post line"]


def test_an_edit_in_flight_does_not_hold_the_next_one_back(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    while take_due(office.database, NOW) is not None:
        pass
    finish(office.database, office.act(JONAS, NOW), 1)
    assert sorted(office.owed()) == ["edit arrivals", "edit card"]


def test_no_edit_is_owed_to_a_message_that_never_stood(office: Office) -> None:
    office.opens(NOW)
    office.gives_up(MessageKind.ARRIVALS)
    claim(office.database, office.act(JONAS, NOW), 1)
    assert "edit arrivals" not in office.owed()


def test_delivery_keys_are_unique(office: Office) -> None:
    with office.database.write() as session:
        assert owe_message(session, 1, MessageKind.NOTICE, "once", NOW, user=WEI) is not None
        assert owe_message(session, 1, MessageKind.NOTICE, "once", NOW, user=WEI) is None
    assert office.told(WEI) == [MessageKind.NOTICE]


@pytest.mark.parametrize(
    "who,when,due",
    [
        (WEI, "mon 03:00", "mon 03:00"),
        (WEI, "mon 12:00", "tue 01:00"),
        (LUIS, "sat 12:00", "mon 17:00"),
        (ZOE, "mon 03:00", "mon 08:00"),
    ],
)
def test_a_notice_waits_until_its_reader_is_at_work(office: Office, who: str, when: str, due: str) -> None:
    with office.database.write() as session:
        owe_notice(session, 1, who, "key", "Something happened.", at(when))
    (notice,) = office.messages(MessageKind.NOTICE)
    assert office.due_of(notice) == at(due, week=1 if when.startswith("sat") else 0)


def test_a_notice_of_the_night_is_not_sent_in_it(office: Office) -> None:
    with office.database.write() as session:
        owe_notice(session, 1, WEI, "key", "Something happened.", at("mon 12:00"))
    assert office.sends_all(at("mon 23:59")) == []
    assert office.sends_all(at("tue 01:00")) == ["post notice"]


def test_the_deactivated_are_told_nothing(office: Office) -> None:
    office.deactivates(PRIYA, NOW)
    with office.database.write() as session:
        owe_notice(session, 1, PRIYA, "key", "Something happened.", NOW)
    assert office.told(PRIYA) == []


@pytest.mark.parametrize("who", [MEI, GUS])
def test_a_card_and_its_lines_are_owed_once_each(office: Office, who: str) -> None:
    """Whoever else looks on, a busy item has one card and one line for each change of hands."""
    office.opens(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    hand_off(office.database, office.act(JONAS, NOW), 1, ToPerson(WEI))
    claim(office.database, office.act(WEI, NOW), 1)
    assert (len(office.messages(MessageKind.CARD)), len(office.messages(MessageKind.LINE))) == (1, 2)
    assert office.told(who) == []


def test_dropping_says_why(office: Office) -> None:
    office.opens(NOW)
    taken = take_due(office.database, NOW)
    assert taken is not None
    drop(office.database, taken, "nothing to say")
    with office.database.read() as session:
        delivery = session.get_one(Delivery, taken)
        assert (delivery.state, delivery.trouble) == (DeliveryState.DROPPED, "nothing to say")
