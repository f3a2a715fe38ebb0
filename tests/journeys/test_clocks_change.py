"""Before clocks change in a region, its team's leads read once who shares how much time from then on."""

from tests.conftest import MakeWorkspace
from tests.people import JONAS, MEI, OPS, PRIYA, WEI, at
from tests.workspace import Workspace

# Berlin changes its clocks on 28 March 2027, Los Angeles on 14 March.
TWO = f"""\
teams:
  - name: Platform
    channel: {OPS}
    leads: [{PRIYA}, {JONAS}]
    regions:
      - {{name: APAC, timezone: Asia/Singapore, hours: "09:00-17:00", members: [{{user: {WEI}}}, {{user: {MEI}}}]}}
      - {{name: EMEA, timezone: Europe/Berlin, hours: "09:00-17:00", members: [{{user: {JONAS}}}]}}
"""


def morning(workspace: Workspace, week: int, weekday: str = "mon") -> None:
    """Every hour of that day passes until noon in Berlin."""
    for hour in ("00:00", "01:00", "07:00", "08:00", "11:00"):
        workspace.turn_to(at(f"{weekday} {hour}", week=week))


def test_the_leads_are_told_once_in_their_digest(make_workspace: MakeWorkspace) -> None:
    here = make_workspace(roster=TWO)
    morning(here, 1)
    assert here.told() == {}

    morning(here, 2)

    assert here.dms(PRIYA)[0].splitlines() == [
        "Good morning, Priya Nair.",
        "CLOCKS CHANGE",
        "From 28 March APAC and EMEA share 2 hours instead of 1.",
        "APAC is awake till 17:00.",
    ]
    assert here.told() == {PRIYA: 1, JONAS: 1}
    morning(here, 2, "tue")
    morning(here, 3)
    assert here.told() == {PRIYA: 1, JONAS: 1}


def test_where_no_two_regions_share_more_or_less_nothing_is_told(workspace: Workspace) -> None:
    """Los Angeles begins an hour earlier from 14 March on, just when Berlin ends."""
    morning(workspace, 0, "wed")
    morning(workspace, 1, "fri")

    assert workspace.told() == {}


def test_somebody_who_becomes_lead_later_is_told_too(make_workspace: MakeWorkspace) -> None:
    here = make_workspace(roster=TWO.replace(f", {JONAS}]", "]"))
    morning(here, 2)
    assert here.told() == {PRIYA: 1}

    here.apply(TWO)
    morning(here, 2, "tue")

    assert "From 28 March APAC and EMEA share 2 hours instead of 1." in here.dms(JONAS)[0]


def test_a_lead_who_is_away_reads_it_when_they_are_back(make_workspace: MakeWorkspace) -> None:
    here = make_workspace(roster=TWO)
    here.types(JONAS, "/handoff away 2027-03-15..2027-03-17")
    morning(here, 2)
    assert JONAS not in here.told()

    morning(here, 2, "thu")

    assert "From 28 March APAC and EMEA share 2 hours instead of 1." in here.dms(JONAS)[0]
