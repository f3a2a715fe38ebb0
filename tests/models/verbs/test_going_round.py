"""Gone round once: every region had the offer, so the leads are asked; and it goes on moving."""

import pytest

from models.owed.settling import Why
from models.tables import State
from models.targets import ToNext, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off
from tests.models.office import Office
from tests.models.reminding import ticks
from tests.people import JONAS, LUIS, PRIYA, SECRET, WEI, ZOE, at, closed_in_march, region, roster

ROUND = ("mon 15:00", "tue 00:00", "tue 08:00")  # it leaves Berlin, Los Angeles, Singapore


def moves(office: Office, *times: str) -> None:
    for when in times:
        ticks(office, at(when))


def test_the_leads_are_asked_when_the_last_region_did_not_take_it(office: Office) -> None:
    office.opens(at("mon 08:30"))
    moves(office, *ROUND[:2])
    assert office.item().settle_since is None
    moves(office, ROUND[2])
    item = office.item()
    assert (item.settle_why, item.settle_since) == (Why.ROUND, at("tue 08:00"))
    assert "arrivals" in office.told(PRIYA)  # at work till 09:00


def test_it_goes_on_moving_and_they_are_asked_once(office: Office) -> None:
    office.opens(at("mon 08:30"))
    moves(office, *ROUND, "tue 15:00", "wed 00:00", "wed 08:00", "wed 15:00")
    assert office.events()[-1].details["region"] == "Los Angeles"
    assert office.item().settle_since == at("tue 08:00")
    assert office.item().state is State.OFFERED


def test_who_offers_it_anew_begins_a_new_round(office: Office) -> None:
    office.opens(at("mon 08:30"))
    moves(office, *ROUND[:2])
    hand_off(office.database, office.act(WEI, at("tue 02:00")), 1, ToRegion("Berlin"))
    assert len(office.item().visited) == 1
    moves(office, "tue 15:00")
    assert (len(office.item().visited), office.item().settle_since) == (2, None)


def test_a_claim_ends_the_round(office: Office) -> None:
    office.opens(at("mon 08:30"))
    moves(office, *ROUND[:2])
    claim(office.database, office.act(WEI, at("tue 02:00")), 1)
    assert office.item().visited == []


def test_an_offer_to_a_person_is_no_regions_turn(office: Office) -> None:
    office.opens(at("mon 08:30"), to=ToPerson(JONAS))
    moves(office, "mon 15:00", "tue 00:00", "tue 08:00")
    assert (len(office.item().visited), office.item().settle_since) == (3, None)
    moves(office, "tue 15:00")
    assert office.item().settle_since is not None


def test_a_region_that_sees_nothing_of_it_is_not_waited_for(office: Office) -> None:
    office.opens(at("mon 08:30"), where=SECRET)  # nobody of Los Angeles is there
    moves(office, "mon 15:00")
    assert office.item().settle_since is None
    moves(office, "tue 08:00")
    assert office.item().settle_since is not None


def test_nor_is_one_that_is_closed_for_the_month(office: Office) -> None:
    closed = region("Los Angeles", LUIS, closed=closed_in_march())
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS), closed), at("mon 07:00"))
    office.opens(at("mon 08:30"))
    moves(office, "mon 15:00", "tue 08:00")
    assert office.item().settle_since is not None


def test_one_region_alone_is_the_whole_round(office: Office) -> None:
    office.applies(roster(region("Berlin", JONAS)), at("mon 07:00"))
    office.opens(at("mon 08:30"), by=ZOE)
    moves(office, "mon 15:00")
    assert office.item().settle_since is not None
    assert "arrivals" in office.told(ZOE)  # without leads its owner is told


@pytest.mark.parametrize("to", [ToNext(), ToRegion("Berlin")])
def test_the_round_is_remembered_when_the_roster_changes(office: Office, to: ToNext | ToRegion) -> None:
    office.opens(at("mon 08:30"), to=to)
    moves(office, ROUND[0])
    visited = office.item().visited
    late = region("Los Angeles", LUIS, hours="10:00-18:00")
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS), late), at("mon 16:00"))
    assert (office.item().visited, office.item().remind_at) == (visited, at("mon 18:30"))
