"""The message budget: a new message only when somebody must act on what they do not know yet; all else edits."""

import pytest

from tests.conftest import MakeWorkspace
from tests.people import ANA, JONAS, LUIS, MEI, OPS, TWO_TEAMS, WEI, at
from tests.workspace import Workspace


@pytest.fixture
def early(make_workspace: MakeWorkspace) -> Workspace:
    """Monday, 05:00 UTC: Singapore is at work, Berlin asleep until 08:00."""
    return make_workspace(begins=at("mon 05:00"))


def opens(workspace: Workspace, *headlines: str, user: str = WEI, urgency: str = "🟢 Steady") -> None:
    for headline in headlines:
        workspace.hands_off(user, headline, to="Berlin", urgency=urgency)


def test_a_busy_day_of_eleven_items(early: Workspace) -> None:
    opens(early, "One", "Two", "Three", "Four")
    assert early.told() == {}

    early.turn_to(at("mon 08:00"))  # Jonas's morning: one DM for the four
    assert early.told() == {JONAS: 1}
    assert early.dms(JONAS)[0].count("[Claim H-") == 3

    early.turn_to(at("mon 08:20"))
    opens(early, "Five")
    early.turn_to(at("mon 08:25"))
    opens(early, "Six", "Seven")
    early.turn_to(at("mon 08:29"))
    opens(early, "Eight")
    assert early.told() == {JONAS: 2}  # the burst is one DM, edited
    assert [f"H-{number}" in early.dms(JONAS)[1] for number in (5, 6, 7, 8)] == [True] * 4

    opens(early, "Nine", urgency="🔴 Critical")
    assert early.told() == {JONAS: 3}

    early.turn_to(at("mon 12:00"))  # one reminder for all that waits; the critical one's comes beside it
    assert early.told() == {JONAS: 5}
    opens(early, "Ten", "Eleven", user=MEI)
    assert early.told() == {JONAS: 6}

    early.turn_to(at("mon 14:00"))  # what falls due now joins the reminder; the rest of Berlin has its own
    assert early.told() == {JONAS: 6, ANA: 2}
    for number in range(1, 12):  # whatever happens to them now edits what stands
        early.types(ANA, f"/handoff claim H-{number}")
        early.types(ANA, f"/handoff done H-{number}")
    early.turn_to(at("mon 16:00"))
    assert early.told() == {JONAS: 6, ANA: 2}
    assert "[Claim" not in "".join(early.dms(JONAS))
    assert len(early.cards()) == 11
    assert {len(card.thread) for card in early.cards()} == {1}


def test_nobody_asleep_is_told_anything(early: Workspace) -> None:
    opens(early, "One", "Two")
    opens(early, "Three", user=MEI)
    early.types(WEI, "/handoff H-1 to Los Angeles")
    early.types(WEI, "/handoff H-2 to @Jonas Weber")
    early.types(WEI, "/handoff done H-3")

    early.turn_to(at("mon 07:59"))

    assert early.told() == {}


def test_what_comes_after_ten_minutes_is_a_new_message(workspace: Workspace) -> None:
    opens(workspace, "One")
    workspace.turn_by(minutes=11)
    opens(workspace, "Two")

    assert workspace.told() == {JONAS: 2}


def test_nothing_in_it_nothing_sent(workspace: Workspace) -> None:
    workspace.turn_to(at("tue 20:00"))

    assert workspace.told() == {}


def test_an_item_claimed_before_the_morning_is_not_in_it(early: Workspace) -> None:
    opens(early, "One")
    early.types(LUIS, "/handoff claim H-1")

    early.turn_to(at("mon 08:00"))

    assert early.told() == {}


def test_entries_become_plain_lines_when_somebody_else_claims(early: Workspace) -> None:
    opens(early, "One", "Two")
    early.turn_to(at("mon 08:00"))
    dm = early.person(JONAS).dms[0]
    assert [label for label in dm.buttons if label.startswith("Claim")] == ["Claim H-1", "Claim H-2"]

    early.turn_to(at("mon 08:20"))
    early.types(ANA, "/handoff claim H-1")

    assert [label for label in dm.buttons if label.startswith("Claim")] == ["Claim H-2"]
    assert "H-1 · Ana Kovač has it since 09:20" in dm.shown_to(early.person(JONAS))
    assert early.person(JONAS).dms == [dm]


