"""What is not ours, or not what we sent, does nothing: another workspace's payloads, forged clicks and forms."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.test_said_twice import last
from tests.people import JONAS, OPS, WEI
from tests.workspace import Workspace


@pytest.mark.parametrize("kind", ["command", "interaction", "event"])
def test_another_workspaces_payload_changes_nothing(workspace: Workspace, kind: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    before = card.shown_to(workspace.person(WEI))
    workspace.types(JONAS, "/handoff show H-1")
    workspace.presses(JONAS, card, "Full note")
    workspace.reacts(JONAS, card, "eyes")
    payload = copy.deepcopy(last(workspace, kind).payload)
    strange(payload)

    assert workspace.slack.send_raw(kind, payload).accepted
    workspace.settle()

    assert card.shown_to(workspace.person(WEI)) == before


def strange(payload: dict[str, Any]) -> None:
    """Make it another workspace's payload that claims H-1."""
    payload["team_id"] = "T0STRANGE"
    if "team" in payload:
        payload["team"] = payload["team"] | {"id": "T0STRANGE"}
    if "event" in payload:
        payload["event"]["reaction"] = "raised_hand"
        payload["event_id"] = "Ev0STRANGE"
    if "actions" in payload:
        payload["actions"][0]["action_id"] = "claim"
    if "command" in payload:
        payload["text"] = "claim H-1"
    if "trigger_id" in payload:
        payload["trigger_id"] = "1.2.strange"


def with_action(payload: dict[str, Any]) -> None:
    payload["actions"][0]["action_id"] = "launch_rockets"


def with_words_as_value(payload: dict[str, Any]) -> None:
    payload["actions"][0] |= {"action_id": "claim", "value": "H-1; drop table items"}


def with_a_huge_number(payload: dict[str, Any]) -> None:
    payload["actions"][0] |= {"action_id": "claim", "value": "9" * 40}


def with_a_huge_event(payload: dict[str, Any]) -> None:
    payload["actions"][0] |= {"action_id": "undo", "value": "9" * 40}


def with_strange_digits(payload: dict[str, Any]) -> None:
    payload["actions"][0] |= {"action_id": "claim", "value": "²"}


def with_no_value(payload: dict[str, Any]) -> None:
    payload["actions"][0] = {"action_id": "more", "block_id": "x", "type": "overflow"}


@pytest.mark.parametrize(
    "forge",
    [
        with_action, with_words_as_value, with_a_huge_number, with_a_huge_event, with_strange_digits, with_no_value,
    ],
)  # fmt: skip
def test_forged_clicks_change_nothing(workspace: Workspace, forge: Callable[[dict[str, Any]], None]) -> None:
    card = workspace.hands_off(WEI, "Cert")
    before = card.shown_to(workspace.person(WEI))
    workspace.presses(JONAS, card, "Full note")
    payload = copy.deepcopy(last(workspace, "interaction").payload)
    forge(payload)
    payload["trigger_id"] += ".forged"

    assert workspace.slack.send_raw("interaction", payload).accepted
    workspace.settle()

    assert card.shown_to(workspace.person(WEI)) == before


FORGED = [
    "", "{}", "[]", "null", "fly:1", '{"opened_in": 7}', '{"opened_in": "C0OPS", "mode": "fly"}',
    '{"opened_in": "C0OPS", "mode": "update", "number": 99999999999999999999999}',
]  # fmt: skip


@pytest.mark.parametrize("metadata", FORGED)
def test_a_form_with_forged_metadata_is_refused_and_keeps_its_words(workspace: Workspace, metadata: str) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it")
    form.view.content["private_metadata"] = metadata

    errors = form.submit()

    assert errors == {"Headline": "This form is not one of mine any more: copy your words and open it anew."}
    assert form.values["Next step"] == "Renew it"
    assert workspace.cards() == []


@pytest.mark.parametrize("metadata", ["", "fly:1", "cancel:one", "cancel:99999999999999999999999", "cancel"])
def test_a_reason_with_forged_metadata_is_refused_and_keeps_its_words(workspace: Workspace, metadata: str) -> None:
    card = workspace.hands_off(WEI, "Cert")
    form = workspace.presses_for_form(WEI, card, "Cancel").fill("Why", "not needed")
    form.view.content["private_metadata"] = metadata

    assert form.submit() == {"Why": "This form is not one of mine any more: copy your words and open it anew."}

    assert form.values["Why"] == "not needed"


@pytest.mark.parametrize("words", ["H-999", "show H-0", "claim H-999999999", "done H-00000000001234567890"])
def test_items_that_do_not_exist(workspace: Workspace, words: str) -> None:
    answer = workspace.person(WEI).types(OPS, f"/handoff {words}")

    assert answer.ok
    assert "There is no item" in answer.text or answer.form is not None


def test_an_unknown_form_is_answered_and_does_nothing(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it")
    form.view.content["callback_id"] = "another_form"

    form.submit()

    assert workspace.cards() == []


@pytest.mark.parametrize("kind", ["app_home_opened", "message", "reaction_added", "nonsense"])
def test_events_without_what_they_should_have_are_taken_and_do_nothing(workspace: Workspace, kind: str) -> None:
    workspace.hands_off(WEI, "Cert")
    workspace.person(WEI).writes_to_bot("hello")
    payload = copy.deepcopy(last(workspace, "event").payload)
    payload["event"] = {"type": kind, "event_ts": "1.2"}
    payload["event_id"] = "Ev0EMPTY"

    assert workspace.slack.send_raw("event", payload).accepted
