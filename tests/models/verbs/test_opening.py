"""Opening: who may, where the card goes, what is owed, and what is refused before anything is lost."""

import pytest

from models.notes import Draft
from models.owed.placing import channel_for_card
from models.refusals import RefusedError
from models.tables import ChannelKind, MessageKind, State, Verb
from models.targets import ToNext, ToPerson, ToRegion
from models.verbs.handing_off import open_and_offer
from tests.models.office import Office
from tests.people import GUS, JONAS, LOBBY, LUIS, MEI, OLGA, OPS, PRIYA, SECRET, UNKNOWN, WEI, ZOE, at, region, roster

NOW = at("mon 08:30")


def test_a_new_item_is_its_openers_and_offered_to_the_next_region(office: Office) -> None:
    opened = office.opens(NOW).item
    assert (opened.label, opened.owner.user, opened.state, opened.hops) == ("H-1", WEI, State.OFFERED, 0)
    assert opened.offer is not None
    assert (opened.offer.region, opened.offer.on_shift) == ("Berlin", ("Jonas Weber",))


def test_items_are_numbered_one_after_the_other(office: Office) -> None:
    assert [office.opens(NOW).item.label for _ in range(3)] == ["H-1", "H-2", "H-3"]


def test_opening_leaves_two_events_a_card_and_one_dm(office: Office) -> None:
    office.opens(NOW)
    assert [event.verb for event in office.events()] == [Verb.OPEN, Verb.OFFER]
    assert sorted(office.owed()) == ["post arrivals", "post card"]
    assert office.told(JONAS) == [MessageKind.ARRIVALS]


@pytest.mark.parametrize("who", [WEI, LUIS, PRIYA, ZOE])
def test_the_roster_and_whoever_of_the_company_sees_the_home_channel_may_open(office: Office, who: str) -> None:
    assert office.opens(NOW, by=who).item.owner.user == who


@pytest.mark.parametrize("who", [GUS, OLGA])
def test_guests_and_other_companies_may_not_open(office: Office, who: str) -> None:
    with pytest.raises(RefusedError, match="A lead of Platform can add you"):
        office.opens(NOW, by=who)
    assert office.owed() == []


def test_a_deactivated_person_opens_nothing(office: Office) -> None:
    office.deactivates(WEI, NOW)
    with pytest.raises(RefusedError, match="deactivated"):
        office.opens(NOW)


def test_who_slack_has_not_told_of_yet_is_asked_to_send_again(office: Office) -> None:
    with pytest.raises(RefusedError, match="press Send again") as refused:
        office.opens(NOW, by="U0NEW")
    assert refused.value.field == "headline"


@pytest.mark.parametrize("who", [ZOE, MEI])
def test_nobody_opens_an_item_whose_card_they_would_not_see(office: Office, who: str) -> None:
    office.applies(roster(region("Singapore", WEI, MEI), region("Berlin", JONAS), channel=SECRET), NOW)
    with pytest.raises(RefusedError, match="You are not in #secret"):
        office.opens(NOW, by=who, where=LOBBY)


def test_a_team_that_has_left_the_roster_takes_nothing(office: Office) -> None:
    office.applies(roster(region("Berlin", JONAS), team="Other"), NOW)
    with pytest.raises(RefusedError, match="left the roster"):
        office.opens(NOW)


@pytest.mark.parametrize(
    "where,card",
    [(OPS, OPS), (LOBBY, OPS), ("D0WEI", OPS), (SECRET, SECRET), (UNKNOWN, None)],
)
def test_the_card_goes_home_unless_the_item_was_opened_in_private(office: Office, where: str, card: str | None) -> None:
    office.opens(NOW, where=where)
    assert office.item().channel == card


def test_a_channel_of_unknown_kind_decides_nothing() -> None:
    assert channel_for_card(UNKNOWN, ChannelKind.UNKNOWN, OPS) is None


@pytest.mark.parametrize(
    "draft,field,says",
    [
        (Draft(" \n ", "Restart"), "headline", "in one line"),
        (Draft("a" * 151, "Restart"), "headline", "at most 150"),
        (Draft("Lag", "  "), "next_step", "do first"),
        (Draft("Lag", "Restart", why="x" * 3001), "why", "3000"),
    ],
)
def test_a_draft_that_lacks_something_names_the_field(office: Office, draft: Draft, field: str, says: str) -> None:
    with pytest.raises(RefusedError, match=says) as refused:
        open_and_offer(office.database, office.act(WEI, NOW, channel=OPS), 1, OPS, draft, ToNext())
    assert refused.value.field == field


def test_a_headline_is_one_line(office: Office) -> None:
    assert office.opens(NOW, headline=" Replica\n3  lags ").item.note.headline == "Replica 3 lags"


@pytest.mark.parametrize(
    "typed,says",
    [("Atlantis", "Platform has no region Atlantis. It has Singapore, Berlin, Los Angeles."), ("", "no region")],
)
def test_a_region_nobody_knows_is_refused_with_those_there_are(office: Office, typed: str, says: str) -> None:
    with pytest.raises(RefusedError, match=says) as refused:
        office.opens(NOW, to=ToRegion(typed))
    assert refused.value.field == "to"


def test_a_region_may_be_typed_in_any_case(office: Office) -> None:
    offer = office.opens(NOW, to=ToRegion("los angeles")).item.offer
    assert offer is not None
    assert offer.region == "Los Angeles"


def test_nothing_is_left_of_a_refused_opening(office: Office) -> None:
    with pytest.raises(RefusedError):
        office.opens(NOW, where=SECRET, to=ToPerson(MEI))
    assert office.opens(NOW).item.label == "H-1"
