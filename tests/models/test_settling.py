"""A lead is asked to settle who has what goes in circles: once, in their hours, for as long as it is not settled."""

from datetime import datetime

import pytest
from sqlalchemy import select

from models.facts.item import item_facts
from models.facts.settling import AskedFacts, SettleFacts
from models.owed.digests import entries_of
from models.owed.owing import ARRIVED, SETTLE
from models.owed.settling import TO_SETTLE, Why, ask_to_settle, is_to_settle
from models.queue import to_settle
from models.shifts.overlap import Together
from models.tables import Entry, Item, Message, MessageKind, Urgency
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import cancel, finish, reopen
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import send_back
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, OPS, PRIYA, ROSTER, SECRET, WEI, at

ARRIVALS, DIGEST = MessageKind.ARRIVALS, MessageKind.DIGEST
# Priya works 01:00-09:00 UTC, like Singapore.


def circles(office: Office, first: str, second: str, where: str = OPS) -> None:
    """Jonas sends it back twice."""
    office.opens(at("mon 08:10"), where=where)
    send_back(office.database, office.act(JONAS, at(first)), 1, "no access")
    hand_off(office.database, office.act(WEI, at(first)), 1, ToRegion("Berlin"))
    send_back(office.database, office.act(JONAS, at(second)), 1, "not ours")


def in_her_hours(office: Office) -> None:
    circles(office, "mon 08:20", "mon 08:40")


def at_night(office: Office) -> None:
    circles(office, "mon 09:20", "mon 09:40")


def settle(office: Office, when: str) -> SettleFacts | None:
    with office.database.read() as session:
        return item_facts(session, session.get_one(Item, 1), at(when)).settle


def waits_for(office: Office, user: str) -> bool:
    """Whether it is the person's to settle; the rule in SQL and the other one agree."""
    with office.database.read() as session:
        item = session.get_one(Item, 1)
        assert is_to_settle(item) == (session.scalar(select(Item.id).where(TO_SETTLE)) is not None)
        return [one.id for one in to_settle(session, 1, user)] == [1]


def parts(office: Office, user: str) -> list[str]:
    """The parts in which DMs to the person show it, the oldest first."""
    with office.database.read() as session:
        shown = select(Entry.part).join(Message, Message.id == Entry.message_id).where(Message.user == user)
        return list(session.scalars(shown.order_by(Message.id)))


def test_once_sent_back_nobody_is_asked(office: Office) -> None:
    office.opens(at("mon 08:10"))
    send_back(office.database, office.act(JONAS, at("mon 08:20")), 1, "no access")
    assert office.told(PRIYA) == []
    assert office.item().settle_since is None


def test_a_lead_at_work_is_told_at_once(office: Office) -> None:
    in_her_hours(office)
    assert (office.told(PRIYA), parts(office, PRIYA)) == ([ARRIVALS], [SETTLE])
    assert (office.item().settle_since, office.item().settle_why) == (at("mon 08:40"), Why.CIRCLING)
    assert waits_for(office, PRIYA)


def test_a_lead_asleep_is_not_woken_and_finds_it_in_her_digest(office: Office) -> None:
    at_night(office)
    assert office.told(PRIYA) == []
    office.begins_days(at("tue 01:00"))
    assert office.told(PRIYA) == [DIGEST]


def test_with_nothing_to_settle_she_has_no_digest(office: Office) -> None:
    office.opens(at("mon 08:10"))
    office.begins_days(at("tue 01:00"))
    assert office.told(PRIYA) == []


def test_the_third_time_with_a_region_asks_as_well(office: Office) -> None:
    office.opens(at("mon 08:10"))
    for minute in (20, 35):
        claim(office.database, office.act(JONAS, at(f"mon 08:{minute}")), 1)
        hand_off(office.database, office.act(JONAS, at(f"mon 08:{minute + 1}")), 1, ToPerson(LUIS))
        claim(office.database, office.act(LUIS, at(f"mon 08:{minute + 2}")), 1)
        assert office.told(PRIYA) == []
        hand_off(office.database, office.act(LUIS, at(f"mon 08:{minute + 3}")), 1, ToRegion("Berlin"))
    assert office.told(PRIYA) == [ARRIVALS]


