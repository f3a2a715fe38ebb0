"""On the last working day before three or more days off, the DM at its end says more."""

from datetime import date

from sqlalchemy import select

from models.owed.owing import OWNED, owe_message, show_in
from models.tables import Item, Message, MessageKind
from tests.conftest import MakeWorkspace
from tests.journeys.evenings import choices, evening, evenings, owns
from tests.people import ANA, JONAS, LUIS, ROSTER, WEI, at
from tests.workspace import Workspace

EVENING = at("mon 15:30")


def test_it_says_for_how_long_and_when_their_next_turns_are(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert")
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")

    workspace.turn_to(at("mon 15:29"))
    assert evenings(workspace, JONAS) == []
    workspace.turn_to(at("mon 15:30"))

    assert evening(workspace, JONAS).shown_to(workspace.person(JONAS)) == (
        "Your day ends at 17:00. You own 1.\n"
        "You have 6 days off ahead and are back Mar 8 09:00: kept items wait 6 days. "
        "Nothing is sent to you till then.\n"
        "🟢 Steady · H-1 Cert\nNext: Restart the rebuild\n[Hand off to Los Angeles, from 18:00 ▾]\n"
        "[Send as shown] [Write more] [Ask at 16:55]\n"
        "No answer: they stay yours, show as parked from 18:00 till Mar 8 09:00, and teammates may take them.\n"
        "You are on shift for Berlin till 17:00.\nYour next shift for Berlin starts Mar 15 09:00."
    )
    workspace.turn_to(at("mon 15:50"))
    workspace.turn_to(at("mon 08:00", week=1))
    assert len(evenings(workspace, JONAS)) == 1


def test_a_holiday_after_a_weekend_makes_three(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(
        roster=ROSTER.replace("Europe/Berlin\n", "Europe/Berlin\n        closed: [2027-03-08]\n")
    )
    owns(workspace, JONAS, "Cert")

    workspace.turn_to(at("fri 08:00"))
    workspace.turn_to(at("fri 15:30"))

    assert "You have 3 days off ahead" in evening(workspace, JONAS).text


def test_who_has_nothing_gets_none(workspace: Workspace) -> None:
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")
    workspace.turn_to(at("mon 15:30"))

    assert evenings(workspace, JONAS) == []


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

    told = evening(workspace, JONAS).text
    assert told.startswith("Before your days off: 1 to decide. First: 🟢 Steady · H-1 Cert\n")
    assert "YOU DECIDE\n🟢 Steady · H-1 Cert\nMay it run out?" in told


def test_what_is_handed_off_from_it_shows_who_has_it(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert")
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")
    workspace.turn_to(at("mon 15:30"))
    told = evening(workspace, JONAS)

    workspace.presses_for_form(JONAS, told, "Write more").submit()
    workspace.settle()
    assert "H-1 Cert · waits for Los Angeles" in told.text
    assert told.buttons == []
    workspace.types(LUIS, "/handoff claim H-1")

    assert "H-1 · Luis Romero has it since" in told.text


def test_plans_that_change_by_then_are_another_evening(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert")
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")
    workspace.presses(JONAS, workspace.person(JONAS).ephemerals[-1], "Cancel")

    workspace.turn_to(at("mon 15:40"))

    assert "You are back tomorrow 09:00.\n" in evening(workspace, JONAS).text


def test_without_an_end_it_says_no_day_and_nothing_can_be_kept(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert")
    form = workspace.form(JONAS, "/handoff away")
    form.choose("From", date(2027, 3, 2)).choose("Or", "No end yet").submit()
    workspace.settle()

    workspace.turn_to(at("mon 15:45"))

    told = evening(workspace, JONAS)
    assert "Days off are ahead of you. Nothing is sent to you till you are back.\n" in told.text
    assert told.options == ["Hand off to Los Angeles, from 18:00", "Done"]


def test_what_is_kept_is_theirs_over_all_those_days(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert")
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")
    workspace.turn_to(at("mon 15:30"))
    choices(workspace, JONAS, evening(workspace, JONAS), "Keep")
    workspace.presses(JONAS, evening(workspace, JONAS), "Send as shown")
    workspace.turn_to(at("wed 10:00"))

    assert "Jonas Weber keeps H-1" in workspace.types(ANA, "/handoff claim H-1")


def test_the_list_of_an_earlier_version_is_still_rendered(workspace: Workspace) -> None:
    """One that stands turns into plain lines when its items change; one still owed gives way to this message."""
    owns(workspace, JONAS, "Cert")
    with workspace.database.write() as session:
        for day in ("02-26", "03-01"):
            key, ends = f"leaving:1:{JONAS}:2027-{day}", at("mon 16:00")
            owe_message(session, 1, MessageKind.LEAVING, key, at("mon 08:00"), user=JONAS, expires_at=ends)
        old = session.scalars(select(Message).where(Message.kind == MessageKind.LEAVING)).first()
        assert old is not None
        show_in(session, old, session.scalars(select(Item)).one(), OWNED)
        old.channel, old.ts = workspace.person(JONAS).dm, workspace.person(JONAS).dms[0].ts
    workspace.turn_to(EVENING)
    workspace.types(JONAS, "/handoff done H-1")

    assert "H-1 · done by Jonas Weber, 16:30" in workspace.dms(JONAS)[0]
    assert len(evenings(workspace, JONAS)) == 2


def test_who_says_it_after_their_day_is_told_in_the_answer_alone(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert")
    workspace.turn_to(at("mon 18:00"))

    assert "You still own H-1" in workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-05")
    workspace.turn_to(at("tue 15:40"))
    assert evenings(workspace, JONAS) == []


def test_what_somebody_away_still_owns_may_be_claimed(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Cert")
    card = workspace.card("Cert")
    workspace.turn_by(minutes=5)
    workspace.types(JONAS, "/handoff away today")

    assert "Parked: teammates may claim" in card.text
    assert workspace.types(ANA, "/handoff claim H-1").startswith("H-1 is yours.")
