"""Setting up a team while Slack is slow, in a channel that is none for it, and by people who send what no form has."""

import copy
import json
from typing import Any

from sqlalchemy import func, select

from models.tables import KeptAct
from tests.conftest import MakeWorkspace
from tests.journeys.test_setting_up import DINA, HANS, HUB, TEAM, roster_of, save, setup, shown, with_fourteen
from tests.people import at
from tests.workspace import Workspace


def test_nobody_hears_anything_for_being_added(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace)
    save(workspace)

    while workspace.clock() < at("wed 08:00", week=1):
        workspace.turn_by(hours=4)

    assert [user for user in TEAM.values() if user != HANS and workspace.dms(user)] == []
    assert "added you" not in "".join(workspace.dms(HANS)), "what he reads as its lead is not about that"


def test_while_slack_does_not_answer_the_form_waits_and_nothing_is_asked_without_pause(
    make_workspace: MakeWorkspace,
) -> None:
    workspace = with_fourteen(make_workspace)
    workspace.slack.faults.next("conversations.members", "http_500", times=99)
    form = setup(workspace)
    assert form.submit_label == "Continue"
    asked = len(workspace.slack.calls_of("conversations.members"))

    assert form.submit() == {}
    assert shown(workspace).text == form.text
    assert len(workspace.slack.calls_of("conversations.members")) == asked
    workspace.slack.faults.clear()
    workspace.turn_by(minutes=5)

    assert "14 people: Sydney 3" in shown(workspace).text


def test_while_people_are_not_told_of_nothing_is_written_that_would_wake_who_asks(
    make_workspace: MakeWorkspace,
) -> None:
    workspace = with_fourteen(make_workspace)
    workspace.slack.faults.next("users.info", "http_500", times=999)
    setup(workspace)
    commits: list[int] = []
    workspace.database.on_commit = lambda: commits.append(1)

    workspace.lookups.ask()

    assert commits == []


def test_whoever_does_not_come_back_is_forgotten(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    workspace.slack.faults.next("users.info", "http_500", times=999)
    setup(workspace).close()
    for _ in range(3):
        workspace.turn_by(minutes=6)

    with workspace.database.read() as session:
        assert session.scalar(select(func.count(KeptAct.id))) == 0


def test_a_channel_of_half_the_company_is_no_teams(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=None)
    many = [f"U0N{number:03}" for number in range(151)]
    for user in many:
        workspace.slack.add_user(user, user.title(), tz="Europe/Berlin")
    workspace.slack.add_channel("C0ALL", "general", members=many)

    form = workspace.form(many[0], "/handoff setup", "C0ALL")

    assert "151 people are in #general: set the team up in its own channel (at most 150)" in form.text
    assert len(workspace.slack.calls_of("users.info")) <= 1, "only who typed it is asked about"
    assert workspace.slack.calls_of("users.list") == []


def test_an_archived_channel_is_none_either(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace).close()
    workspace.slack.archive(HUB)
    sent = copy.deepcopy(workspace.slack.deliveries[0].payload)
    sent["trigger_id"] = "1.2.forged"

    answer = workspace.slack.send_raw("command", sent)

    assert "This channel is archived" in answer.body


def presses(workspace: Workspace, value: str) -> str:
    """What the form on top says after Hans sends a button's value that was none of his."""
    setup(workspace).press("Change Berlin")
    shown(workspace).close()
    forged: dict[str, Any] = copy.deepcopy(
        [one.payload for one in workspace.slack.deliveries if one.payload.get("type") == "block_actions"][-1]
    )
    forged["actions"][0]["value"] = value
    forged["trigger_id"] = workspace.slack.deliveries[-1].payload["trigger_id"]
    calls = len(workspace.slack.calls_of("views.push"))
    workspace.slack.send_raw("interaction", forged)
    return json.dumps(workspace.slack.calls_of("views.push")[calls:], default=str, ensure_ascii=False)


def test_a_button_with_what_no_button_has_changes_nothing(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    for value in ("", "x", "1", "1:99", "999999999999:0", "2147483647:0", "1:-1", "1:new:more"):
        said = presses(workspace, value)
        assert "Berlin (Europe/Berlin)" not in said, value
        shown(workspace).close()
    assert roster_of(workspace) == "teams: []\n"


def test_pickers_of_another_workspace_get_nothing(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace).press("Change Berlin")
    assert shown(workspace).search("Time zone", "")[0].startswith("Singapore")
    asked = copy.deepcopy(workspace.slack.deliveries[-1].payload)

    assert json.loads(workspace.slack.send_raw("options", asked | {"action_id": "other"}).body) == {"options": []}
    asked["team"]["id"] = "T0OTHER"
    assert json.loads(workspace.slack.send_raw("options", asked).body) == {"options": []}


def test_pickers_say_nothing_of_what_somebody_else_sets_up(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace).press("Change Berlin")
    shown(workspace).search("Time zone", "")
    asked = copy.deepcopy(workspace.slack.deliveries[-1].payload)
    asked["user"]["id"] = DINA

    offered = json.loads(workspace.slack.send_raw("options", asked).body)["options"]

    assert offered[0]["value"] == "Africa/Abidjan"
    assert shown(workspace, HANS).title == "Region"