def test_each_lead_is_asked_once_however_often_it_comes_back_after(office: Office) -> None:
    in_her_hours(office)
    hand_off(office.database, office.act(WEI, at("mon 08:52")), 1, ToRegion("Berlin"), whats_new="access given")
    send_back(office.database, office.act(JONAS, at("mon 08:55")), 1, "still none")
    assert office.told(PRIYA) == [ARRIVALS]
    assert waits_for(office, PRIYA)


def test_several_items_join_one_dm(office: Office) -> None:
    in_her_hours(office)
    office.opens(at("mon 08:41"))
    for minute in (42, 44):
        send_back(office.database, office.act(JONAS, at(f"mon 08:{minute}")), 2, "no")
        if minute == 42:
            hand_off(office.database, office.act(WEI, at("mon 08:43")), 2, ToRegion("Berlin"))
    assert (office.told(PRIYA), parts(office, PRIYA)) == ([ARRIVALS], [SETTLE, SETTLE])


@pytest.mark.parametrize("urgency", [Urgency.STEADY, Urgency.CRITICAL])
def test_a_lead_on_shift_where_it_comes_to_is_told_in_one_dm(office: Office, urgency: Urgency) -> None:
    office.applies(ROSTER.replace("leads: [U0PRIYA]", "leads: [U0JONAS]"), at("mon 08:00"))
    office.opens(at("mon 09:00"), urgency=urgency)
    office.sends_all(at("mon 09:00"))
    for hour in (10, 11):
        claim(office.database, office.act(ANA, at(f"mon {hour}:00")), 1)
        hand_off(office.database, office.act(ANA, at(f"mon {hour}:10")), 1, ToPerson(LUIS))
        claim(office.database, office.act(LUIS, at(f"mon {hour}:20")), 1)
        hand_off(office.database, office.act(LUIS, at(f"mon {hour}:40")), 1, ToRegion("Berlin"))
        office.sends_all(at(f"mon {hour}:40"))
    assert [message.created_at for message in office.messages(ARRIVALS, JONAS)] == [
        at("mon 09:00"),
        at("mon 10:40"),
        at("mon 11:40"),
    ]
    assert parts(office, JONAS) == [ARRIVED, ARRIVED, SETTLE]


def test_who_leads_no_more_is_asked_no_more(office: Office) -> None:
    in_her_hours(office)
    (dm,) = office.messages(ARRIVALS, PRIYA)
    with office.database.read() as session:
        assert [entry.settles for entry in entries_of(session, dm, at("mon 08:40"))] == [True]
    office.applies(ROSTER.replace("leads: [U0PRIYA]", "leads: [U0MEI]"), at("mon 08:45"))
    with office.database.read() as session:
        assert [entry.settles for entry in entries_of(session, dm, at("mon 08:45"))] == [False]


def test_without_leads_the_owner_is_asked(office: Office) -> None:
    office.applies(ROSTER.replace("    leads: [U0PRIYA]\n", ""), at("mon 08:00"))
    in_her_hours(office)
    assert parts(office, WEI)[-1] == SETTLE
    assert waits_for(office, WEI)
    found = settle(office, "mon 08:40")
    assert found is not None
    assert (found.asked, found.asks_leads) == ((AskedFacts(WEI, "Wei Lin", may_claim=True),), False)


def test_who_cannot_see_it_is_not_asked(office: Office) -> None:
    office.applies(ROSTER.replace("leads: [U0PRIYA]", "leads: [U0MEI, U0PRIYA]"), at("mon 08:00"))
    circles(office, "mon 08:20", "mon 08:40", SECRET)  # Mei is not in #secret
    assert office.told(MEI) == []
    assert office.told(PRIYA) == [ARRIVALS]
    assert not waits_for(office, MEI)


