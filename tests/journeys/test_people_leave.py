"""Somebody is deactivated: what they own is offered on, what waits for them moves on, the leads are told once."""

from tests.people import ANA, JONAS, LUIS, PRIYA, WEI, at
from tests.workspace import Workspace


def deactivate(workspace: Workspace, user: str) -> None:
    workspace.slack.set_user(user, deleted=True)
    workspace.settle()


def test_their_open_items_are_offered_to_the_next_region(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")

    deactivate(workspace, JONAS)

    assert "Waiting for: Los Angeles" in card.shown_to(workspace.person(WEI))
    workspace.turn_to(at("mon 17:00"))
    assert "Cert" in workspace.dms(LUIS)[0]


def test_an_offer_to_them_moves_on(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert", to="Jonas Weber")

    deactivate(workspace, JONAS)

    assert "Waiting for: Los Angeles" in card.shown_to(workspace.person(WEI))


def test_the_leads_are_told_once_while_they_are_awake(workspace: Workspace) -> None:
    for headline in ("Cert", "Dump"):
        workspace.hands_off(WEI, headline)
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.types(JONAS, "/handoff claim H-2")
    workspace.turn_to(at("mon 12:00"))  # Priya has gone home

    deactivate(workspace, JONAS)
    assert PRIYA not in workspace.told()
    workspace.slack.set_user(JONAS, real_name="Jonas W.")  # Slack tells of the account once more
    workspace.turn_to(at("tue 01:00"))

    assert [dm for dm in workspace.dms(PRIYA) if "deactivated" in dm] == [
        "Jonas Weber was deactivated in Slack. I offered on: H-1, H-2. /handoff list all shows them."
    ]


def test_anybody_of_the_team_may_claim_what_they_left(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")
    deactivate(workspace, JONAS)

    assert workspace.types(ANA, "/handoff claim H-1").startswith("H-1 is yours.")


def test_they_are_told_nothing_any_more(workspace: Workspace) -> None:
    deactivate(workspace, JONAS)
    workspace.hands_off(WEI, "Cert", to="Berlin")

    workspace.turn_to(at("tue 09:00"))

    assert JONAS not in workspace.told()
