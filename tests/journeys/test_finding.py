"""Looking for an item again: by its words, by what it is, and never by what one may not see."""

import pytest

from tests.journeys.conftest import Ask
from tests.people import JONAS, LUIS, SECRET, WEI, ZOE
from tests.workspace import Workspace


@pytest.fixture
def items(workspace: Workspace) -> Workspace:
    workspace.hands_off(WEI, "Replica 3 lags", next_step="Restart the rebuild")
    workspace.hands_off(JONAS, "Cert expires", next_step="Renew it before the replica notices", to="Los Angeles")
    workspace.hands_off(WEI, "Salary of the new replica keeper", where=SECRET)
    workspace.reacts(JONAS, workspace.card("Cert expires"), "white_check_mark")
    return workspace


FOUND = (
    ("find replica", "Found 2 items:\n🟢 Steady · H-1 Replica 3 lags · Wei Lin · opened today\n"),
    ("find REPL lag", "Found 1 item:\n🟢 Steady · H-1"),
    ("find cert state:done", "Found 1 item:\n🟢 Steady · H-2 Cert expires · Jonas Weber · done"),
    ("find owner:@Jonas Weber", "Found 1 item:\n🟢 Steady · H-2"),
    ("find owner:me", "Nothing fits"),
    ('find replica region:"los angeles"', "Nothing fits that you can see."),
    ("find replica region:berlin", "Found 2 items"),
    ("find replica before:2027-03-01", "Nothing fits that you can see."),
    ("find replica before:tomorrow", "Found 2 items"),
    ("find vault", "Nothing fits that you can see."),
)
NOT_READ = (
    ("find", "Did you mean /handoff find"),
    ("find replica state:opne", "No item is “opne”, did you mean"),
    ("find replica state:", "Say what state is, with no space between: state:open."),
    ("find owner:@ghost", "Choose the owner from Slack's list of names"),
    ("find replica region:Berln", 'Nothing fits, and your teams have no region “Berln”, did you mean "Berlin"?'),
    ("find kind:incidnt", 'Nothing fits, and your teams have no kind “incidnt”, did you mean "incident"?'),
    ("find before:soon", "“soon” is no date: write before:2027-05-03, or before:today."),
    ("find ???", "Say what to look for in words with letters or digits"),
)


@pytest.mark.usefixtures("items")
def test_what_is_found(ask: Ask, subtests: pytest.Subtests) -> None:
    """Who looks changes nothing: all look in one workspace."""
    for words, first in FOUND:
        with subtests.test(words):
            assert ask(LUIS, words).startswith(first)


@pytest.mark.usefixtures("items")
def test_what_cannot_be_read_is_said(ask: Ask, subtests: pytest.Subtests) -> None:
    for words, says in NOT_READ:
        with subtests.test(words):
            assert says in ask(LUIS, words)


def test_a_private_channels_item_is_not_shown_in_another(items: Workspace) -> None:
    said = items.types(WEI, "/handoff find replica")
    assert "Salary" not in said
    assert "1 item more of private channels or confidential: ask me in my direct messages to see them." in said
    assert "Salary" in items.types(WEI, "/handoff find replica", where=SECRET)
    assert "Salary" in items.writes(WEI, "find replica")


def test_nobody_learns_that_there_is_something_they_may_not_see(items: Workspace) -> None:
    assert items.writes(ZOE, "find salary") == items.writes(ZOE, "find nosuchword")


def test_text_says_what_the_block_says_and_how_to_go_on(items: Workspace) -> None:
    items.types(LUIS, "/handoff find replica")
    answer = items.person(LUIS).ephemerals[-1]
    assert "H-2 Cert expires" in answer.text
    assert answer.text.endswith("Type /handoff show H-1 to see the first.")


def test_a_tagged_reply_is_found_and_no_more_once_it_is_taken_out(items: Workspace) -> None:
    card = items.card("Replica 3 lags")
    reply = items.person(JONAS).replies(card, "The vault is sealed")
    items.reacts(WEI, reply, "warning")
    assert "H-1" in items.types(LUIS, "/handoff find vault")
    items.unreacts(WEI, reply, "warning")
    assert "Nothing fits" in items.types(LUIS, "/handoff find vault")
