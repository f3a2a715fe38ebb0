"""Lists: what is mine, what waits for me, what my teams have, and no more than I may see."""

import pytest

from tests.journeys.conftest import Ask
from tests.people import ANA, JONAS, LOBBY, LUIS, MEI, OPS, PRIYA, SECRET, WEI, ZOE
from tests.workspace import Workspace


def headlines(answer: str) -> list[str]:
    """The items that a list names, in its order."""
    return [line.split(" · ")[1] for line in answer.splitlines()[1:] if " · H-" in line]


@pytest.fixture
def three_items(workspace: Workspace) -> Workspace:
    workspace.hands_off(WEI, "Cert")
    workspace.hands_off(MEI, "Banner", urgency="🔴 Critical")
    workspace.hands_off(JONAS, "Dump", to="Los Angeles")
    return workspace


@pytest.mark.usefixtures("three_items")
@pytest.mark.parametrize(
    "user, words, expected",
    [
        (WEI, "list", ["H-1 Cert"]),
        (JONAS, "list", ["H-2 Banner", "H-1 Cert", "H-3 Dump"]),
        (JONAS, "list mine", ["H-3 Dump"]),
        (JONAS, "list waiting", ["H-2 Banner", "H-1 Cert"]),
        (ANA, "list waiting", ["H-2 Banner", "H-1 Cert"]),
        (LUIS, "LIST All", ["H-2 Banner", "H-1 Cert", "H-3 Dump"]),
        (PRIYA, "list all", ["H-2 Banner", "H-1 Cert", "H-3 Dump"]),
    ],
)
def test_each_scope_most_needed_first(ask: Ask, user: str, words: str, expected: list[str]) -> None:
    assert headlines(ask(user, words)) == expected


@pytest.mark.parametrize(
    "words, says",
    [
        ("list", "You own nothing, and nothing waits for you"),
        ("list mine", "You own nothing"),
        ("list waiting", "Nothing waits for you"),
        ("list all", "Your teams have nothing under way"),
    ],
)
def test_an_empty_list_says_so(ask: Ask, words: str, says: str) -> None:
    assert ask(JONAS, words).startswith(says)


def test_twenty_lines_and_how_many_more(workspace: Workspace) -> None:
    for number in range(21):
        workspace.hands_off(WEI, f"Item {number:02}")

    answer = workspace.types(WEI, "/handoff list mine")

    assert answer.splitlines()[0] == "21 items of yours:"
    assert len(headlines(answer)) == 20
    assert answer.splitlines()[-1].startswith("and 1 more")


def test_done_items_leave_the_list(workspace: Workspace, ask: Ask) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.types(WEI, "/handoff done H-1")

    assert headlines(ask(WEI, "list")) == []


def test_an_item_of_a_private_channel_is_listed_for_its_members_only(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Salaries", SECRET)

    assert headlines(workspace.types(JONAS, "/handoff list waiting")) == ["H-1 Salaries"]
    assert headlines(workspace.types(ANA, "/handoff list waiting")) == []
    assert headlines(workspace.types(LUIS, "/handoff list all")) == []


def test_somebody_in_no_team_owns_what_they_handed_off(workspace: Workspace) -> None:
    workspace.types(ZOE, "/handoff who", LOBBY)
    workspace.slack.join(OPS, ZOE)
    workspace.hands_off(ZOE, "From Zoe")

    assert headlines(workspace.types(ZOE, "/handoff list", LOBBY)) == ["H-1 From Zoe"]
    assert headlines(workspace.types(ZOE, "/handoff list all", LOBBY)) == []
