"""Closed regions, and the weeks in which the clocks change."""

from datetime import datetime, timedelta

import pytest

from tests.conftest import MakeWorkspace
from tests.people import JONAS, LUIS, WEI, at, closed_in_march, region, roster

CLOSED_BERLIN = roster(
    region("Singapore", WEI), region("Berlin", JONAS, closed='["2027-03-02"]'), region("Los Angeles", LUIS)
)
HOLIDAY = roster(region("Singapore", WEI), region("Berlin", JONAS, holidays="DE-BE"), region("Los Angeles", LUIS))


def test_a_closed_region_is_passed_over_and_the_card_says_so(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=CLOSED_BERLIN, begins=at("tue 02:00"))

    form = workspace.form(WEI, "/handoff Cert").fill("Next step", "Renew it")
    assert form.values["To"].startswith("Next: Los Angeles")
    assert "Berlin is closed on Tuesday, 2 March" in form.text
    assert form.submit() == {}
    workspace.settle()

    shown = workspace.card("Cert").shown_to(workspace.person(WEI))
    assert "Waiting for: Los Angeles (Luis Romero)" in shown
    assert "Berlin is closed on Tuesday" in shown


def test_a_public_holiday_is_named(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=HOLIDAY, begins=at("mon 02:00", week=1))  # 8 March: Women's Day in Berlin

    workspace.hands_off(WEI, "Cert")

    shown = workspace.card("Cert").shown_to(workspace.person(WEI))
    assert "Berlin is closed on Monday" in shown
    assert "Women" in shown or "Frauen" in shown
    workspace.turn_to(at("mon 08:00", week=1))
    assert workspace.told() == {}


def test_nobody_of_a_closed_region_is_told_that_day(make_workspace: MakeWorkspace) -> None:
    workspace = make_workspace(roster=CLOSED_BERLIN, begins=at("mon 16:30"))
    workspace.hands_off(LUIS, "Cert", to="Berlin")

    workspace.turn_to(at("tue 12:00"))
    assert workspace.told() == {}

    workspace.turn_to(at("wed 08:00"))
    assert workspace.told()[JONAS] == 1


def test_no_region_at_all_is_refused_with_a_sentence(make_workspace: MakeWorkspace) -> None:
    closed = closed_in_march()
    workspace = make_workspace(
        roster=roster(region("Singapore", WEI, closed=closed), region("Berlin", JONAS, closed=closed))
    )

    assert "31 days" in workspace.types(WEI, "/handoff Cert")


@pytest.mark.parametrize(
    "user, friday, monday",
    [
        # Berlin's clocks go forward on 28 March 2027: 09:00 is 08:00 UTC before, 07:00 UTC after.
        (JONAS, at("fri 08:00", week=3), at("mon 07:00", week=4)),
        # Those of Los Angeles on 14 March: 09:00 is 17:00 UTC before, 16:00 UTC after.
        (LUIS, at("fri 17:00", week=1), at("mon 16:00", week=2)),
    ],
)
def test_the_digest_comes_at_nine_on_both_sides_of_the_change(
    make_workspace: MakeWorkspace, user: str, friday: datetime, monday: datetime
) -> None:
    workspace = make_workspace(begins=friday - timedelta(hours=3))
    workspace.hands_off(WEI, "Cert", to=workspace.person(user).name)

    workspace.turn_to(friday - timedelta(minutes=1))
    assert user not in workspace.told()
    workspace.turn_to(friday)
    assert workspace.told()[user] == 1
    workspace.presses(user, workspace.person(user).dms[0], "Claim H-1")

    workspace.turn_to(monday - timedelta(minutes=1))
    assert workspace.told()[user] == 1
    workspace.turn_to(monday)
    assert workspace.told()[user] == 2
    assert "you own 1" in workspace.dms(user)[1]
