"""What a roster brings before it is in effect: the first fortnight's turns, and everybody's first day."""

from dataclasses import replace
from datetime import date

from models.facts.first_days import first_date, first_days, first_turns
from models.roster.file import read_roster
from models.shifts.plan import TeamPlan
from models.shifts.shift import shifts_from

TODAY = date(2027, 4, 28)
TEAM: TeamPlan = read_roster(
    """\
teams:
  - name: T
    channel: C0T
    starts: 2027-05-03
    regions:
      - name: Berlin
        timezone: Europe/Berlin
        hours: "09:00-17:00"
        holidays: DE
        rotation_from: 2027-05-03
        closed: [2027-05-14]
        members:
          - user: U0A
          - {user: U0B, days: [wed], timezone: Europe/London}
          - {user: U0C, days: [sun]}
"""
)[0]


def told(team: TeamPlan, today: date = TODAY) -> list[tuple[str, str, str]]:
    """From when to when which turn is whose, or what closes the region."""
    (region,) = first_turns(team, today)
    return [(f"{turn.first:%d}", f"{turn.last:%d}", turn.closed or " ".join(turn.users)) for turn in region.turns]


def test_turns_go_on_over_days_off_and_are_parted_by_what_closes_the_region() -> None:
    assert told(TEAM) == [
        ("03", "05", "U0A"),
        ("06", "06", "Ascension Day"),
        ("07", "11", "U0A"),
        ("12", "12", "U0B"),
        ("13", "13", "U0A"),
        ("14", "14", "closed"),
    ]


def test_they_are_the_shifts_of_the_fortnight() -> None:
    region = TEAM.regions[0]
    by_day = {shift.date: shift.on_shift for shift in shifts_from(region, date(2027, 5, 3), 14)}
    (turns,) = first_turns(TEAM, TODAY)

    assert all(by_day[turn.first] == turn.users for turn in turns.turns if not turn.closed)
    assert all(turn.first not in by_day for turn in turns.turns if turn.closed)


def test_everybodys_first_day_and_first_shift_are_in_their_own_time() -> None:
    first, second, third = first_days(TEAM, TODAY)

    assert first.day is not None
    assert (f"{first.day.start:%d %H:%M}", first.on_shift, first.zone) == (
        "03 07:00",
        date(2027, 5, 3),
        "Europe/Berlin",
    )
    assert second.day is not None
    assert (f"{second.day.start:%d %H:%M}", second.on_shift, second.zone) == (
        "05 08:00",
        date(2027, 5, 12),
        "Europe/London",
    )
    assert third.on_shift is None


def test_a_team_that_runs_begins_today_with_turns_from_this_weeks_monday() -> None:
    running = replace(
        TEAM, regions=tuple(replace(one, starts=None, rotation_from=None, closed=frozenset()) for one in TEAM.regions)
    )

    assert first_date(running, TODAY) == TODAY
    assert told(running)[0] == ("28", "04", "U0A")
    assert first_date(TEAM, TODAY) == date(2027, 5, 3)


def test_a_region_where_nobody_ever_works_says_so() -> None:
    idle = replace(TEAM.regions[0], members=TEAM.regions[0].members[2:], holidays=None, closed=frozenset())

    assert {why for *_, why in told(replace(TEAM, regions=(idle,)))} == {"nobody is at work"}
