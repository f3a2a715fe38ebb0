"""Whoever sends a reason in by the small form is answered, and can take it back."""

from tests.people import JONAS, WEI
from tests.workspace import Workspace

HEADLINE = "Renew the certificate"


def sends_in(workspace: Workspace, user: str, choice: str, reason: str) -> None:
    person = workspace.person(user)
    form = person.chooses(workspace.card(HEADLINE), choice).form
    assert form is not None
    form.fill("Why", reason)
    assert form.submit() == {}
    workspace.settle()


def test_sending_back_is_answered_with_an_undo_that_works(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, HEADLINE)
    jonas = workspace.person(JONAS)

    sends_in(workspace, JONAS, "Send back", "no access to the vault")
    answer = jonas.ephemerals[-1]
    assert "H-1 went back to Wei Lin, who is at work and told now." in answer.shown_to(jonas)

    jonas.presses(answer, "Undo")
    workspace.settle()
    assert "Waiting for: Berlin" in card.shown_to(jonas)


def test_so_is_cancelling(workspace: Workspace) -> None:
    workspace.hands_off(WEI, HEADLINE)
    wei = workspace.person(WEI)

    sends_in(workspace, WEI, "Cancel", "the vendor renewed it")

    assert "H-1 is cancelled." in wei.ephemerals[-1].shown_to(wei)
