"""For ten minutes a one-tap act can be taken back, if nothing has happened since."""

import pytest

from tests.people import ANA, JONAS, WEI
from tests.workspace import Workspace


def undoes(workspace: Workspace, user: str) -> str:
    """What somebody reads who presses Undo in the last answer they got."""
    person = workspace.person(user)
    workspace.presses(user, person.ephemerals[-1], "Undo")
    return person.ephemerals[-1].shown_to(person)


def test_undo_of_a_claim_gives_it_back_to_the_offer(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_by(minutes=9)

    assert undoes(workspace, JONAS).startswith("Undone: H-1 is as it was, it waits for Berlin.")

    assert "Waiting for: Berlin (Jonas Weber), since today 16:30" in card.shown_to(workspace.person(WEI))
    assert workspace.lines(card) == ["Jonas Weber (Berlin) took this over at 16:30 and undid it at 16:39."]
    assert "[Claim H-1]" in workspace.dms(JONAS)[0]


@pytest.mark.parametrize("words", ["done H-1", "cancel H-1 not needed", "H-1 to Los Angeles", "claim H-1"])
def test_undo_restores_what_was(workspace: Workspace, words: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    before = card.shown_to(workspace.person(JONAS))
    workspace.types(WEI, f"/handoff {words}")
    assert card.shown_to(workspace.person(JONAS)) != before

    undoes(workspace, WEI)

    assert card.shown_to(workspace.person(JONAS)) == before


def test_undo_of_sending_back(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    before = card.shown_to(workspace.person(WEI))
    workspace.types(JONAS, "/handoff back H-1 not ours")

    undoes(workspace, JONAS)

    assert card.shown_to(workspace.person(WEI)) == before


def test_after_ten_minutes_it_is_refused_with_what_to_do(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_by(minutes=11)

    assert undoes(workspace, JONAS).startswith("Undo works for ten minutes. /handoff show H-1")

    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))


def test_after_something_happened_it_is_refused(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    answer = workspace.person(JONAS).ephemerals[-1]
    workspace.types(JONAS, "/handoff done H-1")

    workspace.presses(JONAS, answer, "Undo")

    assert "H-1 has changed since, so this can no longer be undone." in workspace.whispers(JONAS)[-1]
    assert "✓ Done" in card.shown_to(workspace.person(WEI))


def test_undo_twice_is_undone_once(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    undo = workspace.person(JONAS).presses(workspace.person(JONAS).ephemerals[-1], "Undo")
    assert undo.ok
    workspace.settle()
    workspace.types(ANA, "/handoff claim H-1")

    click = [one for one in workspace.slack.deliveries if one.kind == "interaction"][-1]
    workspace.slack.resend(click)
    workspace.settle()

    assert "Owner: Ana Kovač" in card.shown_to(workspace.person(WEI))


def test_undo_in_the_dm_edits_nothing_else(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.writes(JONAS, "claim H-1")
    dm = workspace.person(JONAS).dms[-1]

    workspace.presses(JONAS, dm, "Undo")

    assert "Undone: H-1 is as it was" in workspace.whispers(JONAS)[-1]
    assert "H-1 is yours" in dm.text
