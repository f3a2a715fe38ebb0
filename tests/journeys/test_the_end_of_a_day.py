"""Half an hour before their day ends, an owner says with one press what becomes of what they still own."""

from datetime import datetime

import pytest

from bot.sandbox.people.message import Message
from tests.conftest import MakeWorkspace
from tests.journeys.evenings import choices, evening, evenings, owns
from tests.people import ANA, JONAS, LUIS, ROSTER, TWO_TEAMS, WEI, at
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
        "Sent 16:30, Jonas Weber. You are back tomorrow 09:00.\n"
        "… H-1 Replica · Los Angeles, told when the day starts there, 18:00\n"
        "… H-2 Backfill · Los Angeles, told when the day starts there, 18:00\n"
        "… H-3 Vendor · Los Angeles, told when the day starts there, 18:00\n"
        "Undo works till 16:40.\n[Undo]"
    )


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


def test_it_asks_once_more_five_minutes_before_the_end(workspace: Workspace, asked: Message) -> None:
    choices(workspace, JONAS, asked, "Done")
    told = workspace.told()[JONAS]
    workspace.presses(JONAS, asked, "Ask at 16:55")
    assert "I ask again at 16:55." in asked.text
    assert workspace.told()[JONAS] == told
    workspace.turn_to(at("mon 15:55"))

    again = workspace.person(JONAS).dms[-1]
    assert workspace.told()[JONAS] == told + 1
    assert asked.shown_to(workspace.person(JONAS)) == "I asked again at 16:55, further down."
    assert again.buttons == ["Send as shown", "Write more"]
    workspace.presses(JONAS, again, "Send as shown")
    assert "✓ H-1 · done by Jonas Weber" in again.text


def test_answered_meanwhile_it_does_not_ask_again(workspace: Workspace, asked: Message) -> None:
    workspace.presses(JONAS, asked, "Ask at 16:55")
    told = workspace.told()[JONAS]
    workspace.presses(JONAS, asked, "Send as shown")
    workspace.turn_to(at("mon 15:55"))

    assert workspace.told()[JONAS] == told
    assert asked.text.startswith("Sent 16:30")


def test_too_late_to_be_asked_again(workspace: Workspace, asked: Message) -> None:
    workspace.turn_to(at("mon 15:51"))

    assert "Your day ends too soon for that" in workspace.presses(JONAS, asked, "Ask at 16:55")


def test_its_buttons_work_until_the_next_morning(workspace: Workspace, asked: Message) -> None:
    workspace.turn_to(at("tue 07:59"))
    workspace.presses(JONAS, asked, "Send as shown")
    assert "… H-1 Replica · Singapore, told 08:59" in asked.text


def test_in_the_morning_they_are_gone(workspace: Workspace, asked: Message) -> None:
    value = asked.blocks[-2]["elements"][0]["value"]
    workspace.turn_to(at("tue 08:00"))

    assert asked.buttons == []
    assert "H-1 · still yours" in asked.text
    (said,) = workspace.forges(JONAS, workspace.card("Replica"), action_id="evening_send", value=value)
    assert said.startswith("That day is over")


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


def test_in_two_teams_it_is_the_end_of_the_whole_day(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=TWO_TEAMS)
    owns(workspace, JONAS, "Replica")
    workspace.turn_to(at("mon 09:30"))  # half an hour before the end in the other team
    assert evenings(workspace, JONAS) == []
    workspace.turn_to(EVENING)
    evening(workspace, JONAS)


@pytest.mark.parametrize("ends, asks", [("09:40", "mon 08:20"), ("09:10", "mon 08:05"), ("10:00", "mon 08:30")])
def test_of_a_short_day_it_is_half(make_workspace: MakeWorkspace, ends: str, asks: str) -> None:
    short = ROSTER.replace("{user: U0ANA}", f"{{user: U0ANA, hours: '09:00-{ends}'}}")
    workspace = make_workspace(roster=short, begins=at("mon 07:00"))
    owns(workspace, ANA, "Replica")
    workspace.turn_to(at("mon 08:00"))
    assert evenings(workspace, ANA) == []
    workspace.turn_to(at(asks))
    evening(workspace, ANA)


