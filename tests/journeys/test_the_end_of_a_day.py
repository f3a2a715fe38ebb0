"""Half an hour before their day ends, an owner says with one press what becomes of what they still own."""

import pytest

from bot.sandbox.people.message import Message
from tests.conftest import MakeWorkspace
from tests.journeys.evenings import choices, evening, evenings, owns
from tests.people import ANA, JONAS, LUIS, ROSTER, at
from tests.workspace import Workspace

EVENING = at("mon 15:30")  # Jonas's day ends at 17:00 his time, 16:00 UTC; Los Angeles begins at 17:00 UTC


@pytest.fixture
def asked(workspace: Workspace) -> Message:
    """What Jonas is asked at the end of Monday, about three items."""
    owns(workspace, JONAS, "Replica", "Backfill", "Vendor")
    workspace.turn_to(EVENING)
    return evening(workspace, JONAS)


def steps(workspace: Workspace) -> int:
    """How often anybody has clicked, typed or sent a form in."""
    return sum(one.kind in {"interaction", "command"} for one in workspace.slack.deliveries)


def states(workspace: Workspace) -> list[str]:
    """The items as their owner's list has them."""
    return workspace.types(JONAS, "/handoff list mine").splitlines()[1:]


def test_it_says_what_is_theirs_who_is_on_and_when_they_are_back(make_workspace: MakeWorkspace) -> None:
    night = ROSTER.replace('Los_Angeles\n        hours: "09:00-17:00"', 'Los_Angeles\n        hours: "07:00-15:00"')
    workspace = make_workspace(roster=night)
    owns(workspace, JONAS, "Replica", "Backfill")
    workspace.turn_to(at("mon 15:29"))
    assert evenings(workspace, JONAS) == []
    workspace.turn_to(EVENING)

    assert evening(workspace, JONAS).shown_to(workspace.person(JONAS)) == (
        "Your day ends at 17:00. You own 2.\n"
        "Los Angeles is on now (Luis Romero). You are back tomorrow 09:00.\n"
        "🟢 Steady · H-1 Replica\nNext: Restart the rebuild\n[Hand off to Los Angeles ▾]\n"
        "🟢 Steady · H-2 Backfill\nNext: Restart the rebuild\n[Hand off to Los Angeles ▾]\n"
        "[Send as shown] [Write more] [Ask at 16:55]\n"
        "No answer: they stay yours, show as parked from 18:00 till tomorrow 09:00, and teammates may take them."
    )


def test_its_text_alone_says_all_and_how_to_act(asked: Message) -> None:
    lines, preset = asked.text.splitlines(), "[Hand off to Los Angeles, from 18:00]"
    assert lines[0] == "3 to hand off, keep or finish. First: 🟢 Steady · H-1 Replica"
    assert lines[3:6] == [
        "🟢 Steady · H-1 Replica",
        "Next: Restart the rebuild",
        preset,
    ]
    assert lines[-1] == "Type /handoff H-1 to next, /handoff keep H-1 or /handoff done H-1."


def test_three_items_take_one_click_and_no_typing(workspace: Workspace, asked: Message) -> None:
    posts, before = workspace.posts(), steps(workspace)
    workspace.presses(JONAS, asked, "Send as shown")

    assert steps(workspace) == before + 1
    assert [line.endswith("waits for Los Angeles · by tomorrow 02:00") for line in states(workspace)] == [True] * 3
    assert workspace.posts() == posts  # it turns into its receipt, without a sound
    assert asked.shown_to(workspace.person(JONAS)) == (
        "Sent 16:30. Rest well, Jonas Weber. You are back tomorrow 09:00.\n"
        "… H-1 Replica · Los Angeles, told when the day starts there, 18:00\n"
        "… H-2 Backfill · Los Angeles, told when the day starts there, 18:00\n"
        "… H-3 Vendor · Los Angeles, told when the day starts there, 18:00\n"
        "Undo works till 16:40.\n[Undo]"
    )


def test_what_had_no_room_is_named_by_the_receipt_too(workspace: Workspace) -> None:
    owns(workspace, JONAS, *(f"Work {number}" for number in range(14)))
    workspace.turn_to(EVENING)
    asked = evening(workspace, JONAS)
    assert "and 2 more of yours, not shown here: /handoff list mine" in asked.text

    workspace.presses(JONAS, asked, "Send as shown")

    assert "2 more of yours want an answer, not shown here: /handoff list mine" in asked.text


def test_the_receipt_follows_what_becomes_of_them(workspace: Workspace, asked: Message) -> None:
    choices(workspace, JONAS, asked, "Hand off", "Keep", "Done")
    workspace.presses(JONAS, asked, "Send as shown")
    told = workspace.told()[JONAS]
    workspace.turn_to(at("mon 18:10"))
    workspace.types(LUIS, "/handoff claim H-1")

    assert asked.shown_to(workspace.person(JONAS)).splitlines()[1:4] == [
        "✓ H-1 Replica · Luis Romero took it, 19:10",
        "– H-2 Backfill · kept by you till tomorrow 09:00",
        "✓ H-3 · done by Jonas Weber, 16:30",
    ]
    assert workspace.told()[JONAS] == told


