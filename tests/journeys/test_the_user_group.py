"""A Slack user group holds who is on shift now; when Slack refuses, the leads hear of it once and all else goes on."""

from dataclasses import replace

import pytest

from bot.sandbox.user_group import UserGroup
from bot.slack.calls import posting_client
from bot.slack.groups import UserGroups
from tests.conftest import MakeWorkspace
from tests.people import ANA, GUS, JONAS, LUIS, MEI, PRIYA, ROSTER, WEI, at
from tests.workspace import Workspace

GROUP = "S0ONCALL"
WITH_GROUP = ROSTER.replace("    leads:", f"    user_group: {GROUP}\n    leads:")


def with_group(make_workspace: MakeWorkspace, begins: str = "mon 07:00", *, roster: str = WITH_GROUP) -> Workspace:
    """The workspace before its group is there; it is from then on."""
    workspace = make_workspace(roster=ROSTER, begins=at("sun 12:00", week=-1))
    workspace.slack.add_user_group(GROUP, "oncall", users=[ANA])
    workspace.apply(roster)
    workspace.turn_to(at(begins))
    return workspace


def group(workspace: Workspace) -> UserGroup:
    return workspace.slack.user_group(GROUP)


def sets(workspace: Workspace) -> int:
    """How often the bot has set it."""
    return len([call for call in workspace.slack.calls if call.method == "usergroups.users.update"])


def test_it_holds_who_is_on_shift_in_all_regions_and_is_set_only_when_it_differs(make_workspace: MakeWorkspace) -> None:
    workspace = with_group(make_workspace)
    assert group(workspace).users == [WEI]

    workspace.turn_to(at("mon 07:30"))
    assert sets(workspace) == 1
    workspace.turn_to(at("mon 08:30"))
    assert group(workspace).users == [WEI, JONAS]
    workspace.turn_to(at("mon 09:00"))
    assert group(workspace).users == [JONAS]
    workspace.turn_to(at("mon 17:30"))
    assert group(workspace).users == [LUIS]
    assert sets(workspace) == 4


def test_an_absence_changes_it_at_once(make_workspace: MakeWorkspace) -> None:
    workspace = with_group(make_workspace)
    workspace.types(PRIYA, "/handoff away today @wei.lin")
    assert group(workspace).users == [MEI]


def test_while_nobody_is_on_shift_it_keeps_the_last_and_who_says_so(make_workspace: MakeWorkspace) -> None:
    workspace = with_group(make_workspace, "mon 08:30")
    workspace.turn_to(at("mon 09:30"))
    assert "user group" not in workspace.types(ANA, "/handoff who")

    workspace.turn_to(at("mon 16:30"))  # Berlin has gone home, Los Angeles sleeps for half an hour more

    assert group(workspace).users == [JONAS]
    assert "The user group still holds Jonas Weber, until somebody is on shift." in workspace.types(ANA, "/handoff who")
    assert sets(workspace) == 2


@pytest.mark.parametrize(
    "trouble, says",
    [
        ("plan_upgrade_required", "user groups need a paid Slack plan"),
        ("paid_teams_only", "user groups need a paid Slack plan"),
        ("permission_denied", "does not let everybody change user groups"),
        ("something_new", "Slack refuses it (something_new)"),
    ],
)
def test_a_refusal_is_told_to_the_leads_once_and_stops_nothing(
    make_workspace: MakeWorkspace, trouble: str, says: str
) -> None:
    workspace = make_workspace(roster=ROSTER, begins=at("sun 12:00", week=-1))
    workspace.slack.add_user_group(GROUP, "oncall", users=[ANA]).trouble = trouble
    workspace.apply(WITH_GROUP)
    workspace.turn_to(at("mon 07:00"))
    for wall in ("mon 07:30", "mon 08:05", "mon 09:10"):
        workspace.turn_to(at(wall))

    told = [dm for dm in workspace.dms(PRIYA) if "user group" in dm]
    assert len(told) == 1
    assert "I cannot keep the user group of Platform" in told[0]
    assert says in told[0]
    assert sets(workspace) == 3  # once an hour, not at every tick
    workspace.hands_off(JONAS, "Cert")
    assert "Waiting for: Los Angeles" in workspace.card("Cert").text

    group(workspace).trouble = None
    workspace.turn_to(at("mon 10:30"))
    assert group(workspace).users == [JONAS]


def test_a_group_that_is_not_there_is_told(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=ROSTER, begins=at("mon 06:00"))
    workspace.apply(WITH_GROUP)
    workspace.turn_to(at("mon 07:00"))
    assert [dm for dm in workspace.dms(PRIYA) if "there is no such user group" in dm]


def test_without_the_permission_slack_is_not_asked_and_the_leads_are_told(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=ROSTER, begins=at("sun 12:00", week=-1))
    workspace.slack.add_user_group(GROUP, "oncall", users=[ANA])
    without = replace(workspace.connected, granted=frozenset({"channels:history"}))
    workspace.groups = UserGroups(
        workspace.database, posting_client(workspace.slack.bot_token, workspace.slack.api_url), workspace.clock, without
    )
    workspace.apply(WITH_GROUP)
    workspace.turn_to(at("mon 07:00"))
    workspace.turn_to(at("mon 09:30"))

    assert sets(workspace) == 0
    assert group(workspace).users == [ANA]
    assert len([dm for dm in workspace.dms(PRIYA) if "I lack the permission usergroups:write" in dm]) == 1


def test_a_permission_that_is_taken_away_is_told_too(make_workspace: MakeWorkspace) -> None:
    workspace = with_group(make_workspace)
    workspace.slack.set_scopes("channels:history", "groups:history")
    workspace.turn_to(at("mon 08:30"))
    assert len([dm for dm in workspace.dms(PRIYA) if "I lack the permission usergroups:write" in dm]) == 1
    assert group(workspace).users == [WEI]


def test_guests_and_who_has_left_are_not_put_into_it(make_workspace: MakeWorkspace) -> None:
    guests = WITH_GROUP.replace("[{user: U0WEI}, {user: U0MEI}]", f"[{{user: {GUS}}}, {{user: {WEI}}}]").replace(
        "      - name: Singapore", "      - name: Singapore\n        rotation: all"
    )
    workspace = with_group(make_workspace, roster=guests)
    assert group(workspace).users == [WEI]


def test_a_slow_down_is_waited_out_without_a_word(make_workspace: MakeWorkspace) -> None:
    workspace = with_group(make_workspace)
    workspace.slack.faults.next("usergroups.users.update", "ratelimited", retry_after=30)
    workspace.turn_to(at("mon 08:30"))
    assert group(workspace).users == [WEI]
    workspace.turn_to(at("mon 08:32"))
    assert group(workspace).users == [WEI, JONAS]
    assert [dm for dm in workspace.dms(PRIYA) if "user group" in dm] == []
