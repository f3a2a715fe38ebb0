"""Handing on means handing away: not to one's own shift that is running, not to oneself, not to an app."""

from tests.people import JONAS, LUIS, WEI, at
from tests.workspace import Workspace

LAG = "Replica 3 lags 40 s"


def test_next_passes_over_the_owners_own_running_shift(workspace: Workspace) -> None:
    workspace.hands_off(WEI, LAG)
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.types(JONAS, "/handoff H-1 to Los Angeles")

    answer = workspace.types(JONAS, "/handoff H-1 to next")

    assert answer.startswith("H-1 goes to Singapore, whose day starts in")


def test_nobody_hands_an_item_to_who_owns_it(workspace: Workspace) -> None:
    workspace.hands_off(WEI, LAG)

    assert "Wei Lin owns it already" in workspace.types(WEI, "/handoff H-1 to @Wei Lin")


def test_nor_to_the_bot(workspace: Workspace) -> None:
    workspace.hands_off(WEI, LAG)
    workspace.types(WEI, "/handoff H-1 to @Sunrelay")

    assert "is an app or works at another company" in workspace.types(WEI, "/handoff H-1 to @Sunrelay")


def test_taking_ones_own_offer_back_asks_nobody_anything(workspace: Workspace) -> None:
    workspace.hands_off(WEI, LAG)

    answer = workspace.types(WEI, "/handoff claim H-1")

    assert "H-1 is yours." in answer
    assert "asks:" not in answer


def test_the_globe_of_ones_own_continent_means_ones_own_next_shift(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, LAG)

    workspace.person(WEI).reacts(card, "earth_asia")
    workspace.settle()

    assert "Waiting for: Singapore (Wei Lin), from tomorrow" in card.shown_to(workspace.person(WEI))


def test_what_moves_on_as_a_day_begins_stands_in_its_digest(workspace: Workspace) -> None:
    workspace.hands_off(WEI, LAG)
    workspace.clock.now = at("mon 17:05")
    workspace.settle()

    assert len(workspace.dms(LUIS)) == 1
    assert workspace.dms(LUIS)[0].startswith("Good morning, Luis Romero.")
