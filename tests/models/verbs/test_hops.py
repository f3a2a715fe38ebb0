"""Hops: how often an item came to another region, by claims there and moves; never by an offer alone."""

import pytest

from models.targets import ToNext, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import send_back
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, WEI, ZOE, at

NOW = at("mon 08:30")


def test_an_offer_is_no_hop(office: Office) -> None:
    office.opens(NOW)
    hand_off(office.database, office.act(WEI, NOW), 1, ToRegion("Los Angeles"))
    assert office.item().hops == 0


@pytest.mark.parametrize("who,hops", [(JONAS, 1), (ANA, 1), (LUIS, 1), (MEI, 0), (WEI, 0)])
def test_a_claim_in_another_region_is_one(office: Office, who: str, hops: int) -> None:
    office.opens(NOW)
    claim(office.database, office.act(who, NOW), 1)
    assert office.item().hops == hops


def test_round_the_world_is_three(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    hand_off(office.database, office.act(JONAS, at("mon 15:30")), 1, ToNext())
    claim(office.database, office.act(LUIS, at("mon 17:10")), 1)
    hand_off(office.database, office.act(LUIS, at("tue 00:50")), 1, ToNext())
    claim(office.database, office.act(MEI, at("tue 01:10")), 1)
    assert office.item().hops == 3


def test_a_move_and_the_claim_after_it_are_one_hop(office: Office) -> None:
    office.opens(NOW)
    office.moves_what_is_due(at("mon 15:00"))
    claim(office.database, office.act(LUIS, at("mon 17:10")), 1)
    assert office.item().hops == 1


def test_sent_back_and_claimed_again_is_another(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    send_back(office.database, office.act(JONAS, NOW), 1)
    assert office.item().hops == 1
    claim(office.database, office.act(WEI, NOW), 1)
    assert office.item().hops == 2


def test_sent_back_before_a_claim_is_none(office: Office) -> None:
    office.opens(NOW)
    send_back(office.database, office.act(JONAS, NOW), 1)
    assert office.item().hops == 0


def test_an_undone_claim_was_none(office: Office) -> None:
    office.opens(NOW)
    claimed = claim(office.database, office.act(JONAS, NOW), 1)
    undo(office.database, office.act(JONAS, NOW), claimed.event)
    assert office.item().hops == 0


def test_who_is_in_no_region_brings_it_to_none(office: Office) -> None:
    office.opens(NOW, by=ZOE)
    assert office.item().region_id is None
    claim(office.database, office.act(JONAS, NOW), 1)
    assert office.item().hops == 0
    office.opens(NOW, to=ToPerson(PRIYA))
    claim(office.database, office.act(PRIYA, NOW), 2)
    assert office.item(2).hops == 0
