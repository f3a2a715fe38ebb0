"""When somebody is asked before they go home: once a day, in their hours, by their plans; and how long it works."""

from datetime import datetime

import pytest

from bot.sandbox.people.message import Message
from tests.conftest import MakeWorkspace
from tests.journeys.evenings import choices, evening, evenings, owns
from tests.people import ANA, JONAS, ROSTER, TWO_TEAMS, WEI, at
from tests.workspace import Workspace

EVENING = at("mon 15:30")  # Jonas's day ends at 16:00 UTC


@pytest.fixture
def asked(workspace: Workspace) -> Message:
    """What Jonas is asked at the end of Monday, about three items."""
    owns(workspace, JONAS, "Replica", "Backfill", "Vendor")
    workspace.turn_to(EVENING)
    return evening(workspace, JONAS)


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


def test_what_slack_does_not_take_in_time_is_not_sent_after_the_day(workspace: Workspace) -> None:
    owns(workspace, JONAS, "Replica")
    workspace.slack.faults.next("chat.postMessage", "ratelimited", retry_after=1800)
    workspace.turn_to(EVENING)
    workspace.turn_to(at("mon 16:01"))

    assert evenings(workspace, JONAS) == []


def test_between_two_regions_hours_it_waits_till_they_are_at_work(make_workspace: MakeWorkspace) -> None:
    """Jonas works till four, and from a quarter to five till five for his other team."""
    late = TWO_TEAMS.replace('"07:00-11:00"', '"16:45-17:00"')
    workspace = make_workspace(roster=late.replace("{user: U0JONAS}", "{user: U0JONAS, hours: '09:00-16:00'}", 1))
    owns(workspace, JONAS, "Replica")
    workspace.turn_to(EVENING)
    workspace.turn_to(at("mon 15:40"))
    assert evenings(workspace, JONAS) == []
    workspace.turn_to(at("mon 15:45"))

    evening(workspace, JONAS)


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
