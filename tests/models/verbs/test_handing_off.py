"""Handing off an item that is there: who may, where it goes, and what is refused."""

import pytest

from models.notes import Draft
from models.refusals import NotVisibleError, RefusedError
from models.tables import MessageKind, State, Urgency, Verb
from models.targets import Target, ToNext, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.handing_off import hand_off, update_note
from tests.models.office import Office
from tests.people import (
    ANA,
    GUS,
    JONAS,
    LUIS,
    MEI,
    NOBODY,
    OLGA,
    OPS,
    PRIYA,
    SECRET,
    WEI,
    ZOE,
    at,
    closed_in_march,
    region,
    roster,
)

NOW = at("mon 08:30")
SOON = at("mon 08:40")
NOTE = Draft("Replica 3 lags", "Restart the rebuild")


def jonas_has_it(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)


def offered_to(office: Office, to: Target, who: str = JONAS, when: str = "mon 12:00") -> tuple[str | None, str | None]:
    offer = hand_off(office.database, office.act(who, at(when)), 1, to).item.offer
    assert offer is not None
    return offer.region, offer.user


@pytest.mark.parametrize("who", [JONAS, PRIYA])
def test_the_owner_and_a_lead_hand_off(office: Office, who: str) -> None:
    jonas_has_it(office)
    assert offered_to(office, ToNext(), who) == ("Los Angeles", None)
    assert office.item().owner == JONAS


@pytest.mark.parametrize("who", [WEI, ANA, LUIS, ZOE])
def test_others_are_told_who_can(office: Office, who: str) -> None:
    jonas_has_it(office)
    with pytest.raises(RefusedError, match=r"Only Jonas Weber, who owns it, or a lead of Platform \(Priya Nair\) can"):
        hand_off(office.database, office.act(who, at("mon 12:00")), 1, ToNext())


@pytest.mark.parametrize("who", [GUS, OLGA])
def test_a_guest_is_told_that_guests_change_nothing(office: Office, who: str) -> None:
    jonas_has_it(office)
    with pytest.raises(RefusedError, match="not change them"):
        hand_off(office.database, office.act(who, at("mon 12:00"), channel=OPS), 1, ToNext())


def test_a_deactivated_owner_hands_nothing_off(office: Office) -> None:
    jonas_has_it(office)
    office.deactivates(JONAS, at("mon 12:00"))
    with pytest.raises(RefusedError, match="deactivated"):
        hand_off(office.database, office.act(JONAS, at("mon 12:01")), 1, ToRegion("Singapore"))


def test_who_cannot_see_it_learns_nothing(office: Office) -> None:
    office.opens(NOW, where=SECRET)
    with pytest.raises(NotVisibleError):
        hand_off(office.database, office.act(MEI, SOON), 1, ToNext())


def test_ones_own_region_means_its_next_shift(office: Office) -> None:
    jonas_has_it(office)
    offer = hand_off(office.database, office.act(JONAS, at("mon 12:00")), 1, ToRegion("Berlin")).item.offer
    assert offer is not None
    assert (offer.region, offer.starts, offer.ends) == ("Berlin", at("tue 08:00"), at("tue 16:00"))


@pytest.mark.parametrize(
    "when,starts",
    [("mon 15:00", "mon 08:00"), ("mon 15:01", "tue 08:00")],
)
def test_a_region_with_less_than_an_hour_left_gets_it_the_next_day(office: Office, when: str, starts: str) -> None:
    office.opens(NOW, to=ToRegion("Los Angeles"))
    offer = hand_off(office.database, office.act(WEI, at(when)), 1, ToRegion("Berlin")).item.offer
    assert offer is not None
    assert offer.starts == at(starts)


@pytest.mark.parametrize("to", [ToRegion("Berlin"), ToRegion("berlin")])
@pytest.mark.parametrize("when", ["mon 08:40", "mon 15:30"])
def test_where_it_is_offered_already_nothing_changes(office: Office, to: Target, when: str) -> None:
    office.opens(NOW)
    before = office.item()
    again = hand_off(office.database, office.act(WEI, at(when)), 1, to)
    assert (again.changed, again.event) == (False, before.last_event)
    assert (office.item().offer_starts, office.item().updated_at) == (before.offer_starts, before.updated_at)
    assert len(office.events()) == 2


