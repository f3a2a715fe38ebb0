"""A critical item goes with headline and next step alone; its owner is asked for the rest once, as their day ends."""

from datetime import timedelta

import pytest

from tests.conftest import MakeWorkspace
from tests.journeys.evenings import evening, evenings
from tests.people import JONAS, PRIYA, WEI, at
from tests.workspace import Workspace

LACKS = "Not said yet: State now, Ruled out."


@pytest.fixture
def early(make_workspace: MakeWorkspace) -> Workspace:
    """Twenty-five minutes before the end of Wei's day is told of; Berlin has just begun."""
    workspace = make_workspace(begins=at("mon 08:05"))
    form = workspace.form(WEI, "/handoff Replica").fill("Next step", "Restart it").choose("Urgency", "🔴 Critical")
    assert "State now" not in form.labels
    assert form.submit() == {}
    workspace.settle()
    return workspace


def test_its_sender_is_asked_once_and_adds_it_from_there(early: Workspace) -> None:
    assert early.dms(WEI) == []
    early.turn_to(at("mon 08:30"))

    asked = early.dms(WEI)[-1]
    assert "🔴 Critical · H-1 Replica · waits for Berlin\nNext: Restart it\n" + LACKS in asked
    text = early.person(WEI).dms[-1].text
    assert text.startswith(f"H-1: {LACKS}")
    assert text.endswith("Type /handoff show H-1, then Update, to add the rest.")

    form = early.presses_for_form(WEI, early.person(WEI).dms[-1], "Add the rest")
    assert form.fill("State now", "It lags 40 s").fill("Ruled out", "the disk").submit() == {}
    early.settle()

    assert LACKS not in early.dms(WEI)[-1]
    assert len(early.dms(WEI)) == 1
    assert "It lags 40 s" in early.presses_for_form(JONAS, early.card("Replica"), "Full note").text


def test_a_lead_who_works_in_no_region_is_asked_as_their_day_ends(make_workspace: MakeWorkspace) -> None:
    """Priya leads; nine to five where Slack says she is."""
    workspace = make_workspace(begins=at("mon 08:05"))
    workspace.hands_off(PRIYA, "Replica", urgency="🔴 Critical", to="Berlin")
    workspace.turn_to(at("mon 08:29"))
    assert workspace.dms(PRIYA) == []

    workspace.turn_to(at("mon 08:30"))

    assert LACKS in workspace.dms(PRIYA)[0]
    workspace.turn_by(hours=24)
    assert not any(LACKS in one.text for one in evenings(workspace, PRIYA))


def test_whoever_owns_it_after_that_is_not_asked_again(early: Workspace) -> None:
    early.turn_to(at("mon 08:30"))
    early.types(JONAS, "/handoff claim H-1")
    assert LACKS not in early.dms(WEI)[-1]

    early.turn_to(at("mon 15:30"))

    assert LACKS not in evening(early, JONAS).text
    early.turn_by(hours=24)
    assert not any(LACKS in one.text for one in evenings(early, JONAS))


def test_who_claimed_it_before_is_asked_in_their_evening(early: Workspace) -> None:
    early.types(JONAS, "/handoff claim H-1")
    early.turn_to(at("mon 08:30"))
    assert not any(LACKS in one for one in early.dms(WEI))

    early.turn_to(at("mon 15:30"))

    assert LACKS in evening(early, JONAS).text


def test_what_is_not_critical_or_says_it_is_not_asked_for(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(begins=at("mon 08:05"))
    workspace.hands_off(WEI, "Steady")
    form = workspace.form(WEI, "/handoff Whole").fill("Next step", "Look").choose("Urgency", "🔴 Critical")
    form.press("More context").fill("State now", "It lags").fill("Ruled out", "the disk")
    assert form.submit() == {}

    workspace.turn_to(at("mon 08:05") + timedelta(minutes=25))

    assert workspace.dms(WEI) == []
