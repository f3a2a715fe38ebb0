"""What cannot be handed off at a touch before one goes home says why, and has a button for that."""

from sqlalchemy import update

from models.tables import Item, Note
from tests.journeys.evenings import choices, evening, owns
from tests.people import JONAS, LUIS, WEI, at
from tests.workspace import Workspace

EVENING = at("mon 15:30")
CRITICAL = {"urgency": "🔴 Critical"}


def without_next_step(workspace: Workspace, number: int) -> None:
    """As an item is of which only the headline was typed."""
    with workspace.database.write() as session:
        of_item = Note.item_id.in_(session.query(Item.id).where(Item.number == number))
        session.execute(update(Note).where(of_item).values(next_step=""))


def test_without_a_next_step_it_is_left_out_and_asks_for_one(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica", "Backfill", "Vendor")
    without_next_step(workspace, 3)
    workspace.turn_to(EVENING)
    asked = evening(workspace, JONAS)
    assert "H-3 Vendor\nNext: missing\n[Choose ▾]\n[Add]\n[Send 2 as shown]" in asked.shown_to(workspace.person(JONAS))

    form = workspace.presses_for_form(JONAS, asked, "Add")
    assert form.fill("Next step", "Call them").submit() == {}
    workspace.settle()
    assert "H-3 Vendor\nNext: Call them\n[Hand off to Los Angeles, from 18:00 ▾]" in asked.shown_to(
        workspace.person(JONAS)
    )
    assert asked.buttons == ["Send as shown", "Write more", "Ask at 16:55"]


def test_left_out_it_stays_theirs_and_asks_on(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica", "Vendor")
    without_next_step(workspace, 2)
    workspace.turn_to(EVENING)
    asked = evening(workspace, JONAS)
    workspace.presses(JONAS, asked, "Send 1 as shown")

    shown = asked.shown_to(workspace.person(JONAS))
    assert "… H-1 Replica · Los Angeles" in shown
    assert "H-2 Vendor\nNext: missing\n[Choose ▾]\n[Add]\n[Write more]" in shown
    assert asked.buttons == ["Undo", "Add", "Write more", "Ask at 16:55"]


def test_said_by_its_owner_it_is_sent_all_the_same(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Vendor")
    without_next_step(workspace, 1)
    workspace.turn_to(EVENING)
    asked = evening(workspace, JONAS)
    choices(workspace, JONAS, asked, "Keep")
    workspace.presses(JONAS, asked, "Send as shown")

    assert "H-1 Vendor · kept by you till tomorrow 09:00" in asked.text


def test_critical_and_nobody_there_awake_it_is_asked_about_once_more(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica", **CRITICAL)
    workspace.turn_to(EVENING)
    asked = evening(workspace, JONAS)
    said = "Nobody there is at work before 18:00. If it cannot wait: https://example.com/page"
    assert said in asked.text
    assert "Send as shown" not in asked.buttons

    form = workspace.presses_for_form(JONAS, asked, "Hand off H-1")
    form.submit()
    assert form.submit_label == "Send anyway"
    assert form.submit() == {}
    workspace.settle()
    assert "H-1 Replica · waits for Los Angeles" in asked.text


def test_what_goes_in_circles_asks_what_is_new(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica")
    with workspace.database.write() as session:
        session.execute(update(Item).values(times_sent_back=2))
    workspace.turn_to(EVENING)
    asked = evening(workspace, JONAS)
    assert "Goes in circles: handing it off takes a line on what is new." in asked.text

    form = workspace.presses_for_form(JONAS, asked, "Say what is new")
    assert form.fill("What is new", "Access given").submit() == {}
    workspace.settle()
    assert "H-1 Replica · waits for Los Angeles" in asked.text


def test_write_more_asks_about_which(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica", "Backfill")
    workspace.turn_to(EVENING)
    asked = evening(workspace, JONAS)

    which = workspace.presses_for_form(JONAS, asked, "Write more")
    assert which.buttons == ["Write H-1", "Write H-2"]
    which.press("Write H-2")
    form = workspace.person(JONAS).form
    assert form is not None
    assert form.values["Headline"] == "Backfill"
    assert form.fill("Next step", "Run step 2").submit() == {}
    workspace.settle()
    assert "H-2 Backfill · waits for Los Angeles" in asked.text


def test_more_than_fits_is_counted_and_not_sent(workspace: Workspace) -> None:
    owns(workspace, JONAS, *(f"Number {number}" for number in range(1, 15)))
    workspace.turn_to(EVENING)
    asked = evening(workspace, JONAS)
    assert "You own 14." in asked.text
    assert "and 2 more of yours, not shown here: /handoff list mine" in asked.text
    workspace.presses(JONAS, asked, "Send as shown")

    listed = workspace.types(JONAS, "/handoff list mine").splitlines()
    assert sum("waits for Los Angeles" in line for line in listed) == 12


def test_a_read_back_that_is_missing_is_asked_for_in_it_once(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica", **CRITICAL)
    workspace.types(JONAS, "/handoff keep H-1")
    workspace.turn_to(EVENING)
    asked = evening(workspace, JONAS)
    assert "It is critical, so please in one line: your next step, and your doubt." in asked.text
    assert "H-1 Replica · kept by you till tomorrow 09:00" in asked.text
    assert asked.buttons[:2] == ["Write", "Ask Wei Lin"]

    workspace.types(JONAS, "/handoff readback H-1 Rebuild first")
    assert "Write" not in asked.buttons
    assert "It is critical" not in asked.text


def test_a_confidential_one_names_nothing(workspace: Workspace) -> None:
    form = workspace.form(WEI, "/handoff Salary of A. Moran").press("More context").choose("Kind", "hiring")
    form.fill("Next step", "Call her").fill("State now", "Two rounds").choose("Only for", ["Jonas Weber"])
    assert form.submit() == {}
    workspace.settle()
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_to(EVENING)

    told = evening(workspace, JONAS)
    assert "H-1 Confidential handoff" in told.text
    assert "Moran" not in f"{told.text}{told.blocks}"
    assert LUIS not in f"{told.blocks}"
