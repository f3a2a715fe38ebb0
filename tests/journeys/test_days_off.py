"""Days off, said by a form or a command, by oneself or a lead: nothing reaches who is away; one digest on return."""

from datetime import date

import pytest

from bot.sandbox.people.form import Form
from tests.conftest import MakeWorkspace
from tests.journeys.conftest import Ask
from tests.people import ANA, GUS, JONAS, LUIS, MEI, PRIYA, ROSTER, SECRET, WEI, ZOE, at
from tests.workspace import Workspace

MON, TUE, FRI = (date(2027, 3, day) for day in (1, 2, 5))


def sends(workspace: Workspace, user: str, form: Form) -> str:
    """What somebody is answered who sends the form."""
    before = len(workspace.whispers(user))
    errors = form.submit()
    assert not errors, errors
    workspace.settle()
    return "".join(workspace.whispers(user)[before:])


def test_away_alone_opens_a_form_with_dates(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff away")
    assert form.labels == ["From", "Until", "Or"]
    assert form.values["From"] == "2027-03-01"

    form.choose("From", TUE).choose("Until", FRI)

    assert "You are away from Tue 2 Mar to Fri 5 Mar." in sends(workspace, WEI, form)
    assert "Tue 2 Mar to Fri 5 Mar" in workspace.types(WEI, "/handoff away list")


def test_without_a_last_day_it_is_one_day(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff away")

    assert "You are away on Mon 1 Mar." in sends(workspace, WEI, form)


def test_an_end_may_be_open(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff away")
    form.choose("Or", "No end yet")

    assert "You are away from Mon 1 Mar on." in sends(workspace, WEI, form)


def test_a_date_before_the_other_or_past_stands_in_red_beside_it(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff away")
    form.choose("From", FRI).choose("Until", TUE)
    assert form.submit() == {"Until": "2027-03-02 is before 2027-03-05: write the first date first."}
    form.choose("From", date(2027, 2, 1)).choose("Until", None)
    assert form.submit() == {"From": "2027-02-01 is past: it is 2027-03-01 now. Write today or a later date."}
    form.choose("From", date(2099, 1, 5))
    assert form.submit() == {"From": "2099-01-05 is more than two years ahead: check the year."}
    form.choose("From", TUE).choose("Until", FRI).choose("Or", "No end yet")
    assert form.submit() == {"Until": "Pick the last day, or tick “No end yet”: not both."}


def test_by_command_and_in_the_dm_alike(ask: Ask) -> None:
    assert ask(WEI, "away 2027-03-02..2027-03-05").startswith("You are away from Tue 2 Mar to Fri 5 Mar.")
    assert "from Tue 2 Mar to Fri 5 Mar" in ask(WEI, "away list")


def test_in_the_dm_a_button_opens_it(workspace: Workspace) -> None:
    said = workspace.writes(WEI, "away")
    assert said.startswith("Press the button to pick the days.")

    form = workspace.presses_for_form(WEI, workspace.person(WEI).dms[-1], "Pick the days")

    form.submit()
    workspace.settle()
    assert any("You are away on Mon 1 Mar." in one for one in (*workspace.whispers(WEI), *workspace.dms(WEI)))


def test_a_lead_also_picks_whom(workspace: Workspace) -> None:
    form = workspace.form(PRIYA, "/handoff away")
    assert form.labels[0] == "Who"
    form.choose("Who", "Jonas Weber")

    assert "Jonas Weber is away on Mon 1 Mar." in sends(workspace, PRIYA, form)
    assert "Ana Kovač" in workspace.on_shift("Berlin")


def test_a_lead_cannot_say_it_for_whom_they_do_not_lead(workspace: Workspace) -> None:
    form = workspace.form(PRIYA, "/handoff away")
    form.choose("Who", "Zoe")

    assert "in no region of a team that you lead" in form.submit()["Who"]


def test_whom_the_form_names_is_not_believed(workspace: Workspace) -> None:
    """Who leads nobody has no such field; somebody who sends one all the same is refused."""
    form = workspace.form(WEI, "/handoff away")
    payload = {"user": {"user": {"type": "users_select", "selected_user": JONAS}}}
    form.view.values.update(payload)

    assert "Only Jonas Weber or a lead" in "".join(form.submit(bypass=True).values())
    assert "Jonas Weber" in workspace.on_shift("Berlin")


def test_what_a_lead_says_of_today_puts_their_items_on_offer(workspace: Workspace) -> None:
    for headline in ("Cert", "Dump"):
        workspace.hands_off(WEI, headline)
        workspace.presses(JONAS, workspace.card(headline), "Claim")

    said = workspace.types(PRIYA, "/handoff away today @Jonas Weber")

    assert "Put on offer: H-1, H-2." in said
    assert "Waiting for: Los Angeles" in workspace.card("Cert").shown_to(workspace.person(WEI))


def test_of_another_day_or_of_oneself_it_does_not(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Cert")
    workspace.presses(JONAS, card, "Claim")

    said = workspace.types(PRIYA, "/handoff away tomorrow @Jonas Weber")
    assert "Jonas Weber still owns H-1" in said
    said = workspace.types(JONAS, "/handoff away today")
    assert "You still own H-1: /handoff H-1 hands it off." in said
    assert "Owner: Jonas Weber" in card.shown_to(workspace.person(WEI))


def test_a_lead_hears_of_no_item_that_they_cannot_see(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=ROSTER.replace("U0PRIYA", MEI))  # Mei is not in #secret
    workspace.hands_off(WEI, "Hush", SECRET, to="Berlin")
    workspace.writes(JONAS, "claim H-1")

    said = workspace.types(MEI, "/handoff away today @Jonas Weber")

    assert "Jonas Weber is away" in said
    assert "H-1" not in said


def test_who_leaves_a_region_empty_is_told(workspace: Workspace) -> None:
    said = workspace.types(LUIS, "/handoff away 2027-03-03..2027-03-07")

    assert "But nobody else is there in Los Angeles: it is closed on 3 days by that." in said
    assert "closed" not in workspace.types(JONAS, "/handoff away 2027-03-03..2027-03-07")


def test_somebody_already_away_is_told_so(workspace: Workspace) -> None:
    workspace.types(WEI, "/handoff away 2027-03-02..2027-03-05")

    assert "away from Tue 2 Mar to Fri 5 Mar already: nothing changed." in workspace.types(
        WEI, "/handoff away 2027-03-03"
    )


@pytest.mark.parametrize(
    "typed, says",
    [
        ("2027-02-01", "is past"),
        ("2027-03-05..2027-03-02", "is before"),
        ("2027-02-30", "There is no 2027-02-30"),
        ("2027-03-02..2032-03-02", "more than two years"),
    ],
)
def test_dates_that_cannot_be_meant_are_refused(workspace: Workspace, typed: str, says: str) -> None:
    said = workspace.types(WEI, f"/handoff away {typed}")
    assert says in said
    assert f"You typed: /handoff away {typed}" in said


def test_guests_change_nothing(workspace: Workspace) -> None:
    assert "I am asking Slack who you are" in workspace.types(GUS, "/handoff away today")
    assert "Guests" in workspace.types(GUS, "/handoff away today")
    assert "Guests" in workspace.types(GUS, "/handoff away")


def test_a_lead_sees_and_cancels_what_they_noted(workspace: Workspace) -> None:
    workspace.types(PRIYA, "/handoff away today @Jonas Weber")
    assert "Jonas Weber is away:\non Mon 1 Mar" in workspace.types(PRIYA, "/handoff away list @Jonas Weber")
    assert "Only Jonas Weber or a lead" in workspace.types(ANA, "/handoff away list @Jonas Weber")

    workspace.presses(PRIYA, workspace.person(PRIYA).ephemerals[-1], "Cancel")

    assert "Jonas Weber" in workspace.on_shift("Berlin")


def test_who_takes_the_turn_in_the_middle_of_it_is_told_what_waits(workspace: Workspace) -> None:
    for headline in ("Cert", "Dump"):
        workspace.hands_off(WEI, headline)
    workspace.turn_to(at("mon 12:00"))
    before = len(workspace.dms(ANA))

    workspace.types(JONAS, "/handoff away today")

    new = workspace.dms(ANA)[before:]
    assert len(new) == 2
    assert "you are on shift for Berlin" in new[0]
    assert all(headline in new[1] for headline in ("Cert", "Dump"))
    assert workspace.person(ANA).dms[-1].buttons[0].startswith("Claim")


def test_who_is_said_to_be_away_by_a_lead_reads_it(workspace: Workspace) -> None:
    workspace.types(PRIYA, "/handoff away 2027-03-03..2027-03-04 @Ana Kovač")  # not on shift this week
    workspace.presses(PRIYA, workspace.person(PRIYA).ephemerals[-1], "Cancel")

    dates = "that you are away from 2027-03-03 to 2027-03-04. /handoff away list shows what holds, and changes it."
    assert workspace.dms(ANA) == [f"Priya Nair noted {dates}", f"Priya Nair cancelled {dates}"]


def test_who_reads_it_in_the_news_of_their_shifts_reads_it_there_alone(workspace: Workspace) -> None:
    workspace.types(PRIYA, "/handoff away 2027-03-03..2027-03-04 @Jonas Weber")
    workspace.turn_to(at("tue 08:00"))

    told = [dm for dm in workspace.dms(JONAS) if "Priya Nair" in dm]
    assert len(told) == 1
    assert "Gone: you are not on shift for Berlin any more" in told[0]


def test_what_is_said_of_today_reaches_them_with_the_digest_of_their_return(workspace: Workspace) -> None:
    workspace.types(PRIYA, "/handoff away today @Ana Kovač")
    workspace.turn_to(at("tue 08:00"))

    assert workspace.dms(ANA) == []


def test_today_is_the_night_that_runs(make_workspace: MakeWorkspace) -> None:
    nights = (
        'hours: "22:00-06:00"\n        rotation_from: 2027-03-01\n        members: [{user: U0JONAS}, {user: U0ANA}]'
    )
    days = nights.replace("22:00-06:00", "09:00-17:00")
    workspace = make_workspace(roster=ROSTER.replace(days, nights), begins=at("tue 01:30"))  # 02:30 in Berlin
    assert "Jonas Weber" in workspace.on_shift("Berlin")

    assert "You are away on Mon 1 Mar." in workspace.types(JONAS, "/handoff away today")

    assert "Ana Kovač" in workspace.on_shift("Berlin")
    workspace.turn_to(at("tue 21:30"))
    assert "Jonas Weber" in workspace.on_shift("Berlin")


def test_somebody_in_no_region_may_be_away(workspace: Workspace) -> None:
    workspace.types(ZOE, "/handoff help", "C0LOBBY")  # Slack tells who that is
    workspace.types(ZOE, "/handoff away today", "C0LOBBY")

    assert "You are away on Mon 1 Mar already" in workspace.types(ZOE, "/handoff away today", "C0LOBBY")


def test_nothing_is_sent_to_who_is_away_and_one_digest_on_their_return(workspace: Workspace) -> None:
    workspace.types(JONAS, "/handoff away 2027-03-01..2027-03-03")
    workspace.turn_by(minutes=1)
    before = len(workspace.dms(JONAS))
    for hour in range(9, 12):
        workspace.turn_to(at(f"mon {hour:02}:30"))
        workspace.hands_off(WEI, f"Cert {hour}", to="Jonas Weber")
    for day in ("tue", "wed"):
        for hour in (7, 8, 9, 12, 15, 17):
            workspace.turn_to(at(f"{day} {hour:02}:00"))
    assert workspace.dms(JONAS)[before:] == []

    workspace.turn_to(at("thu 08:00"))
    workspace.turn_to(at("thu 08:20"))

    assert len(workspace.dms(JONAS)[before:]) == 1
    assert all(f"Cert {hour}" in workspace.dms(JONAS)[-1] for hour in range(9, 12))


def test_a_digest_on_its_way_does_not_reach_who_says_that_they_are_away(workspace: Workspace) -> None:
    workspace.hands_off(JONAS, "Cert", to="Los Angeles")
    workspace.slack.faults.next("chat.postMessage", "ratelimited", retry_after=120)
    workspace.turn_to(at("tue 08:00"))
    before = len(workspace.dms(JONAS))
    workspace.types(PRIYA, "/handoff away today @Jonas Weber")

    workspace.turn_by(minutes=5)

    assert len(workspace.dms(JONAS)) == before
