"""Whoever gains, loses or keeps at other hours a shift by somebody else's doing is told: what, when, and by whom."""

from tests.conftest import MakeWorkspace
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, ROSTER, WEI, at, region, roster
from tests.workspace import Workspace


def test_what_is_far_stands_in_the_next_digest_days_on_end_in_one_line(workspace: Workspace) -> None:
    workspace.types(WEI, "/handoff away 2027-03-03..2027-03-05")
    assert workspace.dms(MEI) == []

    workspace.turn_to(at("tue 01:00"))

    (digest,) = workspace.dms(MEI)
    assert digest.splitlines() == [
        "Good morning, Mei Tan.",
        "YOUR SHIFTS",
        "New: you are on shift for Singapore, tomorrow to Fri, each day 09:00 to 17:00 (Wei Lin).",
    ]
    workspace.turn_to(at("wed 01:00"))
    assert len(workspace.dms(MEI)) == 1


def test_what_is_near_is_told_at_once_and_not_again_in_the_morning(workspace: Workspace) -> None:
    workspace.types(WEI, "/handoff away 2027-03-02")
    assert workspace.dms(MEI) == ["New: you are on shift for Singapore, tomorrow 09:00 to 17:00 (Wei Lin)."]

    workspace.turn_to(at("tue 01:00"))

    assert len(workspace.dms(MEI)) == 1


def test_nobody_asleep_is_told_before_their_morning(workspace: Workspace) -> None:
    workspace.turn_to(at("mon 20:00"))
    workspace.types(WEI, "/handoff away today")
    assert workspace.dms(MEI) == []

    workspace.turn_to(at("tue 01:00"))

    (digest,) = workspace.dms(MEI)
    assert "New: you are on shift for Singapore, today 09:00 to 17:00 (Wei Lin)." in digest


def test_it_stands_in_front_of_what_waits(workspace: Workspace) -> None:
    workspace.types(JONAS, "/handoff away 2027-03-04")
    workspace.hands_off(ANA, "Queue grows")

    workspace.turn_to(at("tue 08:00"))

    lines = workspace.dms(ANA)[-1].splitlines()
    assert lines.index("YOUR SHIFTS") < next(number for number, line in enumerate(lines) if "Queue grows" in line)


def test_a_change_that_was_taken_back_was_never_news(workspace: Workspace) -> None:
    workspace.types(WEI, "/handoff away 2027-03-03")
    workspace.types(WEI, "/handoff away list")
    workspace.presses(WEI, workspace.person(WEI).ephemerals[-1], "Cancel")

    workspace.turn_to(at("tue 01:00"))

    assert workspace.dms(MEI) == []


def test_one_who_is_away_reads_it_when_they_are_back(workspace: Workspace) -> None:
    workspace.types(MEI, "/handoff away 2027-03-01..2027-03-03")
    workspace.types(WEI, "/handoff away 2027-03-05")
    workspace.turn_to(at("wed 08:00"))
    assert workspace.dms(MEI) == []

    workspace.turn_to(at("thu 01:00"))

    (digest,) = workspace.dms(MEI)
    assert "New: you are on shift for Singapore, tomorrow 09:00 to 17:00 (Wei Lin)." in digest


def test_a_roster_tells_whose_shifts_it_moves(workspace: Workspace) -> None:
    """Berlin begins an hour later from now on: Jonas has this week, Ana the next."""
    later = ROSTER.replace('Europe/Berlin\n        hours: "09:00-17:00"', 'Europe/Berlin\n        hours: "10:00-18:00"')
    workspace.apply(later)
    workspace.settle()
    assert workspace.dms(JONAS) == []  # his day begins at ten now

    workspace.turn_to(at("mon 09:00"))

    (told,) = workspace.dms(JONAS)
    assert "Moved: your shift for Berlin is now today to Fri, each day 10:00 to 18:00." in told
    assert "Moved: your shift for Berlin is now 8 Mar to 12 Mar, each day 10:00 to 18:00." in workspace.dms(ANA)[-1]


