"""Absence, cover, holiday, part-time and rotation in one week: played as docs/explanation tells it, and compared."""

from collections.abc import Iterator

import pytest

from tests.conftest import MakeWorkspace
from tests.house.pages import FENCE, SPAN, rows, section
from tests.house.tree import read
from tests.people import ANA, CAST, JONAS, LUIS, MEI, OPS, PRIYA, WEI, at
from tests.workspace import Workspace

PAGE = "docs/explanation/a-week-of-shifts.md"
REGIONS = ("APAC", "EMEA", "AMER")
# In the middle of each region's hours, in UTC.
NOONS = dict(zip(REGIONS, ("05:00", "12:00", "21:00"), strict=True))
DAYS = {"Monday": "mon", "Tuesday": "tue", "Wednesday": "wed", "Thursday": "thu", "Friday": "fri"}
# When each says it: at work, but for Jonas, who has a holiday.
SAYS_AT = {MEI: "mon 02:00", JONAS: "mon 12:00", LUIS: "mon 18:00"}


def roster_of_page() -> str:
    found = FENCE.search(section(read(PAGE), "The roster"))
    assert found is not None
    return "\n".join(found.group().splitlines()[1:-1])


def user_called(name: str) -> str:
    return next(one.user for one in CAST if one.name == name)


def said() -> list[tuple[str, str, str]]:
    """Who types what, and who takes it, in order of time."""
    table = [(user_called(who), SPAN.findall(typed)[0], then) for who, typed, then in rows(_section("What people say"))]
    return sorted(table, key=lambda row: at(SAYS_AT[row[0]], week=1))


def told_of_page() -> Iterator[tuple[str, str, str]]:
    """Weekday, region and what the page says of it."""
    for date, *cells in rows(_section("Who is on shift")):
        for region, cell in zip(REGIONS, cells, strict=True):
            yield date.partition(",")[0], region, cell


def _section(heading: str) -> str:
    return section(read(PAGE), heading)


@pytest.fixture
def week(make_workspace: MakeWorkspace) -> Workspace:
    """The week's Monday: everybody has said what the page says they say."""
    here = make_workspace(roster=roster_of_page(), begins=at("fri 12:00"))
    for who, typed, then in said():
        here.turn_to(at(SAYS_AT[who], week=1))
        assert "You typed" not in here.types(who, typed)
        if then.startswith("Priya"):
            takes(here, PRIYA)
    return here


def takes(workspace: Workspace, user: str) -> None:
    """Somebody presses Take in the DM that asks them."""
    (dm,) = [one for one in workspace.person(user).dms if "Take" in one.buttons]
    assert workspace.presses(user, dm, "Take").startswith("You have ")


def test_the_page_tells_who_is_on_shift(week: Workspace) -> None:
    week.turn_to(at("tue 08:30", week=1))
    takes(week, ANA)
    seen = {}
    for weekday, region, _ in told_of_page():
        if weekday == "Monday":
            continue
        week.turn_to(max(week.clock(), at(f"{DAYS[weekday]} {NOONS[region]}", week=1)))
        lines = week.types(PRIYA, "/handoff who").splitlines()
        closed = [line.partition(": ")[2] for line in lines if line.startswith(f"{region} is closed on {weekday}: ")]
        turns = [line.removeprefix(f"{region}: ").partition(", now")[0] for line in lines if line.startswith(region)]
        seen[weekday, region] = f"closed: {closed[0]}" if closed else turns[0]

    assert seen == {(day, region): cell for day, region, cell in told_of_page() if day != "Monday"}


def test_the_page_tells_of_monday(make_workspace: MakeWorkspace) -> None:
    here = make_workspace(roster=roster_of_page(), begins=at("mon 00:30", week=1))
    seen = []
    for _, region, _ in list(told_of_page())[:3]:
        here.turn_to(at(f"mon {NOONS[region]}", week=1))
        lines = here.types(PRIYA, "/handoff who").splitlines()
        closed = [line for line in lines if line.startswith(f"{region} is closed on Monday")]
        turn = next(line for line in lines if line.startswith(f"{region}: ")).partition(": ")[2]
        seen.append(f"closed: {closed[0].partition(': ')[2]}" if closed else turn.partition(", now")[0])

    assert seen == [cell for _, _, cell in list(told_of_page())[:3]]


def test_work_goes_past_who_is_closed(week: Workspace) -> None:
    week.clock.now = at("mon 18:00", week=1)
    card = week.hands_off(MEI, "Cert expires")
    assert "Waiting for: AMER (Luis Romero)" in card.text
    week.turn_to(at("fri 12:00", week=1))

    card = week.hands_off(JONAS, "Queue grows")

    assert "Waiting for: APAC (Priya Nair)" in card.text
    assert "AMER" in card.text
    assert "nobody is at work" in card.text


def test_whose_shift_it_is_now_reads_so_and_by_whom(week: Workspace) -> None:
    assert "Covered: Priya Nair has your shift for APAC, tomorrow 09:00 to 17:00." in week.dms(MEI)[0]

    week.turn_to(at("tue 01:00", week=1))

    assert "New: you are on shift for APAC, Thu 09:00 to 17:00 (Mei Tan)." in week.dms(WEI)[-1]


def test_nobody_gets_anything_on_a_day_off(week: Workspace) -> None:
    week.hands_off(LUIS, "Replica lags", OPS)
    assert week.dms(ANA) == []
    for day in ("tue", "wed", "thu", "fri"):
        for hour in ("00:00", "01:00", "05:00", "08:00", "12:00", "17:00", "21:00"):
            before = week.told()
            week.turn_to(max(week.clock(), at(f"{day} {hour}", week=1)))
            new = {user for user, number in week.told().items() if number != before.get(user, 0)}
            off = {"thu": {MEI, PRIYA}, "fri": {PRIYA, ANA, LUIS}}.get(day, set())
            assert not new & (off if hour != "00:00" else set()), (day, hour, new)
