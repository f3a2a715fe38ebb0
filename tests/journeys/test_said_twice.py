"""What Slack sends again does nothing twice, and what comes late undoes nothing."""

import pytest

from bot.sandbox.delivery import Delivery
from handlers.events import messages
from models.storage.conflicts import BusyError
from tests.people import ANA, JONAS, WEI
from tests.workspace import Workspace


def last(workspace: Workspace, kind: str) -> Delivery:
    """The last thing of that kind that Slack sent."""
    return [one for one in workspace.slack.deliveries if one.kind == kind][-1]


def again(workspace: Workspace, kind: str, times: int = 2) -> None:
    """Slack sends it again, ids and all."""
    delivery = last(workspace, kind)
    for _ in range(times):
        assert workspace.slack.resend(delivery).accepted
        workspace.settle()


def backwards(workspace: Workspace) -> None:
    """Slack tells what it held back, the last first; then the bot does what follows from it."""
    workspace.slack.events.release(lambda held: held[::-1])
    workspace.slack.settle()
    workspace.settle()


def test_a_command_sent_again(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.types(JONAS, "/handoff H-1 to Los Angeles")
    posts = workspace.posts()

    again(workspace, "command")

    assert "Waiting for: Los Angeles" in card.shown_to(workspace.person(WEI))
    assert workspace.posts() == posts


def test_a_click_sent_again_after_something_else_happened(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")
    click = last(workspace, "interaction")
    workspace.types(JONAS, "/handoff H-1 to Berlin")  # offered again, so a second claim would be possible

    workspace.slack.resend(click)
    workspace.settle()

    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))
    assert len(workspace.lines(card)) == 1


def test_a_form_sent_again_opens_one_item(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    posts = workspace.posts()

    again(workspace, "interaction")

    assert len(workspace.cards()) == 1
    assert workspace.posts() == posts


def test_a_reaction_told_twice(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.slack.events.double_next(2)

    workspace.reacts(JONAS, card, "raised_hand")

    assert len(workspace.lines(card)) == 1
    assert len(workspace.whispers(JONAS)) == 1


def test_a_reaction_told_again_after_something_else_happened(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.reacts(JONAS, card, "raised_hand")
    event = last(workspace, "event")
    workspace.types(JONAS, "/handoff H-1 to Berlin")  # offered again, so a second claim would be possible

    workspace.slack.resend(event)
    workspace.settle()

    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))


def test_asking_twice_is_answered_twice(workspace: Workspace) -> None:
    workspace.writes(ANA, "list")
    workspace.writes(ANA, "list")

    assert len(workspace.dms(ANA)) == 2


def test_words_in_the_dm_told_twice_are_answered_once(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.slack.events.double_next(2)

    workspace.person(ANA).writes_to_bot("claim H-1")
    workspace.settle()

    assert len(workspace.dms(ANA)) == 1


def test_listing_told_twice_is_answered_once(workspace: Workspace) -> None:
    workspace.slack.events.double_next(2)

    workspace.person(ANA).writes_to_bot("list")
    workspace.settle()

    assert len(workspace.dms(ANA)) == 1


def test_words_in_the_dm_that_were_done_before_the_answer_was_kept_are_answered_when_told_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_busy(*_: object) -> None:
        raise BusyError("another program has the database")

    card = workspace.hands_off(WEI, "Cert")
    with monkeypatch.context() as busy:
        busy.setattr(messages, "owe_reply", is_busy)
        workspace.person(ANA).writes_to_bot("claim H-1")
    told = [one for one in workspace.slack.deliveries if one.payload.get("event", {}).get("text") == "claim H-1"][-1]
    assert [outcome.status for outcome in told.outcomes] == [503]
    workspace.settle()
    assert "Owner: Ana Kovač" in card.shown_to(workspace.person(WEI))
    assert workspace.dms(ANA) == []

    workspace.slack.resend(told)
    workspace.settle()

    assert workspace.dms(ANA) == ["I have done that already: /handoff list shows how things stand."]


def test_a_reaction_and_its_removal_in_the_wrong_order(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.slack.events.hold()
    workspace.reacts(JONAS, card, "raised_hand")
    workspace.unreacts(JONAS, card, "raised_hand")

    backwards(workspace)

    assert workspace.told() == {JONAS: 1}
    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))


def test_a_hand_up_down_and_up_again_told_backwards(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.slack.events.hold()
    workspace.reacts(JONAS, card, "raised_hand")
    workspace.unreacts(JONAS, card, "raised_hand")
    workspace.reacts(JONAS, card, "raised_hand")

    backwards(workspace)

    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))
    assert len(workspace.lines(card)) == 1


def test_an_old_event_that_comes_late_does_nothing_to_what_is_true_by_now(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.slack.events.hold()
    workspace.reacts(JONAS, card, "raised_hand")
    workspace.types(ANA, "/handoff claim H-1")
    workspace.types(ANA, "/handoff done H-1")

    workspace.slack.events.release()
    workspace.settle()

    assert "✓ Done" in card.shown_to(workspace.person(WEI))
