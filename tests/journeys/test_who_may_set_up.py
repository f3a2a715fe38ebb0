"""Who may set a team up or change it, and what else keeps it from being saved: always a sentence, never half of it."""

import copy

from bot.sandbox.people.form import Form
from tests.conftest import MakeWorkspace
from tests.people import ANA, GUS, JONAS, LOBBY, OPS, PRIYA, ROSTER, SECRET, WEI, ZOE, at
from tests.workspace import Workspace


def shown(workspace: Workspace, user: str) -> Form:
    """The form in front of somebody."""
    form = workspace.person(user).form
    assert form is not None
    return form


def saves(workspace: Workspace, user: str) -> str:
    """What stands in the form after Preview and Save; empty when it went."""
    shown(workspace, user).submit()
    preview = shown(workspace, user)
    preview.submit()
    workspace.settle()
    left = workspace.person(user).form
    return left.text if left else ""


def test_guests_cannot_set_up_a_team(workspace: Workspace) -> None:
    workspace.slack.join(LOBBY, GUS)
    form = workspace.form(GUS, "/handoff setup", LOBBY)

    assert "Guests and people of other companies cannot set up a team." in form.text


def test_a_team_that_is_there_is_changed_by_its_leads_alone(workspace: Workspace) -> None:
    said = workspace.types(WEI, "/handoff setup")

    assert "Only a lead of Platform (Priya Nair) can change it." in said
    assert workspace.person(WEI).form is None
    assert workspace.form(PRIYA, "/handoff setup").title == "Change the team"


def test_a_team_without_leads_is_its_files(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=ROSTER.replace("    leads: [U0PRIYA]\n", ""))

    form = workspace.form(PRIYA, "/handoff setup")

    assert "Platform has no lead, so it is changed by its roster file alone" in form.text


def test_it_belongs_into_a_channel(workspace: Workspace) -> None:
    assert "Type /handoff setup in the channel" in workspace.writes(ZOE, "setup")
    assert "Type /handoff setup in the channel" in workspace.types(ZOE, "/handoff setup", workspace.person(ZOE).dm)


def test_a_private_channel_without_the_bot_says_how_to_let_it_in(workspace: Workspace) -> None:
    workspace.slack.add_channel("C0HIDDEN", "hidden", members=[ZOE], private=True, bot=False)

    form = workspace.form(ZOE, "/handoff setup", "C0HIDDEN")

    assert "I cannot see this channel: type /invite @Sunrelay here" in form.text


def test_a_channel_where_the_bot_is_not_yet_works_and_says_so(workspace: Workspace) -> None:
    workspace.slack.add_channel("C0OPEN", "open", members=[ZOE, ANA], bot=False)

    workspace.form(ZOE, "/handoff setup", "C0OPEN").submit()

    assert "I am not in #open: type /invite @Sunrelay there" in shown(workspace, ZOE).text


def test_a_lead_changes_a_region_and_whose_shifts_change_are_told(workspace: Workspace) -> None:
    workspace.form(PRIYA, "/handoff setup").press("Change Berlin")
    shown(workspace, PRIYA).choose("People", ["Ana Kovač", "Zoe"]).submit()
    workspace.settle()
    shown(workspace, PRIYA).submit()
    workspace.settle()

    assert saves(workspace, PRIYA) == ""

    told = workspace.dms(JONAS)
    assert len(told) == 1
    assert "Priya Nair" in told[0]
    workspace.hands_off(WEI, "Queue grows", To="Berlin")
    workspace.turn_to(at("tue 08:10"))
    assert "Priya Nair added you to Platform, region Berlin" in "".join(workspace.dms(ZOE) + workspace.dms(ANA))


def test_what_somebody_else_has_changed_meanwhile_is_not_written_over(workspace: Workspace) -> None:
    workspace.form(PRIYA, "/handoff setup")
    workspace.apply(ROSTER.replace("U0LUIS", "U0ZOE"))

    said = saves(workspace, PRIYA)

    assert "Somebody has changed this team meanwhile: type /handoff setup to begin from that." in said
    shown(workspace, PRIYA).close()
    shown(workspace, PRIYA).close()
    assert "Los Angeles 1" in workspace.form(PRIYA, "/handoff setup").text


def test_the_name_of_another_team_is_refused(workspace: Workspace) -> None:
    form = workspace.form(ZOE, "/handoff setup", LOBBY)
    form.fill("Team name", "platform")

    assert "second team" in form.submit()["Team name"]


