"""A Slack status that says away: the bot asks its owner, once, while they are at work, and decides nothing."""

from datetime import date

import pytest

from bot.sandbox.people.message import Message
from models.tables import MessageKind
from models.verbs.questions import asked_about
from tests.people import ANA, JONAS, LUIS, WEI, ZOE, at
from tests.workspace import Workspace

QUESTION = "Are you away today?"


def shows(workspace: Workspace, user: str, emoji: str, until: str = "") -> None:
    """Somebody sets a Slack status, or clears it with no emoji; `until` is an instant of the week."""
    ends = int(at(until).timestamp()) if until else 0
    workspace.slack.set_user(user, status_emoji=emoji, status_expiration=ends)
    workspace.settle()


def asked(workspace: Workspace, user: str) -> list[Message]:
    """The DMs that ask, or asked, somebody whether they are away."""
    return [dm for dm in workspace.person(user).dms if dm.by_bot and "away" in dm.text]


def row_of(workspace: Workspace, user: str) -> str:
    """The row of the last question to somebody, which their buttons have as value."""
    with workspace.database.read() as session:
        return str(asked_about(session, 1, user, MessageKind.ASK_AWAY)[-1].id)


def test_it_asks_once_and_decides_nothing(workspace: Workspace) -> None:
    shows(workspace, JONAS, ":palm_tree:")
    (question,) = workspace.dms(JONAS)
    assert question == (
        "Are you away today? Your Slack status looks like it. If you are, others take your turns.\n"
        "[Yes, today] [Yes, other days] [No]"
    )
    assert "Jonas Weber" in workspace.on_shift("Berlin")

    workspace.slack.set_user(JONAS, real_name="Jonas W.")
    shows(workspace, JONAS, ":desert_island:")
    workspace.turn_to(at("tue 09:00"))

    assert len(asked(workspace, JONAS)) == 1


def test_yes_today_takes_them_out_and_can_be_cancelled(workspace: Workspace) -> None:
    shows(workspace, JONAS, ":palm_tree:")
    (question,) = asked(workspace, JONAS)

    workspace.presses(JONAS, question, "Yes, today")

    assert question.shown_to(workspace.person(JONAS)) == "You are away on Mon 1 Mar. Others take your turns.\n[Cancel]"
    assert "Ana Kovač" in workspace.on_shift("Berlin")
    workspace.presses(JONAS, question, "Cancel")
    assert question.shown_to(workspace.person(JONAS)).startswith("Then nothing has changed")
    assert "Jonas Weber" in workspace.on_shift("Berlin")


