"""Handing an item that is there to somewhere, in words: `H-1 to …`."""

import pytest

from tests.journeys.conftest import Ask
from tests.people import JONAS, LUIS, MEI, PRIYA, SECRET, WEI, ZOE, at
from tests.workspace import Workspace


def test_next_is_the_next_region_on_the_sun_path(workspace: Workspace, ask: Ask) -> None:
    workspace.hands_off(WEI, "Cert")

    answer = ask(WEI, "H-1 to next")

    assert answer.startswith("H-1 goes to Los Angeles, whose day starts in 8 h 30 (tomorrow 01:00 yours): told then,")


@pytest.mark.parametrize("name", ["los angeles", "LOS ANGELES", "Los Angeles "])
def test_a_region_by_its_name_in_any_case(workspace: Workspace, ask: Ask, name: str) -> None:
    card = workspace.hands_off(WEI, "Cert")

    assert "H-1 goes to Los Angeles, whose day starts in 8 h 30" in ask(WEI, f"h-1 to {name}")
    assert "Waiting for: Los Angeles (Luis Romero)" in card.shown_to(workspace.person(WEI))


def test_where_it_is_offered_already_changes_nothing_and_says_so(workspace: Workspace, ask: Ask) -> None:
    card = workspace.hands_off(WEI, "Cert")
    told = workspace.told()

    assert ask(WEI, "H-1 to berlin").startswith("H-1 is offered to Berlin already: nothing changed.")

    assert "Waiting for: Berlin (Jonas Weber), since today 16:30" in card.shown_to(workspace.person(WEI))
    assert workspace.told().get(JONAS) == told[JONAS]


def test_ones_own_region_means_its_next_shift(workspace: Workspace, ask: Ask) -> None:
    workspace.hands_off(WEI, "Cert")

    assert "H-1 goes to Singapore, whose day starts in 16 h 30" in ask(WEI, "H-1 to Singapore")

    workspace.turn_to(at("tue 01:00"))
    assert "H-1" not in "".join(workspace.dms(MEI))  # Wei is on shift this week


def test_an_unknown_region_is_refused_with_the_names_there_are(workspace: Workspace, ask: Ask) -> None:
    card = workspace.hands_off(WEI, "Cert")

    answer = ask(WEI, "H-1 to Atlantis")

    assert answer.startswith("Platform has no region Atlantis. It has Singapore, Berlin, Los Angeles.")
    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))


def test_to_without_a_place_gets_help(ask: Ask) -> None:
    assert ask(WEI, "H-1 to").startswith("Did you mean /handoff H-1 to next?")


def test_a_person_at_work_is_told_at_once(workspace: Workspace, ask: Ask) -> None:
    card = workspace.hands_off(WEI, "Cert", to="Los Angeles")

    assert "H-1 goes to Priya Nair, who is at work and told now." in ask(WEI, "H-1 to @Priya Nair")

    assert "Waiting for: Priya Nair" in card.shown_to(workspace.person(WEI))
    assert "Wei Lin handed you" in workspace.dms(PRIYA)[0]


def test_a_person_asleep_is_told_when_their_day_starts(workspace: Workspace, ask: Ask) -> None:
    workspace.hands_off(WEI, "Cert")

    assert "H-1 goes to Luis Romero, whose day starts in 8 h 30" in ask(WEI, "H-1 to @Luis Romero")
    assert LUIS not in workspace.told()

    workspace.turn_to(at("mon 17:00"))
    assert workspace.told()[LUIS] == 1


def test_a_guest_whom_the_roster_does_not_name_cannot_be_handed_anything(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.types(WEI, "/handoff H-1 to @Gus")  # the bot asks Slack who that is

    assert workspace.types(WEI, "/handoff H-1 to @Gus").startswith("Gus is a guest, and the roster of Platform")


def test_somebody_who_cannot_see_the_channel_is_refused(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Salaries", SECRET)

    answer = workspace.types(WEI, "/handoff H-1 to @Luis Romero", SECRET)

    assert answer.startswith("Luis Romero cannot see #secret, where this item is. Invite them there")
    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))
    workspace.turn_to(at("mon 17:00"))
    assert LUIS not in workspace.told()


def test_a_deactivated_person_is_refused(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.slack.set_user(JONAS, deleted=True)
    workspace.settle()

    answer = workspace.types(WEI, "/handoff H-1 to @Jonas Weber")

    assert answer.startswith("Jonas Weber is no longer active in Slack")


def test_somebody_the_bot_has_not_met_is_asked_about_and_reached_the_second_time(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")

    assert workspace.types(WEI, "/handoff H-1 to @Zoe").startswith("I am asking Slack who that is")
    assert workspace.types(WEI, "/handoff H-1 to @Zoe").startswith("H-1 goes to Zoe, who is at work and told now.")
    assert workspace.told()[ZOE] == 1
