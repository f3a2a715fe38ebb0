"""What somebody forgot to hand off: an hour after their day, the card says that teammates may take it."""

from tests.people import ANA, JONAS, WEI, at
from tests.workspace import Workspace


def test_the_card_turns_by_itself_when_its_owner_has_gone_home_and_when_they_are_back(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Renew the certificate")
    workspace.types(JONAS, "/handoff claim H-1")
    ana = workspace.person(ANA)

    workspace.turn_to(at("mon 16:59"))
    assert "Parked" not in card.shown_to(ana)

    workspace.turn_to(at("mon 17:00"))
    assert "Parked: teammates may claim" in card.shown_to(ana)
    assert any(label.startswith("Claim") for label in card.buttons)
    assert len(workspace.dms(JONAS)) == 1

    workspace.turn_to(at("tue 08:00"))
    assert "Parked" not in card.shown_to(ana)


def test_a_teammate_claims_what_is_parked(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Renew the certificate")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_to(at("mon 17:30"))

    workspace.person(ANA).presses(card, "Claim")
    workspace.settle()

    assert "Owner: Ana Kovač" in card.shown_to(workspace.person(ANA))
    assert [line.shown_to(workspace.person(ANA)) for line in card.thread][-1].startswith("Ana Kovač")


def test_what_its_owner_keeps_is_not_parked_and_the_card_says_so(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Renew the certificate")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_to(at("mon 15:45"))
    ana = workspace.person(ANA)

    assert workspace.types(JONAS, "/handoff keep H-1").startswith(
        "H-1 is kept by you till tomorrow 09:00: nobody can claim it before."
    )
    workspace.turn_to(at("mon 18:00"))

    assert "Kept by choice till tomorrow 09:00" in card.shown_to(ana)
    assert "Jonas Weber keeps H-1" in workspace.types(ANA, "/handoff claim H-1")
    workspace.turn_to(at("tue 08:00"))
    assert "Kept by choice" not in card.shown_to(ana)


def test_undo_lets_go_of_what_one_kept(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Renew the certificate")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_to(at("mon 15:45"))
    workspace.types(JONAS, "/handoff keep H-1")
    workspace.presses(JONAS, workspace.person(JONAS).ephemerals[-1], "Undo")
    workspace.turn_to(at("mon 17:00"))

    assert "Parked: teammates may claim" in card.shown_to(workspace.person(ANA))
