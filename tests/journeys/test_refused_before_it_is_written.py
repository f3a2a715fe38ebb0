"""Who may not is told so before they write anything: no form opens for them."""

import pytest

from tests.people import ANA, GUS, JONAS, LUIS, PRIYA, WEI
from tests.workspace import Workspace


@pytest.mark.parametrize(
    "user, label, says",
    [
        (JONAS, "Hand off", "Only Wei Lin, who owns it, or a lead of Platform (Priya Nair) can hand off H-1."),
        (JONAS, "Update", "Only Wei Lin, who owns it, or a lead of Platform (Priya Nair) can update H-1."),
        (JONAS, "Cancel", "Only Wei Lin, who owns it, or a lead of Platform (Priya Nair) can cancel H-1."),
        (LUIS, "Send back", "H-1 is not offered to you: only who it is offered to, or Wei Lin, can send it back."),
        (WEI, "Send back", "H-1 is still yours: /handoff claim H-1 takes the offer back."),
        (GUS, "Hand off", "Guests and people of other companies can read handoffs, but not change them."),
    ],
)
def test_by_the_cards_menu(workspace: Workspace, user: str, label: str, says: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.types(user, "/handoff show H-1")

    answer = workspace.person(user).chooses(card, label)

    assert answer.form is None
    assert answer.text.startswith(says)


def test_by_command(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")

    assert workspace.types(ANA, "/handoff H-1").startswith("Only Wei Lin, who owns it, or a lead")
    assert workspace.person(ANA).form is None


def test_what_is_done_is_reopened_first(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.types(WEI, "/handoff done H-1")

    assert workspace.types(WEI, "/handoff H-1").startswith("H-1 is done. Reopen it first: /handoff reopen H-1.")


def test_a_lead_may(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert", to="Los Angeles")

    form = workspace.form(PRIYA, "/handoff H-1").choose("To", "Berlin")
    assert form.submit() == {}
    workspace.settle()

    shown = workspace.card("Cert").shown_to(workspace.person(WEI))
    assert "Waiting for: Berlin" in shown
    assert "From: Wei Lin" in shown


def test_what_was_allowed_when_the_form_opened_may_not_be_any_more(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    form = workspace.form(WEI, "/handoff H-1").fill("Next step", "Renew it in the new vault")
    workspace.types(JONAS, "/handoff claim H-1")

    assert "Only Jonas Weber, who owns it" in str(form.submit())

    assert form.values["Next step"] == "Renew it in the new vault"
