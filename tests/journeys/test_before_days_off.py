"""On the last working day before three or more days off: one list of what is still theirs."""

from datetime import date

from tests.conftest import MakeWorkspace
from tests.people import ANA, JONAS, LUIS, ROSTER, WEI, at
from tests.workspace import Workspace


def lists(workspace: Workspace, user: str) -> list[str]:
    """The lists before days off that somebody got."""
    return [dm for dm in workspace.dms(user) if "ahead and are back" in dm or "Days off are ahead" in dm]


def owns(workspace: Workspace, user: str, headline: str, to: str, **more: str) -> None:
    """Somebody comes to own an item."""
    card = workspace.hands_off(WEI, headline, to=to, **more)
    workspace.presses(user, card, "Claim")


def test_the_list_comes_half_an_hour_before_the_days_end(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert", "Berlin")
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")

    workspace.turn_to(at("mon 15:29"))
    assert lists(workspace, JONAS) == []
    workspace.turn_to(at("mon 15:30"))

    (told,) = lists(workspace, JONAS)
    assert told == (
        "You have 6 days off ahead and are back Mar 8 09:00. Nothing is sent to you till then.\n"
        "YOU STILL OWN\n🟢 Steady · H-1 Cert\n[Hand off]\n"
        "You are on shift for Berlin till 17:00.\nYour next shift for Berlin starts Mar 15 09:00."
    )
    workspace.turn_to(at("mon 15:50"))
    workspace.turn_to(at("mon 08:00", week=1))
    assert len(lists(workspace, JONAS)) == 1


def test_it_is_not_for_a_weekend(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert", "Berlin")
    for day in ("mon", "tue", "wed", "thu", "fri"):
        workspace.turn_to(at(f"{day} 08:40"))
        workspace.turn_to(at(f"{day} 15:55"))

    assert lists(workspace, JONAS) == []


def test_a_holiday_after_a_weekend_makes_three(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(
        roster=ROSTER.replace("Europe/Berlin\n", "Europe/Berlin\n        closed: [2027-03-08]\n")
    )
    owns(workspace, JONAS, "Cert", "Berlin")

    workspace.turn_to(at("fri 08:00"))
    workspace.turn_to(at("fri 15:30"))

    assert "You have 3 days off ahead" in lists(workspace, JONAS)[0]


def test_who_has_nothing_gets_no_list(workspace: Workspace) -> None:
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")
    workspace.turn_to(at("mon 15:30"))

    assert lists(workspace, JONAS) == []


def test_what_they_are_to_decide_stands_in_it(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Cert")
    form.fill("Next step", "Renew it")
    form.press("More context")
    form.choose("Decision owner", "Jonas Weber").fill("Decision", "May it run out?")
    assert form.submit() == {}
    workspace.settle()
    workspace.types(ANA, "/handoff claim H-1")
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")

    workspace.turn_to(at("mon 15:30"))

    assert "YOU DECIDE\n🟢 Steady · H-1 Cert\nMay it run out?" in lists(workspace, JONAS)[0]


def test_what_is_handed_off_from_it_loses_its_button(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert", "Berlin")
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")
    workspace.turn_to(at("mon 15:30"))
    told = workspace.person(JONAS).dms[-1]

    form = workspace.presses_for_form(JONAS, told, "Hand off")
    form.submit()
    workspace.settle()
    assert "H-1 Cert · waits for Los Angeles" in told.text
    assert told.buttons == []
    workspace.types(LUIS, "/handoff claim H-1")

    assert "H-1 · Luis Romero has it since" in told.text


def test_plans_that_change_by_then_make_no_list(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert", "Berlin")
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")
    workspace.presses(JONAS, workspace.person(JONAS).ephemerals[-1], "Cancel")

    workspace.turn_to(at("mon 15:40"))

    assert lists(workspace, JONAS) == []


def test_without_an_end_it_says_no_day(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert", "Berlin")
    form = workspace.form(JONAS, "/handoff away")
    form.choose("From", date(2027, 3, 2)).choose("Or", "No end yet").submit()
    workspace.settle()

    workspace.turn_to(at("mon 15:45"))

    assert lists(workspace, JONAS)[0].startswith("Days off are ahead of you.")


def test_who_says_it_after_their_day_is_told_in_the_answer_alone(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert", "Berlin")
    workspace.turn_to(at("mon 18:00"))

    assert "You still own H-1" in workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")
    workspace.turn_to(at("tue 15:40"))
    assert lists(workspace, JONAS) == []


def test_what_somebody_away_still_owns_may_be_claimed(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert", "Berlin")
    card = workspace.card("Cert")
    workspace.turn_by(minutes=5)
    workspace.types(JONAS, "/handoff away today")

    assert "Parked: teammates may claim" in card.text
    assert workspace.types(ANA, "/handoff claim H-1").startswith("H-1 is yours.")
