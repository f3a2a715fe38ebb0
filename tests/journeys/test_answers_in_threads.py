"""A concern is answered, a question closed, by a reply and a check mark on it, whichever Slack tells of first."""

import pytest

from bot.sandbox import Message
from tests.journeys.test_tagged_replies import note, says, tagged
from tests.people import ANA, GUS, JONAS, OPS, WEI
from tests.workspace import Workspace

CHECK = "white_check_mark"


@pytest.fixture
def asked(workspace: Workspace) -> tuple[Message, Message]:
    """A card, and a question of Jonas's in its thread that Wei has tagged."""
    return tagged(workspace, "Is replica 2 safe?", "question")


def test_the_latest_reply_of_who_marks_it_is_the_answer(workspace: Workspace, asked: tuple[Message, Message]) -> None:
    card, question = asked
    workspace.person(ANA).replies(card, "Looking")
    workspace.person(ANA).replies(card, "Yes, since 09:10")
    workspace.person(WEI).replies(card, "Thanks")
    posts = workspace.posts()

    workspace.reacts(ANA, question, CHECK)

    assert "1 question (closed)" in says(workspace, card)
    shown = note(workspace, card)
    assert "closed by Ana Kovač" in shown
    assert "Yes, since 09:10" in shown
    assert "Looking" not in shown
    assert (workspace.posts(), workspace.whispers(ANA)) == (posts, [])


def test_a_concern_is_answered(workspace: Workspace) -> None:
    card, concern = tagged(workspace, "The key leaks")
    workspace.reacts(ANA, workspace.person(WEI).replies(card, "So does the next"), "warning")
    workspace.person(WEI).replies(card, "Rotated")

    workspace.reacts(WEI, concern, CHECK)

    assert "2 concerns (1 answered)" in says(workspace, card)


def test_who_marks_it_first_is_told_to_reply_and_the_reply_counts(
    workspace: Workspace, asked: tuple[Message, Message]
) -> None:
    card, question = asked

    workspace.reacts(ANA, question, CHECK)
    assert "your next reply here counts" in workspace.whispers(ANA)[-1]
    assert workspace.person(ANA).ephemerals[-1].thread_ts == card.ts
    assert "closed" not in says(workspace, card)

    workspace.person(WEI).replies(card, "Anybody?")
    workspace.person(ANA).replies(card, "Yes")
    workspace.settle()
    assert "1 question (closed)" in says(workspace, card)
    assert "Yes" in note(workspace, card)


def test_who_takes_the_mark_off_before_replying_has_not_answered(
    workspace: Workspace, asked: tuple[Message, Message]
) -> None:
    card, question = asked
    workspace.reacts(ANA, question, CHECK)
    workspace.unreacts(ANA, question, CHECK)

    workspace.person(ANA).replies(card, "Unrelated")
    workspace.settle()

    assert "closed" not in says(workspace, card)


def test_taking_the_mark_off_opens_it_again(workspace: Workspace, asked: tuple[Message, Message]) -> None:
    card, question = asked
    workspace.person(ANA).replies(card, "Yes")
    workspace.reacts(ANA, question, CHECK)

    workspace.unreacts(ANA, question, CHECK)

    assert "1 question" in says(workspace, card)
    assert "closed" not in says(workspace, card)


def test_an_answer_that_is_edited_or_deleted_is_followed(workspace: Workspace, asked: tuple[Message, Message]) -> None:
    card, question = asked
    answer = workspace.person(ANA).replies(card, "Yes")
    workspace.reacts(ANA, question, CHECK)

    workspace.person(ANA).edits(answer, "Yes, but slow")
    workspace.settle()
    assert "Yes, but slow" in note(workspace, card)

    workspace.person(ANA).deletes(answer)
    workspace.settle()
    assert "closed" not in says(workspace, card)


@pytest.mark.parametrize("emoji", ["scales", "compass", "pushpin"])
def test_nothing_else_can_be_answered(workspace: Workspace, emoji: str) -> None:
    card, reply = tagged(workspace, "Slower, but safe", emoji)
    workspace.person(ANA).replies(card, "Right")
    before = says(workspace, card)

    workspace.reacts(ANA, reply, CHECK)

    assert says(workspace, card) == before
    assert workspace.whispers(ANA) == []


def test_a_guest_answers_nothing(workspace: Workspace, asked: tuple[Message, Message]) -> None:
    card, question = asked

    workspace.reacts(GUS, question, CHECK)
    workspace.person(GUS).replies(card, "Yes")
    workspace.settle()

    assert "closed" not in says(workspace, card)
    assert workspace.whispers(GUS) == []


def test_a_check_mark_on_any_other_message_means_nothing(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    said = workspace.person(WEI).posts(OPS, "lunch?")

    workspace.reacts(JONAS, said, CHECK)
    workspace.unreacts(JONAS, said, CHECK)

    assert "Waiting for: Berlin" in says(workspace, card)
    assert workspace.whispers(JONAS) == []


def test_told_backwards_it_ends_the_same(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    question = workspace.person(JONAS).replies(card, "Is replica 2 safe?")
    workspace.slack.events.hold()
    workspace.person(WEI).reacts(question, "question")
    workspace.person(ANA).replies(card, "Yes")
    workspace.person(ANA).reacts(question, CHECK)

    workspace.slack.events.release(lambda held: held[::-1])
    workspace.slack.settle()
    workspace.settle()

    assert "1 question (closed)" in says(workspace, card)


def test_a_mark_that_was_there_before_the_question_was_one_does_not_close_it(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    question = workspace.person(JONAS).replies(card, "Is replica 2 safe?")
    workspace.person(ANA).replies(card, "Yes")
    workspace.reacts(ANA, question, CHECK)

    workspace.reacts(WEI, question, "question")

    assert "1 question" in says(workspace, card)
    assert "closed" not in says(workspace, card)


def test_in_a_long_thread_the_latest_reply_is_found(workspace: Workspace, asked: tuple[Message, Message]) -> None:
    card, question = asked
    for number in range(450):
        workspace.slack.add_message(OPS, ANA, f"step {number}", thread=card)

    workspace.reacts(ANA, question, CHECK)

    assert "step 449" in note(workspace, card)
