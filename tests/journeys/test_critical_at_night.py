"""Something critical for people who are asleep is asked about once more: the bot is no pager, and says so."""

from tests.people import JONAS, LUIS, WEI, at
from tests.workspace import Workspace


def test_send_anyway_is_asked_once_and_the_page_link_is_shown(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Lag").fill("Next step", "Restart").choose("To", "Los Angeles")
    form.choose("Urgency", "🔴 Critical")
    assert "Los Angeles is asleep for 8 h 30. I wake nobody. If it cannot wait: page the team." in form.text

    assert form.submit() == {}
    assert form.submit_label == "Send anyway"
    assert workspace.cards() == []

    assert form.submit() == {}
    workspace.settle()
    assert workspace.person(WEI).form is None
    assert "Waiting for: Los Angeles" in workspace.card("Lag").shown_to(workspace.person(WEI))
    assert "page the team: https://example.com/page" in workspace.whispers(WEI)[-1]
    assert workspace.told() == {}


def test_what_was_typed_is_there_when_it_is_asked(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Lag").fill("Next step", "Restart").press("More context")
    form.fill("Why", "it lags").choose("To", "Los Angeles").choose("Urgency", "🔴 Critical")

    form.submit()

    assert (form.values["Headline"], form.values["Next step"], form.values["Why"]) == ("Lag", "Restart", "it lags")


def test_another_receiver_after_the_question_is_no_longer_asked_about(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Lag").fill("Next step", "Restart").choose("To", "Los Angeles")
    form.choose("Urgency", "🔴 Critical").submit()

    form.choose("To", "Berlin")
    assert form.submit_label == "Send"
    assert form.submit() == {}
    assert not form.is_open

    workspace.settle()
    assert workspace.told() == {JONAS: 1}


def test_critical_for_people_at_work_is_not_asked_about(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Lag", urgency="🔴 Critical")

    assert workspace.told() == {JONAS: 1}


def test_nobody_is_woken_and_the_morning_begins_with_it(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Lag").fill("Next step", "Restart").choose("To", "Los Angeles")
    form.choose("Urgency", "🔴 Critical").submit()
    form.submit()
    workspace.turn_to(at("mon 16:59"))
    assert LUIS not in workspace.told()

    workspace.turn_to(at("mon 17:00"))

    assert workspace.dms(LUIS)[0].index("🔴 Critical · H-1 Lag") > 0