def test_the_digest_leads_with_what_is_most_needed(early: Workspace) -> None:
    opens(early, "Calm")
    opens(early, "Watched", urgency="🟡 Watch")
    early.hands_off(WEI, "Burning", to="Berlin")
    form = early.presses_for_form(WEI, early.card("Burning"), "Update").choose("Urgency", "🔴 Critical")
    assert form.submit() == {}
    early.turn_to(at("mon 08:00"))

    dm = early.person(JONAS).dms[0]

    assert dm.text.splitlines()[0] == "3 waiting for Berlin, 1 critical. First: H-3 Burning"
    shown = dm.shown_to(early.person(JONAS))
    assert shown.index("Burning") < shown.index("Watched") < shown.index("Calm")


def test_in_two_teams_one_digest_at_the_earlier_start(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=TWO_TEAMS, begins=at("mon 05:00"))
    workspace.hands_off(WEI, "For Berlin", OPS)

    workspace.turn_to(at("mon 06:00"))
    assert workspace.told() == {JONAS: 1}
    assert "For Berlin" in workspace.dms(JONAS)[0]

    workspace.turn_to(at("mon 08:00"))
    assert workspace.told() == {JONAS: 1}


@pytest.mark.parametrize("late", ["08:20", "11:00", "14:55"])
def test_down_at_the_start_of_a_day_the_digest_comes_late_and_once(early: Workspace, late: str) -> None:
    opens(early, "One")

    early.turn_to(at(f"mon {late}"))  # nothing ran in between
    early.turn_by(seconds=20)

    assert early.told()[JONAS] == 1
    assert "H-1" in early.dms(JONAS)[0]


def test_a_day_missed_whole_is_folded_into_the_next(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "One", to="Jonas Weber")
    workspace.types(JONAS, "/handoff claim H-1")
    told = workspace.told()[JONAS]
    workspace.turn_to(at("mon 20:00"))

    workspace.turn_to(at("wed 12:00"))  # down since Monday evening: Tuesday's digest never went

    assert workspace.told()[JONAS] == told + 1
    assert "you own 1" in workspace.dms(JONAS)[-1]


def test_the_owner_sees_what_they_own_in_the_morning(workspace: Workspace) -> None:
    workspace.hands_off(WEI, "One", to="Los Angeles")

    workspace.turn_to(at("tue 01:00"))

    [digest] = workspace.dms(WEI)
    assert "you own 1" in digest
    # It moved on that minute.
    assert "H-1 One · nobody in Los Angeles took it: moved on to Singapore, still yours" in digest


def test_back_with_its_sender_while_they_are_at_work(workspace: Workspace) -> None:
    opens(workspace, "One")
    workspace.types(JONAS, "/handoff back H-1 not ours")

    assert workspace.told() == {JONAS: 1, WEI: 1}
    assert "Back with you" in workspace.dms(WEI)[0]


def test_back_with_its_sender_who_has_gone_home(workspace: Workspace) -> None:
    opens(workspace, "One")
    workspace.turn_to(at("mon 12:00"))
    workspace.types(JONAS, "/handoff back H-1 not ours")
    assert WEI not in workspace.told()

    workspace.turn_to(at("tue 01:00"))

    assert workspace.told()[WEI] == 1
    assert "sent back" in workspace.dms(WEI)[0].lower()


def test_the_end_of_a_day_is_one_message_whatever_happens_to_it(early: Workspace) -> None:
    opens(early, "One", "Two", "Three")
    early.turn_to(at("mon 08:00"))
    for number in (1, 2, 3):
        early.types(JONAS, f"/handoff claim H-{number}")
    assert early.told() == {JONAS: 1}

    early.turn_to(at("mon 15:30"))
    assert early.told() == {JONAS: 2}
    asked = early.person(JONAS).dms[-1]
    early.person(JONAS).chooses(asked, "Keep", which=0)
    early.settle()
    early.types(JONAS, "/handoff done H-3")
    early.presses(JONAS, asked, "Send as shown")
    early.presses(JONAS, asked, "Undo")
    early.presses(JONAS, asked, "Send as shown")
    early.turn_to(at("mon 17:00"))  # Luis's morning: what Jonas handed off
    early.types(LUIS, "/handoff claim H-2")

    assert early.told() == {JONAS: 2, LUIS: 1}
