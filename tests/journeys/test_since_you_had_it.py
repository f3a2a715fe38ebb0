"""Who gets an item back that they had before is told what has changed since: in the digest, and when they claim it."""

from bot.sandbox import Message
from tests.people import JONAS, MEI, PRIYA, WEI, at
from tests.workspace import Workspace


def came_back(workspace: Workspace, **changes: str) -> Message:
    """Wei's item, which Jonas took, changed where it is said, and handed back to Wei's region."""
    card = workspace.hands_off(WEI, "Cert", next_step="Renew it")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_by(minutes=10)
    form = workspace.presses_for_form(JONAS, card, "Hand off").choose("To", "Singapore").press("More context")
    for label, text in changes.items():
        form.fill(label.replace("_", " "), text)
    assert form.submit() == {}
    workspace.settle()
    return card


def digest(workspace: Workspace, user: str = WEI) -> str:
    """The person's digest of Tuesday morning."""
    workspace.turn_to(at("tue 01:00"))
    return workspace.dms(user)[-1]


def test_the_digest_and_the_claim_name_what_has_changed(workspace: Workspace) -> None:
    card = came_back(workspace, Next_step="Renew it in the new vault", Ruled_out="the old vault")
    workspace.reacts(JONAS, workspace.person(PRIYA).replies(card, "The old key signs builds"), "warning")
    changed = "Changed since you last had it: Next step, Ruled out; 1 concern tagged"

    assert changed in digest(workspace)

    note = workspace.presses_for_form(WEI, card, "Full note")
    assert note.text.startswith(
        "Note of H-1\nSince you last had it, till yesterday 16:30\n"
        "Next step has changed; it was “Renew it”\nRuled out is new\n1 concern tagged\n"
    )
    note.close()
    said = workspace.types(WEI, "/handoff claim H-1")
    assert f"H-1 is yours. By today 17:00. {changed}." in said


def test_who_never_had_it_and_where_nothing_changed_nothing_is_said(workspace: Workspace) -> None:
    came_back(workspace)

    assert "since you last had it" not in digest(workspace)
    note = workspace.presses_for_form(WEI, workspace.card("Cert"), "Full note")
    assert "Since you last had it, till yesterday 16:30, nothing has changed." in note.text
    note.close()
    note = workspace.presses_for_form(MEI, workspace.card("Cert"), "Full note")
    assert "ince you last had it" not in note.text
    note.close()
    assert "since you last had it" not in workspace.types(MEI, "/handoff claim H-1")
    workspace.turn_by(minutes=1)
    assert "since you last had it" not in workspace.types(WEI, "/handoff claim H-1")


def test_it_counts_from_the_last_time_that_they_had_it(workspace: Workspace) -> None:
    came_back(workspace, Next_step="Renew it in the new vault")
    workspace.types(WEI, "/handoff claim H-1")
    workspace.turn_by(minutes=1)
    assert workspace.form(WEI, "/handoff H-1").fill("Headline", "Cert of builds").submit() == {}
    workspace.turn_by(minutes=1)

    assert "Changed since you last had it: Headline." in workspace.types(JONAS, "/handoff claim H-1")


def test_a_claim_that_was_undone_took_nothing_from_them(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.presses(JONAS, workspace.person(JONAS).ephemerals[-1], "Undo")
    workspace.turn_by(minutes=1)
    workspace.presses_for_form(WEI, card, "Update").fill("Next step", "Tell Ana").submit()
    workspace.settle()

    note = workspace.presses_for_form(WEI, card, "Full note")

    assert "Tell Ana" in note.text
    assert "ince you last had it" not in note.text
