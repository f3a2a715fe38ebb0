"""What we did not foresee: a sentence with a reference for the person, nothing changed, nothing typed lost."""

from typing import NoReturn

import pytest

from handlers.actions import clicks
from handlers.asks import carry_out
from handlers.events import arrivals
from handlers.views import submissions
from tests.people import JONAS, OPS, WEI
from tests.workspace import Workspace

SAYS = "Something went wrong on my side, and nothing was changed. Please try again; reference"


def fails(*_: object) -> NoReturn:
    raise ZeroDivisionError


def test_in_a_command(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    workspace.hands_off(WEI, "Cert")
    monkeypatch.setitem(carry_out.VERBS, "cancel", fails)

    answer = workspace.types(WEI, "/handoff cancel H-1 the vendor & Ana renewed it")

    assert answer.startswith(SAYS)
    assert "You typed: /handoff cancel H-1 the vendor & Ana renewed it" in answer
    caplog.clear()


def test_in_a_form(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it")
    monkeypatch.setitem(submissions.FORMS, "handoff_form", fails)

    assert form.submit()["Headline"].startswith(SAYS)

    assert form.values["Next step"] == "Renew it"
    monkeypatch.undo()
    assert form.submit() == {}
    caplog.clear()


def test_in_a_click(workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    card = workspace.hands_off(WEI, "Cert")
    monkeypatch.setitem(clicks.ACTIONS, "claim", fails)

    workspace.person(JONAS).presses(card, "Claim")
    workspace.settle()

    assert workspace.whispers(JONAS)[-1].startswith(SAYS)
    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))
    caplog.clear()


def test_in_an_event_slack_sends_it_again(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    card = workspace.hands_off(WEI, "Cert")
    monkeypatch.setitem(arrivals.EVENTS, "reaction_added", fails)
    workspace.reacts(JONAS, card, "raised_hand")
    assert "Waiting for: Berlin" in card.shown_to(workspace.person(WEI))
    monkeypatch.undo()

    workspace.slack.retry_due()
    workspace.settle()

    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))
    caplog.clear()


@pytest.mark.parametrize(
    "kind", ["expired_trigger_id", "internal_error", "ratelimited", "http_500", "drop", "half_body"]
)
def test_slack_does_not_open_the_form(workspace: Workspace, kind: str) -> None:
    workspace.slack.faults.next("views.open", kind)

    answer = workspace.types(WEI, "/handoff Replica 3 lags & nobody knows why")

    assert answer.startswith("Slack did not open the form (it took too long, or is in trouble). Please try once more.")
    assert "You typed: /handoff Replica 3 lags & nobody knows why" in answer


def test_slack_does_not_open_a_view_for_a_button(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.slack.faults.next("views.open", "expired_trigger_id")

    answer = workspace.person(JONAS).presses(card, "Full note")

    assert answer.form is None
    assert workspace.whispers(JONAS)[-1].startswith("Slack did not open the form")


def test_slack_does_not_redraw_the_form(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it")
    workspace.slack.faults.next("views.update", "internal_error")

    form.choose("To", "Los Angeles")

    assert form.values["Next step"] == "Renew it"
    assert form.submit() == {}
    workspace.settle()
    assert "Waiting for: Los Angeles" in workspace.card("Cert").shown_to(workspace.person(WEI))


@pytest.mark.parametrize("kind", ["drop", "half_body"])
def test_slack_loses_an_answer_that_only_one_person_sees(workspace: Workspace, kind: str) -> None:
    workspace.slack.faults.next("chat.postEphemeral", kind)

    workspace.hands_off(WEI, "Cert")

    assert len(workspace.cards(OPS)) == 1
