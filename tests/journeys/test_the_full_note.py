"""The full note: everything there is of an item, its history and its way round the world, for whoever may see it."""

import copy

import pytest

from bot.sandbox import Form, Message
from tests.people import ANA, JONAS, LUIS, SECRET, WEI, at
from tests.workspace import Workspace


def full_note(workspace: Workspace, user: str, card: Message) -> Form:
    """The full note as somebody opens it from a card."""
    return workspace.presses_for_form(user, card, "Full note")


@pytest.fixture
def travelled(workspace: Workspace) -> Message:
    """H-1 was opened in Singapore, bettered, claimed and read back in Berlin, handed on, and waits for Los Angeles."""
    card = workspace.hands_off(WEI, "Backfill", next_step="Run step 2")
    workspace.turn_by(minutes=5)
    form = workspace.presses_for_form(WEI, card, "Update")
    form.fill("Next step", "Run step 3").choose("Urgency", "🟡 Watch").submit()
    workspace.turn_by(minutes=10)
    workspace.presses(JONAS, card, "Claim")
    workspace.types(JONAS, "/handoff readback H-1 Step 3, then counts")
    workspace.turn_to(at("mon 15:40"))
    workspace.types(JONAS, "/handoff H-1 to next")
    return card


def test_its_history_says_who_did_what_when_and_what_each_version_changed(
    workspace: Workspace, travelled: Message
) -> None:
    text = full_note(workspace, ANA, travelled).text
    assert text[text.index("History") :].splitlines()[1:6] == [
        "today 09:30 · Wei Lin opened it",
        "today 09:30 · Wei Lin offered it to Berlin",
        "today 09:35 · Wei Lin changed it, version 2 of the note (Next step), urgency 🟡 Watch",
        "today 09:45 · Jonas Weber took it over from Wei Lin",
        "today 16:40 · Jonas Weber offered it to Los Angeles",
    ]


def test_its_way_round_the_world_is_drawn(workspace: Workspace, travelled: Message) -> None:
    text = full_note(workspace, ANA, travelled).text
    assert text[text.index("Its way round the world") :].splitlines()[1:4] == [
        "● Singapore · Wei Lin · today 09:30 to 09:45",
        "● Berlin · Jonas Weber · since today 09:45",
        "○ Los Angeles · from today 18:00",
    ]


def test_what_was_read_back_stands_in_it_also_after_the_item_has_gone_on(
    workspace: Workspace, travelled: Message
) -> None:
    text = full_note(workspace, LUIS, travelled).text
    assert "Jonas Weber read back to Wei Lin, today 00:45\nStep 3, then counts\n" in text
    assert "Step 3" not in travelled.shown_to(workspace.person(LUIS))


def test_each_version_can_be_seen_whole(workspace: Workspace, travelled: Message) -> None:
    form = full_note(workspace, ANA, travelled)
    form.choose("See a version of the note", "Version 1, Wei Lin, today 09:30")
    workspace.settle()
    old = workspace.person(ANA).form
    assert old is not None
    assert old.title == "H-1, version 1"
    assert "Run step 2" in old.text
    assert "Run step 3" not in old.text


def long_note(workspace: Workspace, card: Message) -> None:
    """Wei fills all the fields of the note as far as they go."""
    form = workspace.presses_for_form(WEI, card, "Update")
    form.press("More context")
    for label in ("Decision", "Without a decision", "State now", "Why", "Ruled out", "If / then", "Links"):
        form.fill(label, f"{label} " + "a" * 2_980)
    assert form.submit() == {}
    workspace.settle()


def test_what_does_not_fit_one_page_is_on_the_next(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Backfill")
    long_note(workspace, card)

    shown = full_note(workspace, ANA, card)
    assert "Page 1 of 2" in shown.text
    assert "Links aaa" not in shown.text
    shown.press("Next page")
    assert "Page 2 of 2" in shown.text
    assert "Links aaa" in shown.text
    assert "Its way round the world" in shown.text
    shown.press("Previous page")
    assert "Why aaa" in shown.text


def test_whoever_loses_sight_of_it_meanwhile_turns_no_page(workspace: Workspace) -> None:
    card = workspace.hands_off(WEI, "Secret plan", where=SECRET)
    long_note(workspace, card)
    form = full_note(workspace, JONAS, card)
    workspace.slack.leave(SECRET, JONAS)
    workspace.settle()

    form.press("Next page")

    assert "There is no item H-1 that you can see." in form.text
    assert "aaa" not in form.text


@pytest.mark.parametrize(
    "value, says",
    [
        ("1:9:0", "H-1 has no version 9"),
        ("9:0:1", "There is no item H-9"),
        ("x:y", "not one of mine"),
        ("1:0:77", "Links"),
    ],
)
def test_a_page_that_is_not_there_shows_nothing_it_should_not(workspace: Workspace, value: str, says: str) -> None:
    card = workspace.hands_off(WEI, "Backfill")
    long_note(workspace, card)
    form = full_note(workspace, ANA, card)
    form.press("Next page")
    payload = copy.deepcopy(workspace.slack.deliveries[-1].payload)
    payload["actions"][0]["value"] = value
    payload["view"]["hash"] = form.view.hash
    payload["trigger_id"] += ".forged"

    assert workspace.slack.send_raw("interaction", payload).accepted

    assert says in form.text
