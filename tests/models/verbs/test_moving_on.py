"""Moving on: when an offer nobody claimed moves, where to, and who is told."""

import pytest

from models.tables import MessageKind, State, Urgency, Verb
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.handing_off import hand_off
from models.verbs.moving_on import move_on
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import JONAS, LUIS, PRIYA, WEI, ZOE, at, closed_in_march, region, roster


@pytest.mark.parametrize(
    "offered,urgency,moves",
    [
        ("mon 07:00", Urgency.STEADY, "mon 15:00"),  # before the shift: an hour before its end
        ("mon 09:00", Urgency.STEADY, "mon 15:00"),
        ("mon 14:30", Urgency.STEADY, "mon 15:30"),  # not within an hour of the offer
        ("mon 15:00", Urgency.STEADY, "mon 16:00"),  # at the shift's end always
        ("mon 09:00", Urgency.CRITICAL, "mon 15:30"),  # critical: half the times
        ("mon 15:00", Urgency.CRITICAL, "mon 15:30"),
    ],
)
def test_an_offer_moves_when_its_time_has_come(office: Office, offered: str, urgency: Urgency, moves: str) -> None:
    office.opens(at(offered), to=ToRegion("Berlin"), urgency=urgency)
    assert office.item().move_at == at(moves)


def test_a_night_shift_of_less_than_an_hour_is_run_to_its_end(office: Office) -> None:
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS, hours="09:00-09:30")), at("mon 07:00"))
    office.opens(at("mon 07:30"), to=ToRegion("Berlin"))
    assert office.item().move_at == at("mon 08:30")


def test_nothing_moves_before_its_time(office: Office) -> None:
    office.opens(at("mon 08:30"))
    assert office.moves_what_is_due(at("mon 14:59")) == 0
    assert office.moves_what_is_due(at("mon 15:00")) == 1


def test_it_moves_to_the_next_region_and_stays_the_senders(office: Office) -> None:
    office.opens(at("mon 08:30"))
    office.moves_what_is_due(at("mon 15:00"))
    item, event = office.item(), office.events()[-1]
    assert (item.owner, item.state, item.hops) == (WEI, State.OFFERED, 1)
    assert (event.verb, event.actor) == (Verb.MOVE_ON, None)
    assert event.details == {"left": {"region": "Berlin", "user": None}, "region": "Los Angeles", "user": None}


def test_a_move_adds_a_line_and_wakes_nobody(office: Office) -> None:
    office.opens(at("mon 08:30"))
    office.moves_what_is_due(at("mon 15:00"))
    assert len(office.messages(MessageKind.LINE)) == 1
    assert office.told(LUIS) == []


def test_who_is_at_work_is_told_of_what_moved_to_them(office: Office) -> None:
    office.opens(at("mon 18:00"), to=ToRegion("Los Angeles"), by=PRIYA)
    office.moves_what_is_due(at("tue 01:00"))  # late: Singapore has begun its day
    assert office.told(WEI) == [MessageKind.ARRIVALS]


def test_it_goes_round_and_round(office: Office) -> None:
    office.opens(at("mon 08:30"))
    went = []
    for when in ("mon 15:00", "tue 00:00", "tue 08:00", "tue 15:00"):
        assert office.moves_what_is_due(at(when)) == 1
        went.append(office.events()[-1].details["region"])
    assert went == ["Los Angeles", "Singapore", "Berlin", "Los Angeles"]
    assert office.item().hops == 4


def test_a_closed_region_is_skipped_and_the_offer_says_so(office: Office) -> None:
    berlin = region("Berlin", JONAS, closed="[2027-03-01]")
    office.applies(roster(region("Singapore", WEI), berlin, region("Los Angeles", LUIS)), at("mon 00:00"))
    offer = office.opens(at("mon 08:30")).item.offer
    assert offer is not None
    assert offer.region == "Los Angeles"
    assert [(name, reason) for name, _, reason in offer.skipped] == [("Berlin", "closed")]


def test_with_no_other_region_it_is_offered_to_the_same_one_again(office: Office) -> None:
    office.applies(roster(region("Berlin", JONAS)), at("mon 07:00"))
    office.opens(at("mon 08:30"), by=ZOE)
    office.moves_what_is_due(at("mon 15:00"))
    assert (office.item().offer_starts, office.item().hops) == (at("tue 08:00"), 0)


def test_with_nowhere_to_go_it_is_its_owners_again(office: Office) -> None:
    office.applies(roster(region("Berlin", JONAS)), at("mon 07:00"))
    office.opens(at("mon 08:30"), by=ZOE)
    office.applies(roster(region("Berlin", JONAS, closed=closed_in_march(2))), at("mon 09:00"))
    office.moves_what_is_due(at("mon 15:00"))
    assert (office.item().state, office.item().owner, office.item().move_at) == (State.OPEN, ZOE, None)
    assert office.told(ZOE) == [MessageKind.ARRIVALS]


def test_an_offer_to_a_person_runs_in_their_hours_then_goes_to_the_next_region(office: Office) -> None:
    office.opens(at("mon 08:30"), to=ToPerson(LUIS))
    assert office.item().move_at == at("tue 00:00")
    office.moves_what_is_due(at("tue 00:00"))
    assert (office.item().offered_user, office.events()[-1].details["region"]) == (None, "Singapore")


def test_what_was_claimed_in_time_does_not_move(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 14:59")), 1)
    assert not move_on(office.database, 1, at("mon 15:00"))
    assert office.item().owner == JONAS


def test_a_second_tick_moves_it_no_further(office: Office) -> None:
    office.opens(at("mon 08:30"))
    assert move_on(office.database, 1, at("mon 15:00"))
    assert not move_on(office.database, 1, at("mon 15:00"))


def test_what_fell_due_first_moves_first(office: Office) -> None:
    office.opens(at("mon 08:30"), to=ToRegion("Los Angeles"))
    office.opens(at("mon 08:30"), to=ToRegion("Berlin"))
    office.moves_what_is_due(at("tue 02:00"))
    assert [office.events(number)[-1].id for number in (2, 1)] == sorted(
        office.events(number)[-1].id for number in (1, 2)
    )


def test_each_move_counts_as_one_more_that_let_it_pass_until_somebody_has_it_or_offers_it_anew(office: Office) -> None:
    office.opens(at("mon 08:30"), to=ToPerson(JONAS))
    counts = [office.item().unclaimed]
    for when in ("mon 15:00", "tue 00:00"):
        office.moves_what_is_due(at(when))
        counts.append(office.item().unclaimed)
    assert counts == [0, 1, 2]
    hand_off(office.database, office.act(WEI, at("tue 01:30")), 1, ToRegion("Berlin"))
    assert office.item().unclaimed == 0
    office.moves_what_is_due(at("tue 15:00"))
    assert office.item().unclaimed == 1
    claimed = claim(office.database, office.act(LUIS, at("tue 18:00")), 1)
    assert office.item().unclaimed == 0
    undo(office.database, office.act(LUIS, at("tue 18:01")), claimed.event)
    assert office.item().unclaimed == 1
