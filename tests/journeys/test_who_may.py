"""Who may do what: asked of the database every time, whatever a button says; a refusal says who can."""

import pytest

from tests.people import ANA, GUS, JONAS, LOBBY, LUIS, MEI, OLGA, OPS, PRIYA, WEI, ZOE
from tests.workspace import Workspace

OWNER_OR_LEAD = "Only Wei Lin, who owns it, or a lead of Platform (Priya Nair) can"
GUESTS = "Guests and people of other companies can read handoffs, but not change them. A lead of Platform"


@pytest.mark.parametrize("words", ["done H-1", "cancel H-1 no", "H-1 to Los Angeles", "reopen H-1"])
def test_a_member_who_is_not_the_owner_is_told_who_can(workspace: Workspace, words: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    before = card.shown_to(workspace.person(WEI))

    assert workspace.types(JONAS, f"/handoff {words}").startswith(OWNER_OR_LEAD)

    assert card.shown_to(workspace.person(WEI)) == before


@pytest.mark.parametrize("words", ["done H-1", "cancel H-1 no", "H-1 to Los Angeles"])
def test_a_lead_may_for_anybodys(workspace: Workspace, words: str) -> None:
    workspace.hands_off(WEI, "Cert")

    assert workspace.types(PRIYA, f"/handoff {words}").startswith(("H-1 is done", "H-1 is cancelled", "H-1 goes to"))


def test_a_lead_in_no_region_does_not_claim(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")

    assert workspace.types(PRIYA, "/handoff claim H-1").startswith("Only people in a region of Platform can claim H-1.")


def test_a_lead_claims_what_is_offered_to_them_by_name(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert", to="Priya Nair")

    assert workspace.types(PRIYA, "/handoff claim H-1").startswith("H-1 is yours.")


@pytest.mark.parametrize("words", ["claim H-1", "done H-1", "back H-1 no", "cancel H-1 no", "H-1 to next"])
def test_a_guest_reads_and_changes_nothing(workspace: Workspace, words: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    before = card.shown_to(workspace.person(WEI))
    workspace.types(GUS, "/handoff show H-1")

    assert workspace.types(GUS, f"/handoff {words}").startswith(GUESTS)

    assert card.shown_to(workspace.person(WEI)) == before


@pytest.mark.parametrize("label", ["Claim", "Hand off", "Update", "Send back", "Cancel"])
def test_somebody_of_another_company_is_refused_by_the_buttons(workspace: Workspace, label: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    before = card.shown_to(workspace.person(WEI))
    olga = workspace.person(OLGA)

    answer = olga.presses(card, label) if label in card.buttons else olga.chooses(card, label)
    workspace.settle()

    assert answer.form is None
    assert answer.text.startswith("People of other companies can read handoffs here, but not change them.")
    assert card.shown_to(workspace.person(WEI)) == before


def test_somebody_in_no_team_does_not_claim(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.types(ZOE, "/handoff who", LOBBY)

    answer = workspace.types(ZOE, "/handoff claim H-1", LOBBY)

    assert answer.startswith("Only people in a region of Platform can claim H-1. Its leads can change who is.")


def test_a_forged_button_does_not_make_somebody_the_owner(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")

    [answer] = workspace.forges(JONAS, card, action_id="done", value="1")

    assert answer.startswith(OWNER_OR_LEAD)
    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))


def test_undo_is_for_who_did_it(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")

    for event in range(1, 6):
        [answer] = workspace.forges(ANA, card, action_id="undo", value=str(event))
        assert answer.startswith("Only who did it can undo it.")

    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))


def test_an_open_item_of_somebody_at_work_is_not_for_the_taking(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")

    assert workspace.types(ANA, "/handoff claim H-1").startswith("Jonas Weber has H-1")


def test_send_back_is_for_who_it_is_offered_to(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")

    assert "H-1 is not offered to you" in workspace.types(LUIS, "/handoff back H-1 not mine")
    assert workspace.types(ANA, "/handoff back H-1 not ours").startswith("H-1 went back to Wei Lin, who is at work")


def test_a_deactivated_account_changes_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Full note")
    click = workspace.slack.deliveries[-1].payload
    workspace.slack.set_user(JONAS, deleted=True)
    workspace.settle()
    before = card.shown_to(workspace.person(WEI))

    click["actions"][0]["action_id"] = "claim"
    click["trigger_id"] += ".late"
    workspace.slack.send_raw("interaction", click)
    workspace.settle()

    assert card.shown_to(workspace.person(WEI)) == before


@pytest.mark.parametrize("user", [WEI, MEI, ANA, LUIS])
def test_everybody_in_the_team_sees_the_item(workspace: Workspace, user: str) -> None:
    workspace.hands_off(WEI, "Cert", OPS)

    assert "Cert" in workspace.types(user, "/handoff show H-1")
