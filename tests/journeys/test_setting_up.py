"""Fourteen people in four regions are set up in Slack by one of them, who types nothing but the command."""

from datetime import date

from bot.sandbox.people.form import Form
from models.roster.rows import all_teams
from models.roster.show import roster_yaml
from tests.conftest import MakeWorkspace
from tests.people import at
from tests.workspace import Workspace

HUB = "C0HUB"
CITIES = {
    "Australia/Sydney": ("Ava Stone", "Bo Reid", "Cleo Hart"),
    "Asia/Singapore": ("Dina Goh", "Eng Teo", "Fay Ong", "Gil Seah"),
    "Europe/Berlin": ("Hans Kurz", "Ida Vogt", "Jan Falk", "Kai Ernst"),
    "America/Los_Angeles": ("Lou Diaz", "Max Ford", "Nia Cole"),
}
TEAM = {name: f"U0{name.split()[0].upper()}" for names in CITIES.values() for name in names}
AVA, DINA, HANS, LOU, JAN = (TEAM[name] for name in ("Ava Stone", "Dina Goh", "Hans Kurz", "Lou Diaz", "Jan Falk"))
GUEST, OUTSIDE = "U0VISITOR", "U0OUTSIDE"


def with_fourteen(make_workspace: MakeWorkspace, **channel: bool) -> Workspace:
    """A workspace without any roster, and a channel with fourteen people and a guest in it; somebody is outside."""
    workspace = make_workspace(roster=None, begins=at("wed 08:30"))
    for timezone, names in CITIES.items():
        for name in names:
            workspace.slack.add_user(TEAM[name], name, tz=timezone)
    workspace.slack.add_user(GUEST, "Vera", tz="Europe/Berlin", guest=True)
    workspace.slack.add_user(OUTSIDE, "Otto", tz="Europe/Berlin")
    workspace.slack.add_channel(HUB, "data-hub", members=[*TEAM.values(), GUEST], **channel)
    return workspace


def setup(workspace: Workspace, user: str = HANS) -> Form:
    """The form that opens for `/handoff setup`, once Slack has told who is there."""
    return workspace.form(user, "/handoff setup", HUB)


def shown(workspace: Workspace, user: str = HANS) -> Form:
    """The form in front of somebody."""
    form = workspace.person(user).form
    assert form is not None
    return form


def save(workspace: Workspace, user: str = HANS) -> str:
    """What somebody reads who presses Preview and Save."""
    form = workspace.person(user).form
    assert form is not None
    assert form.submit() == {}
    preview = workspace.person(user).form
    assert preview is not None
    assert preview.title == "Preview", preview.text
    assert preview.submit() == {}
    workspace.settle()
    assert workspace.person(user).form is None
    return workspace.whispers(user)[-1]


def roster_of(workspace: Workspace) -> str:
    with workspace.database.read() as session:
        return roster_yaml([team.as_written() for team in all_teams(session, 1)])


def test_three_steps_set_up_fourteen_people_in_four_regions(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)

    form = setup(workspace)  # the first step: the command

    assert "14 people: Sydney 3, Singapore 4, Berlin 4, Los Angeles 3." in form.text
    assert "Guests, apps and people of other companies are left out: 1." in form.text
    assert form.values == {"Team name": "Data hub", "First day": "2027-03-08", "Leads": "Hans Kurz"}
    said = save(workspace)  # the second and third: Preview, Save
    assert "Data hub is set up, from Mon 8 Mar. 14 people: Sydney 3" in said
    assert workspace.told() == {}
    assert roster_of(workspace).startswith("teams:\n  - name: Data hub\n    channel: C0HUB\n    leads: [U0HANS]\n")
    assert "    starts: 2027-03-08\n" in roster_of(workspace)


def test_the_preview_shows_the_first_fortnight_and_everybodys_first_day(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace).submit()

    preview = workspace.person(HANS).form

    assert preview is not None
    for line in (
        "Singapore, 09:00-17:00",
        "Mon 8 Mar to Tue 9 Mar: Dina Goh",
        "Wed 10 Mar: closed (Hari Raya Puasa)",
        "Thu 11 Mar to Fri 12 Mar: Dina Goh",
        "Mon 15 Mar to Fri 19 Mar: Eng Teo",
        "Hans Kurz: Mon 8 Mar 09:00, first shift that day",
        "Ida Vogt: Mon 8 Mar 09:00, first shift Mon 15 Mar",
    ):
        assert line in preview.text, preview.text
    preview.close()
    form = workspace.person(HANS).form
    assert form is not None
    assert form.values["First day"] == "2027-03-08"
    assert roster_of(workspace) == "teams: []\n"


