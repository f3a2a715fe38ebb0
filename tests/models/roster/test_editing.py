"""A roster that is changed a step at a time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from models.refusals import RefusedError
from models.roster.editing import (
    RegionEdit,
    checked,
    with_leads,
    with_member,
    with_name,
    with_region,
    with_start,
    without_region,
)
from models.roster.file import read_roster
from models.shifts.plan import MONDAY_TO_FRIDAY, Hours, MemberPlan, Rotation, TeamPlan
from tests.people import ANA, JONAS, LUIS, MEI, ROSTER, WEI

TODAY = date(2027, 3, 1)
TEAM: TeamPlan = read_roster(ROSTER)[0]
NINE = Hours(time(9), time(17))


def berlin(*users: str, **other: object) -> RegionEdit:
    """The inputs of Berlin with these people, and what else is other."""
    edit = RegionEdit("Berlin", "Europe/Berlin", None, NINE, MONDAY_TO_FRIDAY, users, Rotation.WEEKLY)
    return replace(edit, **other)  # type: ignore[arg-type]


def test_who_stays_keeps_their_place_in_the_turns_and_who_is_new_comes_last() -> None:
    team = with_region(TEAM, 1, berlin("U0ZOE", ANA, JONAS), {"U0ZOE": "Europe/London"})

    assert [(one.user, one.timezone) for one in team.regions[1].members] == [
        (JONAS, None),
        (ANA, None),
        ("U0ZOE", "Europe/London"),
    ]


def test_who_comes_from_another_region_leaves_it_with_what_was_theirs() -> None:
    mei = MemberPlan(MEI, "Asia/Singapore", Hours(time(10), time(18)), frozenset({0, 1}), leave="https://example.com/m")
    team = with_member(TEAM, 0, mei)

    moved = with_region(team, 1, berlin(JONAS, ANA, MEI), {})

    assert [one.user for one in moved.regions[0].members] == [WEI]
    assert moved.regions[1].members[-1] == replace(team.regions[0].members[1], timezone="Asia/Singapore")


def test_what_calendars_call_somebody_goes_with_them() -> None:
    team = replace(TEAM, names=(("Ana K.", ANA), ("Jonas W.", JONAS)))

    assert with_region(team, 1, berlin(JONAS), {}).names == (("Jonas W.", JONAS),)
    assert checked(without_region(team, 1)).names == ()


def test_the_zone_of_who_has_the_new_one_is_left_out() -> None:
    team = with_region(TEAM, 1, berlin(JONAS, ANA, MEI, timezone="Asia/Singapore"), {MEI: "Asia/Singapore"})
    assert [one.timezone for one in team.regions[1].members] == [None, None, None]


def test_one_that_is_added_begins_when_the_others_do() -> None:
    team = with_start(TEAM, date(2027, 3, 8), TODAY)

    more = with_region(team, None, berlin("U0ZOE", name="Night"), {})

    assert (more.regions[-1].starts, more.regions[-1].rotation_from) == (date(2027, 3, 8), date(2027, 3, 8))
    assert checked(more) == more


def test_what_is_the_regions_is_not_written_beside_a_member() -> None:
    team = with_member(TEAM, 0, MemberPlan(WEI, "Asia/Singapore", NINE, MONDAY_TO_FRIDAY))
    assert team == TEAM


@pytest.mark.parametrize(
    "field, sentence, edit",
    [
        ("region_name", "There is a region singapore already", berlin(JONAS, name="singapore")),
        ("region_name", "means something else", berlin(JONAS, name="next")),
        ("region_name", "A name is one line", berlin(JONAS, name=" ")),
        ("zone", "did you mean Europe/Berlin?", berlin(JONAS, timezone="Europe/Berlim")),
        ("holidays", "There are no holidays for", berlin(JONAS, holidays="QQ")),
        ("members", "at least one person", berlin()),
        ("members", "at least one person", berlin("nobody!")),
        ("members", "leave nobody in Los Angeles", berlin(JONAS, LUIS)),
    ],
)
def test_what_is_wrong_in_a_region_is_said_at_its_input(field: str, sentence: str, edit: RegionEdit) -> None:
    with pytest.raises(RefusedError, match=sentence) as refused:
        with_region(TEAM, 1, edit, {})
    assert refused.value.field == field


def test_what_is_wrong_in_a_team_is_said_at_its_input() -> None:
    changes: tuple[tuple[str, Callable[[], TeamPlan]], ...] = (
        ("team_name", lambda: with_name(TEAM, "")),
        ("starts", lambda: with_start(TEAM, TODAY - timedelta(days=1), TODAY)),
        ("starts", lambda: with_start(TEAM, TODAY + timedelta(days=367), TODAY)),
        ("leads", lambda: with_leads(TEAM, ())),
        ("remove", lambda: without_region(replace(TEAM, regions=TEAM.regions[:1]), 0)),
    )
    for field, change in changes:
        with pytest.raises(RefusedError) as refused:
            change()
        assert refused.value.field == field


def test_a_region_or_member_that_is_gone_is_a_sentence() -> None:
    changes: tuple[Callable[[], TeamPlan], ...] = (
        lambda: with_region(TEAM, 7, berlin(JONAS), {}),
        lambda: without_region(TEAM, -1),
        lambda: with_member(TEAM, 1, MemberPlan(WEI)),
    )
    for change in changes:
        with pytest.raises(RefusedError):
            change()
