"""What was read back stays as it was said: nothing older, later or pressed by chance takes its place."""

import pytest

from bot.sandbox import Message
from tests.people import JONAS, WEI, at
from tests.workspace import Workspace


@pytest.fixture
def card(workspace: Workspace) -> Message:
    """Wei has handed an item to Berlin; nobody has claimed it yet."""
    return workspace.hands_off(WEI, "Backfill")


def test_as_asked_does_not_take_the_place_of_words(workspace: Workspace, card: Message) -> None:
    workspace.presses(JONAS, workspace.person(JONAS).dms[0], "Claim H-1")
    claim = workspace.person(JONAS).dms[0]
    workspace.person(JONAS).presses(claim, "Ask Wei Lin")
    button = next(
        element
        for block in claim.blocks
        for element in block.get("elements", ())
        if element.get("action_id") == "as_asked"
    )
    workspace.types(JONAS, "/handoff readback H-1 Step 2 first")

    workspace.sends_again(JONAS, action_id="as_asked", value=button["value"])

    assert "“Step 2 first”" in card.shown_to(workspace.person(WEI))


def test_as_asked_is_undone_for_ten_minutes(workspace: Workspace, card: Message) -> None:
    jonas = workspace.person(JONAS)
    workspace.presses(JONAS, jonas.dms[0], "Claim H-1")
    workspace.presses(JONAS, jonas.dms[0], "As asked")
    answer = jonas.ephemerals[-1]
    workspace.turn_by(minutes=11)

    assert workspace.presses(JONAS, answer, "Undo").startswith("Undo works for ten minutes.")
    assert "As asked." in workspace.lines(card)[0]


def test_a_reply_from_before_the_claim_that_slack_tells_of_late_is_none(workspace: Workspace, card: Message) -> None:
    workspace.slack.events.hold()
    workspace.person(JONAS).replies(card, "Looking")
    workspace.turn_by(minutes=2)
    workspace.types(JONAS, "/handoff claim H-1")

    workspace.slack.events.release(lambda held: held)
    workspace.settle()
    workspace.turn_by(minutes=1)

    assert "Looking" not in card.shown_to(workspace.person(WEI))


def test_an_edit_of_the_reply_that_counted_changes_nothing_of_what_was_written_since(
    workspace: Workspace, card: Message
) -> None:  # fmt: skip
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_by(minutes=1)
    reply = workspace.person(JONAS).replies(card, "Step 2 first")
    workspace.settle()
    workspace.types(JONAS, "/handoff readback H-1 Step 3 first")

    workspace.person(JONAS).edits(reply, "lunch")
    workspace.settle()
    assert "“Step 3 first”" in card.shown_to(workspace.person(WEI))
    workspace.person(JONAS).deletes(reply)
    workspace.settle()
    assert "“Step 3 first”" in card.shown_to(workspace.person(WEI))


def test_the_sender_reads_it_in_their_next_digest(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Backfill")
    workspace.turn_to(at("mon 12:00"))
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_to(at("tue 01:00"))
    before = len(workspace.dms(WEI))
    workspace.turn_to(at("tue 10:00"))  # Wei has gone home
    workspace.types(JONAS, "/handoff readback H-1 Step 2 first")

    workspace.turn_to(at("wed 01:00"))

    assert len(workspace.dms(WEI)) == before + 1
    assert "“Step 2 first”" in workspace.dms(WEI)[-1]