def test_who_has_the_offer_already_keeps_it(office: Office) -> None:
    office.opens(NOW, to=ToPerson(JONAS))
    assert not hand_off(office.database, office.act(WEI, SOON), 1, ToPerson(JONAS)).changed
    assert office.told(JONAS) == [MessageKind.ARRIVALS]


def test_next_from_an_offer_is_the_region_after_it(office: Office) -> None:
    office.opens(NOW)
    assert offered_to(office, ToNext(), WEI) == ("Los Angeles", None)
    assert office.item().hops == 0


def test_a_new_note_on_an_offer_that_stands_is_an_update(office: Office) -> None:
    office.opens(NOW)
    to, note = ToRegion("Berlin"), Draft("Replica 3 lags", "Ask Ana first")
    assert hand_off(office.database, office.act(WEI, SOON), 1, to, note).changed
    assert office.events()[-1].verb is Verb.UPDATE
    assert office.item().note_version == 2


def test_urgency_alone_is_a_change_too(office: Office) -> None:
    """Critical halves the times: an hour before the shift's end becomes half an hour."""
    office.opens(NOW)
    assert office.item().move_at == at("mon 15:00")
    note = Draft("Replica 3 lags", "Restart the rebuild", urgency=Urgency.CRITICAL)
    assert hand_off(office.database, office.act(WEI, SOON), 1, ToRegion("Berlin"), note).changed
    assert office.item().move_at == at("mon 15:30")
    assert [event.verb for event in office.events()] == [Verb.OPEN, Verb.OFFER, Verb.UPDATE]


def test_the_same_note_again_is_none(office: Office) -> None:
    office.opens(NOW)
    assert not hand_off(office.database, office.act(WEI, SOON), 1, ToRegion("Berlin"), NOTE).changed
    assert not update_note(office.database, office.act(WEI, SOON), 1, NOTE).changed


@pytest.mark.parametrize(
    "user,says",
    [
        (MEI, "Mei Tan cannot see #secret"),
        (ZOE, "Zoe cannot see #secret"),
        (GUS, "Gus is a guest"),
        (OLGA, "Olga is an app or works at another company"),
        (NOBODY, "I am asking Slack who that is"),
    ],
)
def test_who_could_not_take_it_is_not_handed_it(office: Office, user: str, says: str) -> None:
    office.opens(NOW, where=SECRET)
    before = office.item().last_event
    with pytest.raises(RefusedError, match=says) as refused:
        hand_off(office.database, office.act(WEI, SOON), 1, ToPerson(user))
    assert (refused.value.field, office.item().last_event) == ("to", before)


def test_a_deactivated_person_is_not_handed_anything(office: Office) -> None:
    office.opens(NOW)
    office.deactivates(ANA, NOW)
    with pytest.raises(RefusedError, match="no longer active"):
        hand_off(office.database, office.act(WEI, SOON), 1, ToPerson(ANA))


def test_a_person_gets_it_for_their_running_day_or_their_next(office: Office) -> None:
    office.opens(NOW, to=ToPerson(LUIS))
    assert (office.item().offer_starts, office.item().offer_ends) == (at("mon 17:00"), at("tue 01:00"))
    office.opens(NOW, to=ToPerson(ZOE))  # of no region: weekdays 09:00-17:00 in Slack's zone
    assert (office.item(2).offer_starts, office.item(2).offer_ends) == (at("mon 08:00"), at("mon 16:00"))


def test_what_is_done_is_not_handed_off(office: Office) -> None:
    office.opens(NOW)
    finish(office.database, office.act(WEI, SOON), 1)
    with pytest.raises(RefusedError, match="Reopen it first"):
        hand_off(office.database, office.act(WEI, SOON), 1, ToNext())


def test_nobody_at_work_for_a_month_is_refused_with_a_sentence(office: Office) -> None:
    closed = closed_in_march()
    office.applies(roster(region("Singapore", WEI, closed=closed), region("Berlin", JONAS, closed=closed)), NOW)
    with pytest.raises(RefusedError, match="in the next 31 days"):
        office.opens(NOW)
    assert office.owed() == []


def test_handing_off_an_open_item_ends_no_ownership(office: Office) -> None:
    jonas_has_it(office)
    hand_off(office.database, office.act(JONAS, at("mon 15:30")), 1, ToNext())
    assert (office.item().state, office.item().owner) == (State.OFFERED, JONAS)
    assert office.told(LUIS) == []  # asleep till 17:00