def test_what_is_kept_is_not_claimed_and_what_got_no_answer_is_parked(workspace: Workspace, asked: Message) -> None:
    owns(workspace, ANA, "Theirs")
    choices(workspace, JONAS, asked, "Keep", "Keep", "Keep")
    workspace.presses(JONAS, asked, "Send as shown")
    workspace.turn_to(at("mon 17:00"))

    assert "Jonas Weber keeps H-1" in workspace.types(LUIS, "/handoff claim H-1")
    assert workspace.types(LUIS, "/handoff claim H-4").startswith("H-4 is yours.")


def test_a_choice_is_kept_and_shown_on_every_device(workspace: Workspace, asked: Message) -> None:
    choices(workspace, JONAS, asked, "Keep")

    assert "H-1 Replica\nNext: Restart the rebuild\n[Keep ▾]" in asked.shown_to(workspace.person(JONAS))
    assert states(workspace)[0] == "🟢 Steady · H-1 Replica · by 17:00"
    workspace.presses(JONAS, asked, "Send as shown")
    assert "H-1 Replica · kept by you till tomorrow 09:00" in asked.text


def test_what_their_client_shows_counts_where_the_choice_has_not_come_through(
    workspace: Workspace, asked: Message
) -> None:  # fmt: skip
    """Somebody on a train: the menu's own click was lost, the button's came through."""
    number = asked.blocks[1]["accessory"]["options"][0]["value"].rpartition(":")[0]
    shown = {"any": {"evening_choice": {"type": "static_select", "selected_option": {"value": f"{number}:done"}}}}
    workspace.person(JONAS).presses(asked, "Write more")
    workspace.sends_again(JONAS, state={"values": shown}, action_id="evening_send", value=number.partition(":")[0])

    assert "✓ H-1 · done by Jonas Weber" in asked.text
    assert "… H-2 Backfill · Los Angeles" in asked.text


def test_undo_takes_all_of_it_back(workspace: Workspace, asked: Message) -> None:
    before = states(workspace)
    choices(workspace, JONAS, asked, "Hand off", "Keep", "Done")
    workspace.presses(JONAS, asked, "Send as shown")
    workspace.turn_by(minutes=10)
    workspace.presses(JONAS, asked, "Undo")

    assert states(workspace) == before
    assert asked.buttons[:2] == ["Send as shown", "Write more"]
    assert [line for line in asked.text.splitlines() if line.startswith("[")][1:] == ["[Keep]", "[Done]"]


def test_undo_works_for_ten_minutes(workspace: Workspace, asked: Message) -> None:
    workspace.presses(JONAS, asked, "Send as shown")
    workspace.turn_by(minutes=10, seconds=1)

    assert "Undo works for ten minutes" in workspace.presses(JONAS, asked, "Undo")
    assert states(workspace)[0].endswith("waits for Los Angeles · by tomorrow 02:00")


def test_undo_leaves_what_somebody_has_taken_and_says_so(workspace: Workspace, asked: Message) -> None:
    workspace.presses(JONAS, asked, "Send as shown")
    workspace.types(ANA, "/handoff claim H-2")

    said = workspace.presses(JONAS, asked, "Undo")

    assert said == "H-2 has changed since, so this can no longer be undone."
    assert [line.split(" · ")[1] for line in states(workspace)] == ["H-1 Replica", "H-3 Vendor"]
    assert "✓ H-2 Backfill · Ana Kovač took it, 16:30" in asked.text


def test_nobody_else_can_press_them(workspace: Workspace, asked: Message) -> None:
    value = asked.blocks[-2]["elements"][0]["value"]
    presses = {f"evening_{what}": value for what in ("send", "again", "undo", "write")}
    for action, of in (presses | {"evening_choice": f"{value}:1:done"}).items():
        (said,) = workspace.forges(ANA, workspace.card("Replica"), action_id=action, value=of)
        assert said == "That question was not asked of you, or is gone."
    assert "Owner: Jonas Weber" in workspace.card("Replica").text


@pytest.mark.parametrize("value", ["", "x", "1:1:burn", "1:9999:keep", "99:1:keep", "1:1"])
def test_a_choice_that_is_none_is_refused(workspace: Workspace, asked: Message, value: str) -> None:
    workspace.person(JONAS).presses(asked, "Write more")
    assert len(workspace.sends_again(JONAS, action_id="evening_choice", option=value)) == 1
    assert asked.text.count("[Hand off to Los Angeles, from 18:00]") == 3


@pytest.mark.parametrize("answer", ["to next", "keep", "done"])
def test_what_has_an_answer_is_not_asked_about(workspace: Workspace, answer: str) -> None:
    owns(workspace, JONAS, "Replica")
    workspace.types(JONAS, f"/handoff {answer} H-1" if answer != "to next" else "/handoff H-1 to next")
    workspace.turn_to(EVENING)

    assert evenings(workspace, JONAS) == []


def test_what_is_on_offer_already_stands_beside_what_wants_an_answer(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica", "Backfill")
    workspace.types(JONAS, "/handoff H-1 to next")
    workspace.turn_to(EVENING)

    asked = evening(workspace, JONAS)
    assert "You own 1." in asked.text
    assert "🟢 Steady · H-1 Replica · waits for Los Angeles" in asked.text


def test_answered_elsewhere_it_asks_no_more(workspace: Workspace, asked: Message) -> None:
    for number in (1, 2, 3):
        workspace.types(JONAS, f"/handoff done H-{number}")

    assert asked.buttons == []
    assert asked.text.startswith("Nothing here waits for an answer.")
    assert "H-1 · done by Jonas Weber, 16:30" in asked.text
