"""Claiming: who may take what, what it changes, and what those are told who came too late."""

import pytest

from models.refusals import NotVisibleError, RefusedError
from models.tables import MessageKind, State, Verb
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish
from tests.models.office import Office
from tests.people import (
    ANA,
    GUS,
    JONAS,
    LOBBY,
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
    region,
    roster,
)

NOW = at("mon 08:30")
SOON = at("mon 08:40")


def test_a_claim_changes_the_owner_and_ends_the_offer(office: Office) -> None:
    office.opens(NOW)
    claimed = claim(office.database, office.act(JONAS, SOON), 1).item
    assert (claimed.owner.user, claimed.state, claimed.offer) == (JONAS, State.OPEN, None)
    assert (claimed.came_from, claimed.owner_since) == ("Wei Lin", SOON)


def test_a_claim_is_an_event_that_says_from_whom(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    event = office.events()[-1]
    assert (event.verb, event.actor, event.at, event.surface) == (Verb.CLAIM, JONAS, SOON, "command")
    assert event.details == {"from": WEI, "region": "Berlin"}


@pytest.mark.parametrize("who", [ANA, MEI, LUIS])
def test_anybody_in_a_region_may_claim_on_shift_or_not(office: Office, who: str) -> None:
    office.opens(NOW)
    assert claim(office.database, office.act(who, SOON), 1).item.owner.user == who


@pytest.mark.parametrize("who", [ZOE, PRIYA])
def test_who_is_in_no_region_is_told_who_may(office: Office, who: str) -> None:
    office.opens(NOW)
    with pytest.raises(RefusedError, match="Only people in a region of Platform can claim H-1"):
        claim(office.database, office.act(who, SOON), 1)


@pytest.mark.parametrize("who", [GUS, OLGA])
def test_guests_and_other_companies_read_only(office: Office, who: str) -> None:
    office.opens(NOW)
    with pytest.raises(RefusedError, match="can read handoffs, but not change them"):
        claim(office.database, office.act(who, SOON, channel=OPS), 1)


def test_a_guest_whom_the_roster_names_may_claim(office: Office) -> None:
    office.applies(roster(region("Singapore", WEI), region("Berlin", JONAS, GUS)), NOW)
    office.opens(NOW)
    assert claim(office.database, office.act(GUS, SOON, channel=OPS), 1).item.owner.user == GUS


def test_a_deactivated_member_may_not(office: Office) -> None:
    office.opens(NOW)
    office.deactivates(ANA, NOW)
    with pytest.raises(RefusedError, match="deactivated"):
        claim(office.database, office.act(ANA, SOON), 1)


@pytest.mark.parametrize("who", [MEI, ZOE, LUIS])
def test_what_one_cannot_see_answers_like_what_is_not_there(office: Office, who: str) -> None:
    office.opens(NOW, where=SECRET)
    with pytest.raises(NotVisibleError) as hidden:
        claim(office.database, office.act(who, SOON), 1)
    with pytest.raises(NotVisibleError) as missing:
        claim(office.database, office.act(who, SOON), 7)
    assert hidden.value.say.replace("H-1", "H-7") == missing.value.say


def test_clicking_in_the_channel_shows_that_one_sees_it(office: Office) -> None:
    office.opens(NOW, where=SECRET)
    assert claim(office.database, office.act(MEI, SOON, channel=SECRET), 1).item.owner.user == MEI


def test_clicking_in_another_channel_shows_nothing(office: Office) -> None:
    office.opens(NOW, where=SECRET)
    with pytest.raises(NotVisibleError):
        claim(office.database, office.act(MEI, SOON, channel=LOBBY), 1)


def test_another_workspace_sees_nothing(office: Office) -> None:
    office.opens(NOW)
    foreign = office.act(JONAS, SOON, channel=OPS)
    object.__setattr__(foreign, "workspace_id", 2)
    with pytest.raises(NotVisibleError):
        claim(office.database, foreign, 1)
    assert office.item().owner == WEI


def test_the_loser_is_told_who_has_it(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    with pytest.raises(RefusedError, match="Jonas Weber has H-1"):
        claim(office.database, office.act(ANA, SOON), 1)
    assert office.item().owner == JONAS


def test_the_winner_claiming_again_changes_nothing(office: Office) -> None:
    office.opens(NOW)
    first = claim(office.database, office.act(JONAS, SOON), 1)
    again = claim(office.database, office.act(JONAS, at("mon 08:50")), 1)
    assert (again.changed, again.event) == (False, first.event)


@pytest.mark.parametrize(
    "when,claimable",
    [("mon 15:00", False), ("mon 16:59", False), ("mon 17:00", True), ("tue 07:59", True), ("tue 08:00", False)],
)
def test_an_open_item_is_claimable_while_it_is_parked(office: Office, when: str, claimable: bool) -> None:
    """Jonas goes home at 16:00 and did not say "keep": from 17:00 to his next morning others may take it."""
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    if claimable:
        assert claim(office.database, office.act(LUIS, at(when)), 1).item.owner.user == LUIS
    else:
        with pytest.raises(RefusedError, match="has not offered it"):
            claim(office.database, office.act(LUIS, at(when)), 1)


@pytest.mark.parametrize(
    "when,parked", [("mon 19:00", False), ("tue 07:00", False), ("tue 16:59", False), ("tue 17:00", True)]
)
def test_what_one_claims_while_off_is_parked_after_ones_next_day(office: Office, when: str, parked: bool) -> None:
    office.opens(NOW)
    assert not claim(office.database, office.act(JONAS, at("mon 18:00")), 1).item.parked
    assert office.is_parked(at(when)) is parked


def test_what_a_deactivated_owner_holds_may_be_taken(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    office.deactivates(JONAS, SOON)
    assert claim(office.database, office.act(ANA, SOON), 1).item.owner.user == ANA


def test_the_owner_claiming_their_own_offer_withdraws_it(office: Office) -> None:
    office.opens(NOW)
    withdrawn = claim(office.database, office.act(WEI, SOON), 1).item
    assert (withdrawn.state, withdrawn.owner.user, withdrawn.came_from, withdrawn.hops) == (State.OPEN, WEI, None, 0)


def test_an_owner_in_no_region_can_withdraw_too(office: Office) -> None:
    office.opens(NOW, by=ZOE)
    assert claim(office.database, office.act(ZOE, SOON), 1).item.state is State.OPEN


def test_a_withdrawal_adds_no_line_since_nobody_else_has_it(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(WEI, SOON), 1)
    assert office.messages(MessageKind.LINE) == []


def test_withdrawing_at_night_does_not_park_it_at_once(office: Office) -> None:
    office.opens(NOW, to=ToRegion("Los Angeles"))
    assert not claim(office.database, office.act(WEI, at("mon 14:00")), 1).item.parked


def test_a_person_it_is_offered_to_by_name_may_claim_it_though_in_no_region(office: Office) -> None:
    office.opens(at("mon 07:00"), to=ToPerson(PRIYA))
    assert claim(office.database, office.act(PRIYA, at("mon 07:10")), 1).item.owner.user == PRIYA


def test_others_of_the_team_may_claim_what_is_offered_to_a_person(office: Office) -> None:
    office.opens(NOW, to=ToPerson(JONAS))
    assert claim(office.database, office.act(ANA, SOON), 1).item.owner.user == ANA


def test_what_is_done_is_not_claimed(office: Office) -> None:
    office.opens(NOW)
    finish(office.database, office.act(WEI, SOON), 1)
    with pytest.raises(RefusedError, match="is done"):
        claim(office.database, office.act(JONAS, SOON), 1)


def test_a_claim_adds_one_line_and_edits_what_shows_the_item(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    assert sorted(office.owed()) == ["edit arrivals", "edit card", "post line"]


def test_somebody_slack_has_not_told_of_is_a_stranger(office: Office) -> None:
    office.opens(NOW)
    with pytest.raises(NotVisibleError):
        claim(office.database, office.act(NOBODY, SOON), 1)