def test_the_same_roster_again_tells_nobody_and_nor_does_a_teams_first(make_workspace: MakeWorkspace) -> None:
    here = make_workspace(roster=roster(region("Berlin", JONAS, ANA, rotation_from="2027-03-01")))
    here.turn_to(at("tue 08:00"))
    here.apply(roster(region("Berlin", JONAS, ANA, rotation_from="2027-03-01")))
    here.turn_to(at("wed 08:00"))

    assert here.told() == {}


def test_a_team_that_is_removed_leaves_nobody_waiting_for_a_shift(workspace: Workspace) -> None:
    workspace.apply(roster(region("Singapore", PRIYA), team="Early", channel="C0LOBBY"))
    workspace.settle()

    assert "Gone: you are not on shift for Berlin any more, today to Fri" in workspace.dms(JONAS)[-1]
    assert workspace.dms(LUIS) == []


def test_what_comes_as_a_day_begins_joins_its_digest(workspace: Workspace) -> None:
    workspace.hands_off(MEI, "Queue grows")
    workspace.clock.now = at("tue 01:00")
    workspace.types(WEI, "/handoff away 2027-03-03")
    workspace.turn_by(seconds=10)

    (digest,) = workspace.dms(MEI)
    assert "New: you are on shift for Singapore, tomorrow 09:00 to 17:00 (Wei Lin)." in digest
    assert "Queue grows" in digest


def test_what_is_months_away_is_told_when_it_is_said(workspace: Workspace) -> None:
    """The turn of 2 to 6 August is Wei's."""
    workspace.types(WEI, "/handoff away 2027-08-02..2027-08-06")

    workspace.turn_to(at("tue 01:00"))

    assert (
        "New: you are on shift for Singapore, 2 Aug to 6 Aug, each day 09:00 to 17:00 (Wei Lin)."
        in (workspace.dms(MEI)[0])
    )


def test_so_is_a_cover(workspace: Workspace) -> None:
    workspace.types(WEI, "/handoff cover 2027-08-02")
    workspace.turn_to(at("tue 02:00"))
    (dm,) = [one for one in workspace.person(MEI).dms if "Take" in one.buttons]
    workspace.presses(MEI, dm, "Take")

    workspace.turn_to(at("wed 01:00"))

    assert "Covered: Mei Tan has your shift for Singapore, 2 Aug 09:00 to 17:00." in workspace.dms(WEI)[0]


def test_hours_that_were_put_back_before_anybody_read_of_it_were_never_news(workspace: Workspace) -> None:
    workspace.turn_to(at("mon 20:00"))
    workspace.apply(
        ROSTER.replace('Asia/Singapore\n        hours: "09:00-17:00"', 'Asia/Singapore\n        hours: "10:00-18:00"')
    )
    workspace.apply(ROSTER)

    workspace.turn_to(at("tue 02:00"))

    assert workspace.told() == {}


def test_one_reads_what_became_of_what_one_knew(workspace: Workspace) -> None:
    """Singapore begins later, then Wei is taken out of it: what is gone for Wei are the hours that Wei knew."""
    workspace.turn_to(at("mon 20:00"))
    later = ROSTER.replace(
        'Asia/Singapore\n        hours: "09:00-17:00"', 'Asia/Singapore\n        hours: "10:00-18:00"'
    )
    workspace.apply(later)
    workspace.apply(later.replace(f"{{user: {WEI}}}, ", ""))

    workspace.turn_to(at("tue 02:00"))

    assert (
        "Gone: you are not on shift for Singapore any more, today to Fri, each day 09:00 to 17:00."
        in (workspace.dms(WEI)[0])
    )
    assert "New: you are on shift for Singapore, today to Fri, each day 10:00 to 18:00." in workspace.dms(MEI)[0]