def test_where_no_lead_can_see_it_its_owner_is_asked(office: Office) -> None:
    office.applies(ROSTER.replace("leads: [U0PRIYA]", "leads: [U0MEI]"), at("mon 08:00"))
    circles(office, "mon 08:20", "mon 08:40", SECRET)
    found = settle(office, "mon 08:40")
    assert found is not None
    assert [one.user for one in found.asked] == [WEI]
    assert parts(office, WEI)[-1] == SETTLE


def test_a_lead_who_is_gone_is_not_asked(office: Office) -> None:
    office.deactivates(PRIYA, at("mon 08:00"))
    in_her_hours(office)
    assert office.told(PRIYA) == []
    assert parts(office, WEI)[-1] == SETTLE


def test_a_claim_leaves_nothing_to_settle_until_it_is_handed_on(office: Office) -> None:
    in_her_hours(office)
    hand_off(office.database, office.act(WEI, at("mon 08:45")), 1, ToRegion("Berlin"), whats_new="access given")
    claim(office.database, office.act(JONAS, at("mon 08:50")), 1)
    assert not waits_for(office, PRIYA)
    assert settle(office, "mon 08:50") is None
    office.begins_days(at("tue 01:00"))
    assert office.told(PRIYA) == [ARRIVALS]
    hand_off(office.database, office.act(JONAS, at("tue 09:00")), 1, ToRegion("Los Angeles"), whats_new="half done")
    assert waits_for(office, PRIYA)


def test_a_lead_who_hands_it_to_somebody_has_settled_it(office: Office) -> None:
    in_her_hours(office)
    hand_off(office.database, office.act(PRIYA, at("mon 08:50")), 1, ToPerson(LUIS), whats_new="Luis has the key")
    assert office.item().settle_since is None
    assert not waits_for(office, PRIYA)


def test_a_lead_who_claims_it_has_settled_it(office: Office) -> None:
    office.applies(ROSTER.replace("leads: [U0PRIYA]", "leads: [U0JONAS]"), at("mon 08:00"))
    in_her_hours(office)
    hand_off(office.database, office.act(WEI, at("mon 08:45")), 1, ToRegion("Berlin"), whats_new="access given")
    claim(office.database, office.act(JONAS, at("mon 08:50")), 1)
    assert office.item().settle_since is None


def test_what_a_lead_decides_is_not_asked_of_her_again(office: Office) -> None:
    office.opens(at("mon 08:10"))
    for minute in (20, 35):
        claim(office.database, office.act(JONAS, at(f"mon 08:{minute}")), 1)
        hand_off(office.database, office.act(JONAS, at(f"mon 08:{minute + 1}")), 1, ToPerson(LUIS))
        claim(office.database, office.act(LUIS, at(f"mon 08:{minute + 2}")), 1)
        hand_off(office.database, office.act(PRIYA, at(f"mon 08:{minute + 3}")), 1, ToRegion("Berlin"))
    assert office.item().visits["2"] == 3
    assert office.told(PRIYA) == []


def test_once_settled_and_back_again_she_is_asked_again(office: Office) -> None:
    in_her_hours(office)
    office.sends_all(at("mon 08:40"))
    hand_off(office.database, office.act(PRIYA, at("mon 08:41")), 1, ToRegion("Berlin"), whats_new="it is yours")
    assert office.item().settle_since is None
    send_back(office.database, office.act(JONAS, at("mon 08:58")), 1, "it is not")
    assert office.item().settle_since == at("mon 08:58")
    assert office.told(PRIYA) == [ARRIVALS, ARRIVALS]


@pytest.mark.parametrize("how", ["done", "cancelled"])
def test_what_is_over_needs_no_settling(office: Office, how: str) -> None:
    in_her_hours(office)
    act = office.act(WEI, at("mon 08:50"))
    finish(office.database, act, 1) if how == "done" else cancel(office.database, act, 1, "not wanted")
    assert not waits_for(office, PRIYA)
    reopen(office.database, office.act(WEI, at("mon 08:51")), 1)
    assert not waits_for(office, PRIYA)


