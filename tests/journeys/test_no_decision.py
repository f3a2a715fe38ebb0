"""Nobody decides in time: it is written down as agreed, never as a yes or a no, and can still be decided."""

import pytest

from tests.conftest import MakeWorkspace
from tests.journeys.deciding import asked, asks, decides, rewrites
from tests.people import ANA, JONAS, LUIS, WEI, at
from tests.workspace import Workspace


@pytest.fixture
def lapsed(workspace: Workspace) -> Workspace:
    """Jonas has claimed an item that asks Ana by noon; she was told at 08:30 and 11:00, and has said nothing."""
    asks(workspace, "Ana Kovač", until=at("mon 12:00"), without_a_decision="the launch waits.", to="Berlin")
    workspace.types(JONAS, "/handoff claim H-1")
    workspace.turn_to(at("mon 11:00"))
    workspace.turn_to(at("mon 12:00"))
    return workspace


def test_the_owner_is_told_with_who_was_told_when(lapsed: Workspace) -> None:
    told = lapsed.dms(JONAS)[-1]

    assert told == (
        "No decision in time:\n🟢 Steady · H-1 Ship the banner\n[Full note]\n"
        "No decision by today 13:00; as agreed, the launch waits.\n"
        "Ana Kovač was told at 09:30 and 12:00. It can still be decided."
    )
    assert lapsed.person(JONAS).dms[-1].text.splitlines()[0] == (
        "🟢 Steady · H-1 Ship the banner · no decision by 13:00"
    )


def test_the_thread_and_the_card_say_it_to_all(lapsed: Workspace) -> None:
    card = lapsed.cards()[0]
    said = (
        "No decision by 20:00; as agreed, the launch waits.\nMay banner v3 ship?\n"
        "Ana Kovač was told at 16:30 and 19:00."
    )

    assert lapsed.lines(card)[-1].startswith(said)
    assert "as agreed, the launch waits." in card.text
    everything = "".join([*lapsed.lines(card), card.text, *lapsed.dms(JONAS), *lapsed.dms(ANA)])
    assert "approved" not in everything
    assert "declined" not in everything


def test_it_can_still_be_decided_and_says_that_it_is_late(lapsed: Workspace) -> None:
    lapsed.turn_to(at("mon 13:00"))

    decides(lapsed, ANA, "Approve")

    assert lapsed.lines(lapsed.cards()[0])[-1].startswith(
        "Ana Kovač approved this, 21:00, after the time, on version 1 of the note:"
    )
    assert lapsed.dms(JONAS)[-1].startswith("Ana Kovač approved:")
    assert "after the time" in lapsed.types(JONAS, "/handoff decisions")


def test_undone_it_is_undecided_as_before_and_lapses_no_second_time(lapsed: Workspace) -> None:
    decides(lapsed, ANA, "Decline")
    lapsed.presses(ANA, lapsed.person(ANA).ephemerals[-1], "Undo")
    lapsed.turn_to(at("mon 14:00"))

    card = lapsed.cards()[0]
    assert "as agreed, the launch waits." in card.text
    assert sum("No decision by" in line for line in lapsed.lines(card)) == 1


def test_it_counts_once(lapsed: Workspace) -> None:
    lapsed.turn_to(at("mon 12:30"))
    lapsed.turn_to(at("tue 12:00"))

    assert sum("No decision by" in line for line in lapsed.lines(lapsed.cards()[0])) == 1


def test_an_owner_who_sleeps_reads_it_in_the_morning(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 12:00"), without_a_decision="we wait", to="Los Angeles")
    workspace.turn_to(at("mon 12:00"))
    assert workspace.dms(WEI) == []

    workspace.turn_to(at("tue 01:00"))

    assert (
        "no decision by yesterday 20:00; as agreed, we wait (Ana Kovač was told yesterday 16:30"
        in (workspace.dms(WEI)[0])
    )


def test_late_where_the_bot_was_away_at_the_time(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 12:00"), without_a_decision="we wait")

    workspace.turn_to(at("mon 15:00"))  # nothing ran since 08:30: no reminder either

    assert len(asked(workspace, ANA)) == 1
    assert "No decision by" in workspace.lines(workspace.cards()[0])[-1]


def test_where_nothing_was_agreed_it_says_that(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 12:00"))
    workspace.turn_to(at("mon 12:00"))

    assert (
        "No decision by 20:00. What happens without one was not written down."
        in (workspace.lines(workspace.cards()[0])[-1])
    )


def test_a_new_question_takes_its_place(lapsed: Workspace) -> None:
    form = lapsed.form(JONAS, "/handoff H-1")
    form.press("More context").fill("Decision", "May banner v4 ship?").choose("Decide by", at("mon 15:00"))
    assert form.submit() == {}
    lapsed.settle()

    card = lapsed.cards()[0]
    assert "Ana Kovač decides by" in card.text
    assert "No decision" not in card.text
    decides(lapsed, ANA, "Approve")
    assert "after the time" not in lapsed.lines(card)[-1]


def test_a_time_that_is_past_is_no_time(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(begins=at("mon 08:30"))
    asks(workspace, "Ana Kovač", until=at("mon 12:00"))
    workspace.turn_to(at("mon 12:00"))

    form = workspace.form(WEI, "/handoff H-1")
    form.press("More context").fill("Decision", "And v4?")
    assert form.submit() == {}
    workspace.settle()
    workspace.turn_to(at("mon 13:00"))

    assert sum("No decision" in line for line in workspace.lines(workspace.cards()[0])) == 1
    assert "Ana Kovač decides by" in workspace.cards()[0].text


def test_nobody_awake_nobody_told(workspace: Workspace) -> None:
    asks(workspace, "Luis Romero", until=at("mon 12:00"), to="Los Angeles")

    workspace.turn_to(at("mon 12:00"))

    assert LUIS not in workspace.told()


def test_what_happens_without_one_is_what_the_note_says_by_then(workspace: Workspace) -> None:
    asks(workspace, "Ana Kovač", until=at("mon 12:00"), without_a_decision="we wait", to="Berlin")
    rewrites(workspace, WEI, without_a_decision="we ship v2")

    workspace.turn_to(at("mon 12:00"))

    assert len(asked(workspace, ANA)) == 1, "the same question is not asked twice"
    assert "No decision by 20:00; as agreed, we ship v2." in workspace.lines(workspace.cards()[0])[-1]


def test_who_could_not_be_told_in_time_is_told_afterwards_all_the_same(workspace: Workspace) -> None:
    hers = workspace.person(ANA).dm
    workspace.slack.faults.next(
        "chat.postMessage", "ratelimited", retry_after=1_200, when=lambda args: args["channel"] == hers
    )
    asks(workspace, "Ana Kovač", until=at("mon 08:40"), without_a_decision="we wait", to="Berlin")

    workspace.turn_to(at("mon 08:40"))
    assert "Ana Kovač had not been told" in workspace.lines(workspace.cards()[0])[-1]
    for minutes in (5, 10, 15):
        workspace.turn_by(minutes=minutes)

    (dm,) = asked(workspace, ANA)
    assert "Still yours to decide" in dm.shown_to(workspace.person(ANA))