def test_who_has_left_before_is_not_asked(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica")
    workspace.turn_to(at("mon 14:00"))
    workspace.types(JONAS, "/handoff away today")
    workspace.turn_to(at("mon 15:45"))

    assert evenings(workspace, JONAS) == []


@pytest.mark.parametrize("back, asks", [("mon 15:50", 1), ("mon 16:00", 0), ("mon 20:00", 0)])
def test_down_at_that_hour_it_comes_late_or_not_at_all(workspace: Workspace, back: str, asks: int) -> None:
    owns(workspace, JONAS, "Replica")
    workspace.turn_to(at("mon 12:00"))
    workspace.turn_to(at(back))  # nothing ran in between

    assert len(evenings(workspace, JONAS)) == asks
    workspace.turn_to(at("tue 08:00"))
    assert "you own 1" in workspace.dms(JONAS)[-1]


def test_who_does_not_get_a_digest_gets_it_all_the_same(workspace: Workspace) -> None:
    owns(workspace, ANA, "Replica")
    assert workspace.told().get(ANA) is None
    workspace.turn_to(EVENING)

    assert workspace.told()[ANA] == 1


def test_plans_that_change_afterwards_change_what_it_says(workspace: Workspace, asked: Message) -> None:
    workspace.types(JONAS, "/handoff away 2027-03-02..2027-03-02")

    assert "You are back Wed 09:00: kept items wait 1 day." in asked.text
    assert len(evenings(workspace, JONAS)) == 1


def test_a_day_that_becomes_longer_is_asked_at_its_new_end(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica")
    workspace.turn_to(at("mon 15:00"))
    workspace.apply(ROSTER.replace("{user: U0JONAS}", "{user: U0JONAS, hours: '09:00-19:00'}"))
    workspace.turn_to(EVENING)
    assert evenings(workspace, JONAS) == []
    workspace.turn_to(at("mon 17:30"))
    evening(workspace, JONAS)
    workspace.turn_to(at("tue 17:30"))
    assert len(evenings(workspace, JONAS)) == 2


def test_a_day_that_becomes_shorter_is_asked_at_once(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica")
    workspace.turn_to(at("mon 14:45"))
    workspace.apply(ROSTER.replace("{user: U0JONAS}", "{user: U0JONAS, hours: '09:00-16:00'}"))
    workspace.settle()

    assert "Your day ends at 16:00." in evening(workspace, JONAS).text


@pytest.mark.parametrize("when", [EVENING, at("mon 15:55")])
def test_it_is_one_a_day_however_often_plans_change(workspace: Workspace, when: datetime) -> None:
    owns(workspace, JONAS, "Replica")
    workspace.turn_to(EVENING)
    for end in ("16:50", "17:10", "17:00"):
        workspace.turn_to(when)
        workspace.apply(ROSTER.replace("{user: U0JONAS}", f"{{user: U0JONAS, hours: '09:00-{end}'}}"))
        workspace.settle()

    evening(workspace, JONAS)


def test_the_weekend_is_told(workspace: Workspace) -> None:
    workspace.turn_to(at("fri 08:00"))
    owns(workspace, JONAS, "Replica")
    workspace.turn_to(at("fri 15:30"))

    assert "You are back Mar 8 09:00: kept items wait 2 days." in evening(workspace, JONAS).shown_to(
        workspace.person(JONAS)
    )


def test_wei_hears_of_what_singapore_still_has(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "Replica")
    workspace.types(WEI, "/handoff claim H-1")  # taken back: it is open, and Wei's
    workspace.turn_to(at("tue 08:30"))

    assert "Berlin is on now (Jonas Weber)." in evening(workspace, WEI).text
