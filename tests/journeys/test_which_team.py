"""Which team a new item belongs to: the home channel's, else one's only one, else the form asks."""

from tests.conftest import MakeWorkspace
from tests.people import GUS, JONAS, LOBBY, OPS, TWO_TEAMS, WEI, ZOE
from tests.workspace import Workspace

ELSEWHERE = "C0ELSEWHERE"


def in_two_teams(make_workspace: MakeWorkspace) -> Workspace:
    workspace = make_workspace(roster=TWO_TEAMS)
    workspace.slack.add_channel(ELSEWHERE, "elsewhere", members=[JONAS, WEI])
    return workspace


def test_somebody_in_two_teams_is_asked_outside_their_home_channels(make_workspace: MakeWorkspace) -> None:
    workspace = in_two_teams(make_workspace)

    form = workspace.form(JONAS, "/handoff Cert", ELSEWHERE)

    assert form.labels == ["Team", "Headline", "Next step", "Urgency", "By", "To"]
    assert form.values["Team"] == "Platform"
    form.fill("Next step", "Renew it").choose("Team", "Early")
    assert form.choices("To")[0].startswith("Next: Dawn")
    assert form.submit() == {}
    workspace.settle()
    assert "Waiting for: Dawn" in workspace.card("Cert", LOBBY).shown_to(workspace.person(JONAS))
    assert workspace.cards(OPS) == []


def test_in_a_home_channel_nobody_is_asked(make_workspace: MakeWorkspace) -> None:
    workspace = in_two_teams(make_workspace)

    assert "Team" not in workspace.form(JONAS, "/handoff Cert", LOBBY).labels
    workspace.hands_off(JONAS, "Cert", OPS, to="Los Angeles")


def test_ones_only_team_takes_what_is_opened_elsewhere(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert", LOBBY).fill("Next step", "Renew it")
    form.submit()
    workspace.settle()

    assert "Waiting for: Berlin" in workspace.card("Cert").shown_to(workspace.person(WEI))
    assert workspace.cards(LOBBY) == []


def test_somebody_in_no_team_gives_work_to_one_whose_home_they_see(workspace: Workspace) -> None:
    answer = workspace.types(ZOE, "/handoff Cert", LOBBY)
    assert answer.startswith("I am asking Slack who you are and what you see: please type it again in a moment.")

    form = workspace.form(ZOE, "/handoff Cert", LOBBY).fill("Next step", "Renew it")
    assert form.submit() == {}
    workspace.settle()

    assert "From: Zoe" in workspace.card("Cert").shown_to(workspace.person(JONAS))


def test_a_guest_is_refused_before_anything_is_typed(workspace: Workspace) -> None:
    workspace.person(GUS).types(OPS, "/handoff Cert")  # the bot asks Slack who that is
    workspace.settle()

    answer = workspace.person(GUS).types(OPS, "/handoff Cert expires")

    assert "Guests can read handoffs, but not open them. A lead of Platform can add you to its roster." in answer.text
    assert "Cert expires" in answer.text
    assert workspace.cards() == []


def test_a_guest_whom_the_bot_meets_for_the_first_time_keeps_what_was_typed(workspace: Workspace) -> None:
    form = workspace.form(GUS, "/handoff Cert").fill("Next step", "Renew it")

    assert "Guests can read handoffs" in str(form.submit())

    assert form.values["Next step"] == "Renew it"
    assert workspace.cards() == []