def test_a_region_is_changed_with_pickers_that_search(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    root = setup(workspace)
    root.fill("Team name", "Data").choose("First day", date(2027, 3, 15)).press("Change Berlin")
    region = workspace.person(HANS).form
    assert region is not None
    assert region.values["Time zone"] == "Berlin (Europe/Berlin)"
    assert region.values["Public holidays"] == "Germany (DE)"

    region.fill("Name", "Europe").choose("Time zone", "Vienna").choose("Public holidays", "Austria (AT)")
    region.choose("From", "08:00").choose("To", "16:00").choose("Days", ["Mon", "Tue", "Wed", "Thu"])
    region.choose("People", ["Jan Falk", "Kai Ernst", "Hans Kurz", "Lou Diaz"]).choose("On shift", "Everybody at once")
    assert region.submit() == {}
    workspace.settle()

    form = workspace.person(HANS).form
    assert form is not None
    assert "13 people: Sydney 3, Singapore 4, Europe 4, Los Angeles 2." in form.text
    assert "08:00-16:00, Mon to Thu, Europe/Vienna; holidays of Austria\nEverybody at once: Hans Kurz" in form.text
    assert form.values == {"Team name": "Data", "First day": "2027-03-15", "Leads": "Hans Kurz"}
    save(workspace)
    assert """\
      - name: Europe
        timezone: Europe/Vienna
        hours: "08:00-16:00"
        days: [mon, tue, wed, thu]
        holidays: AT
        rotation: all
        rotation_from: 2027-03-15
        members:
          - user: U0HANS
          - user: U0JAN
          - user: U0KAI
          - user: U0LOU
            timezone: America/Los_Angeles
""" in roster_of(workspace)


def test_somebody_part_time_keeps_their_own_days(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace).press("Change Berlin")
    region = shown(workspace)

    region.choose("Does somebody here", "Ida Vogt")
    own = shown(workspace)
    assert own.title == "Days and hours"
    own.choose("Days", ["Mon", "Tue", "Wed"]).choose("To", "13:00")
    assert own.submit() == {}
    workspace.settle()
    assert "Ida Vogt: Mon to Wed, 09:00-13:00" in shown(workspace).text
    assert shown(workspace).submit() == {}
    workspace.settle()
    save(workspace)

    own_words = """\
          - user: U0IDA
            hours: "09:00-13:00"
            days: [mon, tue, wed]
"""
    assert own_words in roster_of(workspace)


def test_a_region_is_added_and_another_removed(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace).press("Add a region")
    new = shown(workspace)
    new.fill("Name", "Night").choose("Time zone", "Auckland").choose("Public holidays", "No public holidays")
    assert new.choose("People", ["Otto"]).submit() == {
        "People": "I am asking Slack about somebody who is new to me: press Keep again in a moment."
    }
    workspace.settle()
    assert new.submit() == {}
    workspace.settle()

    shown(workspace).press("Change Sydney")
    shown(workspace).choose("Not needed?", "Remove this region").submit()
    workspace.settle()

    assert "12 people: Singapore 4, Berlin 4, Los Angeles 3, Night 1." in shown(workspace).text
    save(workspace)
    assert "name: Night\n        timezone: Pacific/Auckland\n" in roster_of(workspace)
    assert "          - user: U0OUTSIDE\n            timezone: Europe/Berlin\n" in roster_of(workspace)


def test_a_team_that_has_not_begun_can_begin_on_another_day(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace)
    save(workspace)

    form = setup(workspace)
    assert form.labels == ["First day", "Leads"]
    assert form.text.splitlines()[1] == "Data hub. 14 people: Sydney 3, Singapore 4, Berlin 4, Los Angeles 3."
    form.choose("First day", date(2027, 3, 4))
    assert "Data hub is changed." in save(workspace)

    assert "    starts: 2027-03-04\n" in roster_of(workspace)
    workspace.turn_to(at("fri 08:00"))
    assert setup(workspace).labels == ["Leads"]


def test_what_was_chosen_is_still_there_after_the_form_was_closed(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    form = setup(workspace)
    form.fill("Team name", "Data").choose("First day", date(2027, 3, 22)).press("Change Berlin")
    shown(workspace).fill("Name", "Europe").submit()
    workspace.settle()
    shown(workspace).close()

    again = setup(workspace)

    assert again.values["Team name"] == "Data"
    assert again.values["First day"] == "2027-03-22"
    assert "Europe 4" in again.text
    again.press("Begin anew")
    assert shown(workspace).values["Team name"] == "Data hub"
    assert "Berlin 4" in shown(workspace).text


def test_the_first_morning_message_says_who_added_one_and_no_message_is_for_that_alone(
    make_workspace: MakeWorkspace,
) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace)
    save(workspace)
    workspace.hands_off(DINA, "Queue grows", HUB)

    workspace.turn_to(at("mon 10:00", week=1))

    assert sum(len(workspace.dms(user)) for user in TEAM.values()) == len(workspace.dms(HANS)) == 1, workspace.told()
    (morning,) = workspace.dms(HANS)
    assert "added you" not in morning, "he did it himself"


def test_who_was_added_reads_it_on_top_of_what_waits(make_workspace: MakeWorkspace) -> None:
    workspace = with_fourteen(make_workspace)
    setup(workspace, JAN)
    save(workspace, JAN)
    workspace.hands_off(AVA, "Queue grows", HUB, To="Berlin")
    workspace.turn_to(at("mon 08:10", week=1))
    workspace.hands_off(AVA, "Cert expires", HUB, To="Berlin")
    workspace.types(HANS, "/handoff claim H-2", HUB)
    workspace.turn_to(at("tue 08:10", week=1))

    first, second = workspace.dms(HANS)[0], workspace.dms(HANS)[-1]

    assert "Jan Falk added you to Data hub, region Berlin, 09:00-17:00." in first
    assert first.index("Jan Falk added you") < first.index("WAITING FOR BERLIN")
    assert "Jan Falk can change hours, days and region: /handoff setup in #data-hub." in first
    assert second.startswith("Good morning")
    assert "added you" not in second