def test_what_they_still_own_is_told_to_who_says_yes(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")
    shows(workspace, JONAS, ":palm_tree:")

    said = workspace.presses(JONAS, asked(workspace, JONAS)[0], "Yes, today")

    assert "You still own H-1" in said


def test_other_days_are_picked_in_a_form_that_knows_when_the_status_ends(workspace: Workspace) -> None:
    shows(workspace, JONAS, ":palm_tree:", until="thu 23:00")  # midnight in Berlin
    (question,) = asked(workspace, JONAS)

    form = workspace.presses_for_form(JONAS, question, "Yes, other days")
    assert (form.values["From"], form.values["Until"]) == ("2027-03-01", "2027-03-04")
    form.choose("From", date(2027, 3, 2))
    assert form.submit() == {}
    workspace.settle()

    assert "You are away from Tue 2 Mar to Thu 4 Mar." in question.shown_to(workspace.person(JONAS))
    assert "Jonas Weber" in workspace.on_shift("Berlin")


def test_no_is_an_answer(workspace: Workspace) -> None:
    shows(workspace, JONAS, ":palm_tree:")
    (question,) = asked(workspace, JONAS)

    workspace.presses(JONAS, question, "No")
    shows(workspace, JONAS, ":desert_island:")
    workspace.turn_to(at("tue 09:00"))

    assert question.buttons == []
    assert len(asked(workspace, JONAS)) == 1
    assert "Jonas Weber" in workspace.on_shift("Berlin")


def test_an_answer_counts_once(workspace: Workspace) -> None:
    shows(workspace, JONAS, ":palm_tree:")
    (question,) = asked(workspace, JONAS)
    workspace.presses(JONAS, question, "Yes, today")

    said = workspace.sends_again(JONAS, action_id="not_away")  # from a screen that still shows the buttons

    assert said == ["You have answered that already: the message above says what is true now."]
    assert "Jonas Weber" not in workspace.on_shift("Berlin")


def test_nobody_answers_for_somebody_else(workspace: Workspace) -> None:
    shows(workspace, JONAS, ":palm_tree:")
    shows(workspace, ANA, ":palm_tree:")

    said = workspace.forges(ANA, asked(workspace, ANA)[0], action_id="away_today", value=row_of(workspace, JONAS))

    assert said[-1] == "That question was not asked of you, or is gone."
    assert "Jonas Weber" in workspace.on_shift("Berlin")


@pytest.mark.parametrize("action", ["away_today", "away_dates", "not_away", "trip", "moved", "not_moved", "undo_move"])
def test_what_names_no_question_does_nothing(workspace: Workspace, action: str) -> None:
    shows(workspace, JONAS, ":palm_tree:")
    workspace.presses(JONAS, asked(workspace, JONAS)[0], "No")
    shift = workspace.on_shift("Berlin")

    for value in ("999", "x", "", "99999999999999999999"):
        assert workspace.sends_again(JONAS, action_id=action, value=value)[-1].startswith("That ")

    assert workspace.on_shift("Berlin") == shift


def test_somebody_asleep_is_asked_when_their_day_begins_if_it_still_shows(workspace: Workspace) -> None:
    shows(workspace, LUIS, ":palm_tree:")
    workspace.turn_to(at("mon 16:59"))
    assert asked(workspace, LUIS) == []

    workspace.turn_to(at("mon 17:00"))

    assert len(asked(workspace, LUIS)) == 1


def test_a_status_that_ends_before_their_day_begins_is_not_asked_about(workspace: Workspace) -> None:
    shows(workspace, LUIS, ":palm_tree:", until="mon 12:00")

    workspace.turn_to(at("mon 17:00"))

    assert asked(workspace, LUIS) == []


def test_a_status_that_is_gone_by_then_is_not_asked_about(workspace: Workspace) -> None:
    shows(workspace, LUIS, ":palm_tree:")
    shows(workspace, LUIS, "")

    workspace.turn_to(at("mon 17:00"))

    assert asked(workspace, LUIS) == []


def test_a_question_loses_its_buttons_when_the_status_goes(workspace: Workspace) -> None:
    shows(workspace, JONAS, ":palm_tree:")
    shows(workspace, JONAS, "")

    (question,) = asked(workspace, JONAS)
    assert question.buttons == []
    assert "nothing has changed" in question.text


def test_who_has_said_that_they_are_away_is_not_asked(workspace: Workspace) -> None:
    workspace.types(JONAS, "/handoff away 2027-03-01..2027-03-03")
    shows(workspace, JONAS, ":palm_tree:", until="thu 06:00")

    workspace.turn_to(at("thu 09:00"))

    assert asked(workspace, JONAS) == []


@pytest.mark.parametrize("emoji", [":coffee:", ":house_with_garden:", ""])
def test_other_emoji_mean_nothing(workspace: Workspace, emoji: str) -> None:
    shows(workspace, JONAS, emoji)

    assert asked(workspace, JONAS) == []


def test_who_is_in_no_region_is_not_asked(workspace: Workspace) -> None:
    workspace.types(ZOE, "/handoff who", "C0LOBBY")
    shows(workspace, ZOE, ":palm_tree:")

    assert asked(workspace, ZOE) == []