def test_nobody_takes_over_the_items_of_a_team_that_is_gone_by_its_name(workspace: Workspace) -> None:
    workspace.apply("teams:\n" + ROSTER.partition("\n")[2].replace("Platform", "Other").replace(OPS, SECRET))
    form = workspace.form(ZOE, "/handoff setup", LOBBY)
    form.fill("Team name", "Platform")

    assert "There is, or was, a team Platform in another channel" in form.submit()["Team name"]


def test_a_first_day_that_is_past_is_refused_at_its_input(workspace: Workspace) -> None:
    form = workspace.form(ZOE, "/handoff setup", LOBBY)
    form.choose("First day", "2027-02-26")

    assert "is past" in form.submit()["First day"]


def test_the_last_one_of_a_region_cannot_be_taken_away(workspace: Workspace) -> None:
    workspace.form(PRIYA, "/handoff setup").press("Change Berlin")

    errors = shown(workspace, PRIYA).choose("People", ["Luis Romero", "Ana Kovač"]).submit()

    assert "leave nobody in Los Angeles" in errors["People"]


def test_people_of_other_companies_and_apps_are_not_chosen_here(workspace: Workspace) -> None:
    workspace.form(PRIYA, "/handoff setup").press("Change Berlin")
    region = shown(workspace, PRIYA).choose("People", ["Jonas Weber", "Olga"])
    region.submit()
    workspace.settle()

    assert region.submit()["People"].startswith("Olga: apps, and people of other companies")
    own = workspace.slack.bot_user_id
    assert "I cannot take work myself" in region.choose("People", ["Jonas Weber", own]).submit()["People"]
    assert region.choose("People", ["Jonas Weber", "Gus"]).submit() == {}, "a guest may act where the roster names them"


def test_whom_a_file_has_let_act_stays(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=ROSTER.replace("{user: U0ANA}", "{user: U0OLGA}"))
    workspace.form(PRIYA, "/handoff setup").press("Change Berlin")

    assert shown(workspace, PRIYA).fill("Name", "Europe").submit() == {}


def test_a_save_that_slack_sends_twice_counts_once(workspace: Workspace) -> None:
    workspace.form(ZOE, "/handoff setup", LOBBY)
    assert saves(workspace, ZOE) == ""
    sent = [one for one in workspace.slack.deliveries if one.payload.get("type") == "view_submission"][-1]

    assert workspace.slack.send_raw("interaction", copy.deepcopy(sent.payload)).body == '{"response_action": "clear"}'


def test_what_somebody_else_is_setting_up_cannot_be_saved_or_seen(workspace: Workspace) -> None:
    workspace.form(PRIYA, "/handoff setup")
    shown(workspace, PRIYA).submit()
    hers = shown(workspace, PRIYA).view.content["private_metadata"]
    workspace.form(ZOE, "/handoff setup", LOBBY)
    shown(workspace, ZOE).submit()
    shown(workspace, ZOE).submit()
    saved = [one for one in workspace.slack.deliveries if one.payload.get("type") == "view_submission"][-1].payload
    forged = copy.deepcopy(saved)
    forged["view"]["private_metadata"] = hers
    forged["view"]["id"] = "V0FORGED"

    answer = workspace.slack.send_raw("interaction", forged)

    assert "This was saved, or begun anew, elsewhere" in answer.body
    assert saves_nothing(workspace)


def saves_nothing(workspace: Workspace) -> bool:
    """Whether Platform is as its file says."""
    return "Only a lead of Platform" in workspace.types(WEI, "/handoff setup")


def test_a_files_first_apply_tells_nobody_and_a_later_one_whom_it_adds(workspace: Workspace) -> None:
    workspace.apply(ROSTER.replace("{user: U0ANA}", "{user: U0ANA}, {user: U0ZOE}"))
    workspace.hands_off(WEI, "Queue grows", To="Berlin")
    workspace.types(ZOE, "/handoff claim H-1", LOBBY)
    workspace.hands_off(WEI, "Cert expires", To="Berlin")

    workspace.turn_to(at("tue 08:10"))

    assert "You were added to Platform, region Berlin, 09:00-17:00." in workspace.dms(ZOE)[-1]
    assert "added" not in "".join(workspace.dms(JONAS))
