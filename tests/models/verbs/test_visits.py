"""Which region an item is with, how often it came there, and when work goes in circles."""

import pytest

from models.roster.rows import load_team
from models.tables import Item
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import send_back
from models.verbs.undoing import undo
from models.visits import circles, is_circling
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, ROSTER, WEI, at

SINGAPORE, BERLIN, LOS_ANGELES = "1", "2", "3"


@pytest.mark.parametrize(
    "sent_back, there, in_circles",
    [(0, 0, False), (1, 2, False), (2, 0, True), (2, 1, True), (0, 3, True), (1, 3, True), (5, 7, True)],
)
def test_sent_back_twice_or_with_a_region_for_the_third_time(sent_back: int, there: int, in_circles: bool) -> None:
    assert is_circling(sent_back, there) is in_circles


def visits(office: Office) -> dict[str, int]:
    return {region: count for region, count in office.item().visits.items() if count}


def in_circles(office: Office) -> bool:
    with office.database.read() as session:
        return circles(load_team(session, 1), session.get_one(Item, 1))


def test_an_offer_and_its_claim_are_one_visit(office: Office) -> None:
    office.opens(at("mon 08:30"))
    assert visits(office) == {SINGAPORE: 1, BERLIN: 1}
    claim(office.database, office.act(JONAS, at("mon 08:40")), 1)
    assert visits(office) == {SINGAPORE: 1, BERLIN: 1}


def test_so_is_an_offer_to_a_person_of_the_region(office: Office) -> None:
    office.opens(at("mon 08:30"), to=ToPerson(ANA))
    claim(office.database, office.act(JONAS, at("mon 08:40")), 1)
    assert visits(office) == {SINGAPORE: 1, BERLIN: 1}


def test_who_claims_from_another_region_takes_it_there(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(LUIS, at("mon 08:40")), 1)
    assert visits(office) == {SINGAPORE: 1, BERLIN: 1, LOS_ANGELES: 1}


def test_an_offer_that_moves_on_comes_to_each_region(office: Office) -> None:
    office.opens(at("mon 08:30"))
    office.moves_what_is_due(at("mon 15:00"))
    office.moves_what_is_due(at("tue 00:00"))
    assert visits(office) == {SINGAPORE: 2, BERLIN: 1, LOS_ANGELES: 1}


def test_what_is_sent_back_before_a_claim_never_left_its_owner(office: Office) -> None:
    office.opens(at("mon 08:30"))
    send_back(office.database, office.act(JONAS, at("mon 08:50")), 1, "no access")
    assert visits(office) == {SINGAPORE: 1, BERLIN: 1}


def test_after_a_claim_it_comes_to_the_sender_again(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 08:40")), 1)
    send_back(office.database, office.act(JONAS, at("mon 08:50")), 1, "no access")
    assert visits(office) == {SINGAPORE: 2, BERLIN: 1}


def test_handing_to_a_colleague_is_no_visit(office: Office) -> None:
    office.opens(at("mon 08:30"), to=ToPerson(MEI))
    assert visits(office) == {SINGAPORE: 1}


def test_an_offer_taken_back_within_ten_minutes_was_none(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(WEI, at("mon 08:39")), 1)
    assert visits(office) == {SINGAPORE: 1}


def test_nor_was_one_taken_back_before_their_day_began(office: Office) -> None:
    office.opens(at("mon 02:00"))
    claim(office.database, office.act(WEI, at("mon 08:09")), 1)
    assert visits(office) == {SINGAPORE: 1}


def test_one_that_they_had_for_ten_minutes_was_one(office: Office) -> None:
    office.opens(at("mon 02:00"))
    claim(office.database, office.act(WEI, at("mon 08:10")), 1)
    assert visits(office) == {SINGAPORE: 1, BERLIN: 1}


def test_correcting_where_it_goes_visits_only_the_last(office: Office) -> None:
    office.opens(at("mon 08:30"))
    hand_off(office.database, office.act(WEI, at("mon 08:31")), 1, ToRegion("Los Angeles"))
    assert visits(office) == {SINGAPORE: 1, LOS_ANGELES: 1}
    hand_off(office.database, office.act(WEI, at("mon 08:32")), 1, ToPerson(MEI))
    assert visits(office) == {SINGAPORE: 1}


def test_following_the_roster_is_no_visit(office: Office) -> None:
    office.opens(at("mon 02:00"))
    office.applies(ROSTER.replace('"09:00-17:00"', '"10:00-18:00"'), at("mon 02:10"))
    assert visits(office) == {SINGAPORE: 1, BERLIN: 1}


def test_undo_makes_it_as_if_it_had_not_come(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 08:40")), 1)
    done = hand_off(office.database, office.act(JONAS, at("mon 09:00")), 1, ToRegion("Los Angeles"))
    assert visits(office) == {SINGAPORE: 1, BERLIN: 1, LOS_ANGELES: 1}
    undo(office.database, office.act(JONAS, at("mon 09:05")), done.event)
    assert visits(office) == {SINGAPORE: 1, BERLIN: 1}


def goes_round(office: Office, first: str, second: str) -> None:
    """Berlin takes it on the first day and hands it on, Los Angeles too; Singapore is offered it on the second."""
    claim(office.database, office.act(JONAS, at(f"{first} 09:00")), 1)
    hand_off(office.database, office.act(JONAS, at(f"{first} 15:00")), 1, ToRegion("Los Angeles"))
    claim(office.database, office.act(LUIS, at(f"{first} 18:00")), 1)
    hand_off(office.database, office.act(LUIS, at(f"{first} 20:00")), 1, ToRegion("Singapore"))
    assert office.item().offer_starts == at(f"{second} 01:00")


def is_with_singapore_for_the_third_time(office: Office) -> None:
    office.opens(at("mon 08:30"))
    goes_round(office, "mon", "tue")
    claim(office.database, office.act(WEI, at("tue 02:00")), 1)
    hand_off(office.database, office.act(WEI, at("tue 08:30")), 1, ToRegion("Berlin"))
    assert not in_circles(office)
    goes_round(office, "tue", "wed")


def test_round_the_world_twice_is_the_third_time_where_it_began(office: Office) -> None:
    is_with_singapore_for_the_third_time(office)
    assert in_circles(office)
    assert visits(office) == {SINGAPORE: 3, BERLIN: 2, LOS_ANGELES: 2}


def test_a_claim_there_does_not_end_it(office: Office) -> None:
    is_with_singapore_for_the_third_time(office)
    claim(office.database, office.act(WEI, at("wed 02:00")), 1)
    assert in_circles(office)


def test_an_offer_to_who_is_in_no_region_leaves_it_with_its_owners(office: Office) -> None:
    is_with_singapore_for_the_third_time(office)
    claim(office.database, office.act(WEI, at("wed 02:00")), 1)
    hand_off(office.database, office.act(WEI, at("wed 03:00")), 1, ToPerson(PRIYA), whats_new="she knows the vendor")
    assert in_circles(office)


def test_it_circles_no_more_where_it_is_for_the_second_time(office: Office) -> None:
    is_with_singapore_for_the_third_time(office)
    hand_off(office.database, office.act(LUIS, at("tue 20:05")), 1, ToRegion("Berlin"), whats_new="Jonas has the key")
    assert visits(office) == {SINGAPORE: 2, BERLIN: 3, LOS_ANGELES: 2}
    hand_off(office.database, office.act(LUIS, at("tue 20:06")), 1, ToPerson(PRIYA), whats_new="or rather Priya")
    assert visits(office) == {SINGAPORE: 2, BERLIN: 2, LOS_ANGELES: 2}
    assert not in_circles(office)