def test_undo_takes_the_asking_back(office: Office) -> None:
    office.opens(at("mon 08:10"))
    send_back(office.database, office.act(JONAS, at("mon 08:20")), 1, "no access")
    hand_off(office.database, office.act(WEI, at("mon 08:30")), 1, ToRegion("Berlin"))
    second = send_back(office.database, office.act(JONAS, at("mon 08:40")), 1, "not ours")
    undo(office.database, office.act(JONAS, at("mon 08:41")), second.event)
    assert (office.item().settle_since, office.item().settle_why) == (None, "")
    assert not waits_for(office, PRIYA)


def test_undo_of_what_settled_it_brings_the_asking_back(office: Office) -> None:
    in_her_hours(office)
    done = hand_off(office.database, office.act(PRIYA, at("mon 08:50")), 1, ToPerson(LUIS), whats_new="Luis knows it")
    undo(office.database, office.act(PRIYA, at("mon 08:51")), done.event)
    assert office.item().settle_since == at("mon 08:40")
    assert waits_for(office, PRIYA)
    assert office.told(PRIYA) == [ARRIVALS]


def asks_for_a_round(office: Office, now: datetime) -> None:
    with office.database.write() as session:
        ask_to_settle(session, session.get_one(Item, 1), Why.ROUND, now)


def test_any_claim_ends_a_round(office: Office) -> None:
    office.opens(at("mon 08:30"))
    asks_for_a_round(office, at("mon 08:40"))
    assert office.told(PRIYA) == [ARRIVALS]
    claim(office.database, office.act(JONAS, at("mon 08:50")), 1)
    assert office.item().settle_since is None


def test_a_round_is_asked_for_once(office: Office) -> None:
    office.opens(at("mon 08:30"))
    asks_for_a_round(office, at("mon 08:40"))
    asks_for_a_round(office, at("mon 08:55"))
    assert office.told(PRIYA) == [ARRIVALS]
    assert office.item().settle_since == at("mon 08:40")


def test_between_whom_it_goes_and_when_both_are_awake(office: Office) -> None:
    at_night(office)
    found = settle(office, "mon 09:40")
    assert found is not None
    assert found.asked == (AskedFacts(PRIYA, "Priya Nair", may_claim=False),)
    assert found.visits == (("Berlin", 2), ("Singapore", 1))
    assert (found.other, found.together) == ("Berlin", Together(at("tue 08:00"), at("tue 09:00")))


def test_after_a_claim_it_goes_between_two_people(office: Office) -> None:
    office.opens(at("mon 08:10"))
    for minute in (20, 40):
        claim(office.database, office.act(JONAS, at(f"mon 08:{minute}")), 1)
        send_back(office.database, office.act(JONAS, at(f"mon 08:{minute + 5}")), 1, "no")
        if minute == 20:
            claim(office.database, office.act(WEI, at("mon 08:30")), 1)
            hand_off(office.database, office.act(WEI, at("mon 08:31")), 1, ToRegion("Berlin"))
    found = settle(office, "mon 08:45")
    assert found is not None
    assert (found.other, found.together) == ("Wei Lin", Together(at("mon 08:00"), at("mon 09:00")))


def test_los_angeles_and_berlin_share_no_hour(office: Office) -> None:
    office.opens(at("mon 18:00"), by=LUIS, to=ToRegion("Berlin"))
    for day in ("tue", "wed"):
        send_back(office.database, office.act(JONAS, at(f"{day} 09:00")), 1, "no")
        hand_off(office.database, office.act(LUIS, at(f"{day} 18:00")), 1, ToRegion("Berlin"), whats_new="please")
    found = settle(office, "wed 18:00")
    assert found is not None
    assert (found.other, found.together) == ("Berlin", None)
