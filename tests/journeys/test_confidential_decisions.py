"""What a confidential item asks: its decider reads it in the form alone, and nobody else learns of it."""

import pytest

from tests.journeys.deciding import asked
from tests.journeys.test_confidential import HEADLINE, STATE, STEP, hiring
from tests.people import ANA, JONAS, MEI, WEI, at
from tests.workspace import Workspace

QUESTION, WHY = "May we offer her 90k?", "She is worth it"
WORDS = (HEADLINE, STEP, STATE, QUESTION, WHY, "90k", "we wait for her")


@pytest.fixture
def workspace(workspace: Workspace) -> Workspace:
    """Wei's confidential item for Jonas and Ana asks Ana, till noon."""
    form = hiring(workspace, "C0OPS", "Jonas Weber", "Ana Kovač")
    form.choose("Decision owner", "Mei Tan").fill("Decision", QUESTION).choose("Decide by", at("mon 12:00"))
    form.fill("Without a decision", "we wait for her")
    assert form.submit() == {
        "Decision owner": "Mei Tan is not among those whom this is for: add them under Only for first."
    }
    assert form.choose("Decision owner", "Ana Kovač").submit() == {}
    workspace.settle()
    return workspace


def everything(workspace: Workspace, user: str) -> str:
    return "".join(one.text + str(one.blocks) for one in workspace.person(user).dms if one.by_bot)


def test_its_dm_names_nothing_and_the_form_says_all(workspace: Workspace) -> None:
    (dm,) = asked(workspace, ANA)
    assert dm.text.startswith("A confidential decision waits for you.\n")
    assert [word for word in WORDS if word in everything(workspace, ANA)] == []

    form = workspace.presses_for_form(ANA, dm, "Approve")
    assert QUESTION in form.text
    assert "At 13:00 without you: we wait for her" in form.text
    assert form.fill("Why, in one line", WHY).submit() == {}
    workspace.settle()

    for user in (ANA, WEI, JONAS, MEI):
        assert [word for word in WORDS if word in everything(workspace, user)] == [], user
    assert "A confidential handoff waits for you" in workspace.person(WEI).dms[-1].text
    assert workspace.cards() == []


def test_only_those_whom_it_is_for_read_what_was_decided(workspace: Workspace) -> None:
    form = workspace.form(ANA, "/handoff decide H-1")
    assert form.choose("Your decision", "Decline").fill("Why, in one line", WHY).submit() == {}
    workspace.settle()

    assert QUESTION in workspace.types(WEI, "/handoff decisions")
    assert QUESTION in workspace.types(JONAS, "/handoff decisions")
    assert "Nothing has been decided" in workspace.types(MEI, "/handoff decisions")
    assert "There is no item H-1 that you can see." in workspace.types(MEI, "/handoff decide H-1")


def test_nobody_decides_in_time_without_a_word_in_any_channel(workspace: Workspace) -> None:
    workspace.turn_to(at("mon 11:00"))
    workspace.turn_to(at("mon 12:00"))
    workspace.turn_to(at("tue 01:00"))

    assert workspace.cards() == []
    assert "no decision by" in everything(workspace, WEI)
    for user in (ANA, WEI, JONAS, MEI):
        assert [word for word in WORDS if word in everything(workspace, user)] == [], user


def test_in_the_digest_it_is_only_said_that_there_is_one(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Cert", to="Berlin")
    workspace.turn_to(at("mon 17:00"))
    workspace.types(WEI, "/handoff who")
    workspace.turn_to(at("tue 08:00"))

    assert [word for word in WORDS if word in everything(workspace, ANA)] == []
