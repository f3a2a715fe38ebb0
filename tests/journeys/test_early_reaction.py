"""A reaction that comes before Slack has told us where the card stands is not lost."""

from datetime import timedelta

from models.workspace.asking import anything_to_ask
from tests.people import ANA, JONAS, WEI
from tests.workspace import Workspace

HEADLINE = "Renew the certificate"


def hands_off_without_an_answer(workspace: Workspace) -> None:
    """Slack takes the card, and the connection drops before it says so."""
    workspace.slack.faults.next(
        "chat.postMessage", "drop_after_accept", when=lambda args: args.get("channel", "").startswith("C")
    )
    form = workspace.form(WEI, f"/handoff {HEADLINE}")
    form.fill("Next step", "Ask the vault")
    assert form.submit() == {}
    workspace.settle()


def test_a_claim_on_a_card_we_do_not_know_yet_counts_once_we_do(workspace: Workspace) -> None:
    hands_off_without_an_answer(workspace)
    card = workspace.card(HEADLINE)

    workspace.person(JONAS).reacts(card, "raising_hand")
    workspace.settle()
    assert "Waiting for: Berlin" in card.text

    workspace.turn_to(workspace.clock() + timedelta(seconds=61))
    assert "Owner: Jonas Weber" in workspace.card(HEADLINE).text
    assert len(card.thread) == 1


def test_a_reaction_put_on_and_taken_off_before_we_know_the_card_leaves_it_as_it_was(workspace: Workspace) -> None:
    hands_off_without_an_answer(workspace)
    card = workspace.card(HEADLINE)

    workspace.person(JONAS).reacts(card, "raising_hand")
    workspace.person(JONAS).unreacts(card, "raising_hand")
    workspace.turn_to(workspace.clock() + timedelta(seconds=61))

    assert "Waiting for: Berlin" in workspace.card(HEADLINE).text


def test_early_reactions_told_backwards_settle_by_slacks_clock(workspace: Workspace) -> None:
    hands_off_without_an_answer(workspace)
    card = workspace.card(HEADLINE)
    workspace.slack.events.hold()
    for act in (workspace.reacts, workspace.unreacts, workspace.reacts):
        act(JONAS, card, "raising_hand")
    for act in (workspace.reacts, workspace.unreacts):
        act(ANA, card, "repeat")

    workspace.slack.events.release(lambda held: held[::-1])
    workspace.slack.settle()
    workspace.turn_to(workspace.clock() + timedelta(seconds=61))

    assert "Owner: Jonas Weber" in workspace.card(HEADLINE).text
    assert len(card.thread) == 1


def test_a_reaction_on_another_message_meanwhile_means_nothing(workspace: Workspace) -> None:
    hands_off_without_an_answer(workspace)
    post = workspace.person(WEI).posts("C0OPS", "Anybody for lunch?")

    workspace.person(JONAS).reacts(post, "raising_hand")
    workspace.turn_by(minutes=4)

    assert "Waiting for: Berlin" in workspace.card(HEADLINE).text
    with workspace.database.read() as session:
        assert not anything_to_ask(session, workspace.connected.workspace_id)
