"""Above Send the form says who will see the item and who is told when, whatever the hour."""

import pytest

from tests.people import ANA, JONAS, LOBBY, LUIS, OPS, SECRET, UNKNOWN, WEI, at
from tests.workspace import Workspace


def test_in_the_home_channel_everyone_there(workspace: Workspace) -> None:
    assert "Seen by: everyone in #ops (8 people)." in workspace.form(WEI, "/handoff Cert").text


def test_in_another_public_channel_the_home_channel(workspace: Workspace) -> None:
    workspace.form(WEI, "/handoff Cert", LOBBY).close()

    assert "Seen by: everyone in #ops (8 people)." in workspace.form(WEI, "/handoff Cert", LOBBY).text


def test_in_the_dm_the_home_channel(workspace: Workspace) -> None:
    workspace.writes(WEI, "handoff Cert")

    form = workspace.presses_for_form(WEI, workspace.person(WEI).dms[-1], "Open the form")

    assert "Seen by: everyone in #ops (8 people)." in form.text


def test_in_a_private_channel_its_members_only(workspace: Workspace) -> None:
    workspace.form(WEI, "/handoff Salaries", SECRET).close()

    form = workspace.form(WEI, "/handoff Salaries", SECRET)

    assert "Seen by: only the members of #secret (4 people)." in form.text


def test_in_a_channel_slack_has_not_told_of_both_ways_are_said(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert", LOBBY)

    assert "Seen by: everyone in #ops (8 people); if this channel is private, only its members." in form.text
    form.choose("Urgency", "🟡 Watch")
    assert "Seen by: everyone in #ops (8 people)." in form.text


def test_where_the_bot_is_not_a_member_the_form_says_so(workspace: Workspace) -> None:
    workspace.slack.add_channel(UNKNOWN, "fresh", members=[WEI, JONAS], private=True, bot=False)
    form = workspace.form(WEI, "/handoff Cert", UNKNOWN)

    form.choose("Urgency", "🟡 Watch")

    assert "Seen by: only the members of this channel. I am not in it" in form.text


@pytest.mark.parametrize(
    "user, now, says",
    [
        (WEI, "mon 08:30", "Berlin is on shift now: Jonas Weber is told at once."),
        (JONAS, "mon 09:30", "Los Angeles's day starts in 7 h 30, today 18:00 (09:00 there). Told then."),
        (JONAS, "mon 15:30", "Los Angeles's day starts in 1 h 30, today 18:00 (09:00 there). Told then."),
        (LUIS, "fri 23:30", "Nobody is at work for 49 h"),
        (LUIS, "sat 01:00", "Nobody is at work for 48 h, until Mon 09:00 Singapore."),
        (ANA, "sun 12:00", "Nobody is at work for 13 h, until tomorrow 09:00 Singapore."),
    ],
)
def test_who_is_told_when(workspace: Workspace, user: str, now: str, says: str) -> None:
    workspace.turn_to(at(now))

    for where in (OPS, LOBBY):  # what is not known of a channel changes nothing in when people wake
        form = workspace.form(user, "/handoff Cert", where)
        assert says in form.text
        form.close()
