"""The Home tab: what concerns its reader, as it is when they open it, and what they can do there."""

import pytest

from bot.sandbox.people.home import Home
from tests.people import ANA, GUS, JONAS, LUIS, SECRET, WEI, ZOE
from tests.workspace import Workspace


def home(workspace: Workspace, user: str) -> Home:
    """The tab as somebody sees it who opens it."""
    person = workspace.person(user)
    person.opens_home()
    workspace.settle()
    assert person.home is not None
    return person.home


def presses(workspace: Workspace, user: str, label: str) -> str:
    """What the tab shows after somebody has pressed a button on it."""
    shown = home(workspace, user)
    shown.press(label)
    workspace.settle()
    return shown.text


@pytest.fixture
def two_items(workspace: Workspace) -> Workspace:
    workspace.hands_off(WEI, "Replica 3 lags", next_step="Restart the rebuild")
    workspace.hands_off(JONAS, "Dump the orders", to="Los Angeles")
    return workspace


def test_what_waits_what_is_owned_and_who_is_on_shift(two_items: Workspace) -> None:
    shown = home(two_items, JONAS).text
    assert "Good morning, Jonas Weber" in shown
    assert "WAITING FOR YOU (1)\n🟢 Steady · H-1 Replica 3 lags\nRestart the rebuild" in shown
    assert "YOU OWN (1)\n🟢 Steady · H-2 Dump the orders · waits for Los Angeles" in shown
    assert "Berlin: Jonas Weber, now, till 17:00" in shown
    assert "Los Angeles: Luis Romero, from today 18:00" in shown


def test_it_is_made_afresh_when_it_is_opened(two_items: Workspace) -> None:
    home(two_items, JONAS)
    two_items.types(ANA, "/handoff claim H-1")
    assert "WAITING FOR YOU" not in home(two_items, JONAS).text


def test_a_claim_there_is_answered_there(two_items: Workspace) -> None:
    before = two_items.whispers(JONAS)
    shown = presses(two_items, JONAS, "Claim H-1")
    assert shown.startswith("H-1 is yours.")
    assert "YOU OWN (2)" in shown
    assert two_items.whispers(JONAS) == before
    opened = two_items.person(JONAS).home
    assert opened is not None
    opened.press("Undo")
    two_items.settle()
    assert "WAITING FOR YOU (1)" in opened.text


def test_a_refusal_is_told_there_too(two_items: Workspace) -> None:
    shown = home(two_items, JONAS)
    two_items.types(ANA, "/handoff claim H-1")
    shown.press("Claim H-1")
    two_items.settle()
    assert "Ana Kovač has H-1" in shown.text.splitlines()[0]


def test_handing_off_there_is_answered_there(two_items: Workspace) -> None:
    shown = home(two_items, WEI)
    shown.press("Hand something off")
    form = two_items.person(WEI).form
    assert form is not None
    assert not form.fill("Headline", "Cert expires").fill("Next step", "Renew it").submit()
    two_items.settle()
    assert shown.text.startswith("H-3 goes to Berlin")
    assert "Cert expires" in two_items.card("Cert expires").text
    assert len(two_items.dms(WEI)) == 0


def test_done_and_the_full_note(two_items: Workspace) -> None:
    two_items.presses(LUIS, two_items.card("Dump the orders"), "Claim")
    shown = home(two_items, LUIS)
    shown.press("Open H-2")
    note = two_items.person(LUIS).form
    assert note is not None
    assert note.title == "Note of H-2"
    note.close()
    assert "H-2 is done." in presses(two_items, LUIS, "Done H-2")


def test_a_newcomer_sees_how_to_begin(workspace: Workspace) -> None:
    shown = home(workspace, ZOE)
    assert "type /handoff setup" in shown.text
    assert shown.buttons == ["Hand something off"]


def test_nothing_of_a_channel_one_is_not_in(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Salary of the new hire", where=SECRET)
    assert "Salary" in home(workspace, JONAS).text
    assert "Salary" not in home(workspace, ANA).text
    assert "Salary" not in home(workspace, GUS).text


def test_the_messages_tab_makes_nothing(workspace: Workspace) -> None:
    workspace.person(JONAS).opens_home("messages")
    workspace.settle()
    assert workspace.slack.calls_of("views.publish") == []


def test_more_than_fits_is_said(workspace: Workspace) -> None:
    for number in range(12):
        workspace.hands_off(WEI, f"Item {number}")
    shown = home(workspace, JONAS).text
    assert "WAITING FOR YOU (12)" in shown
    assert "and 2 more: /handoff list waiting" in shown


def test_what_one_is_to_decide_leads(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Ship banner text v3")
    form.fill("Next step", "Ship it").press("More context")
    form.choose("Decision owner", "Jonas Weber").fill("Decision", "May banner text v3 ship?")
    assert not form.submit()
    workspace.settle()
    shown = home(workspace, JONAS)
    assert "TO DECIDE (1)\nH-1 May banner text v3 ship?" in shown.text
    shown.press("Decide H-1")
    asked = workspace.person(JONAS).form
    assert asked is not None
    assert "May banner text v3 ship?" in asked.text
