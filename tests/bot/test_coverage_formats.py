"""What `sunrelay shifts --gaps` prints."""

import json
from datetime import date

from bot.cli.coverage_formats import coverage_json, coverage_of, coverage_text
from models.shifts.plan import TeamPlan
from tests.models.shifts.plans import region

FIRST = date(2027, 3, 8)


def two_regions() -> TeamPlan:
    amer = region("AMER", "America/New_York", people=("U0ANA",))
    return TeamPlan("Platform", "C0OPS", (region(), amer))


def test_people_read_the_gaps_who_can_talk_and_what_the_clocks_do() -> None:
    text = coverage_text([coverage_of(two_regions(), FIRST, 7)])
    assert text.splitlines() == [
        "Platform, Mon 2027-03-08 to Sun 2027-03-14, in UTC",
        "",
        "Nobody is on shift for 98 h in all:",
        "From             To               For",
        "Mon 03-08 00:00  Mon 03-08 08:00  8 h",
        "Mon 03-08 22:00  Tue 03-09 08:00  10 h",
        "Tue 03-09 22:00  Wed 03-10 08:00  10 h",
        "Wed 03-10 22:00  Thu 03-11 08:00  10 h",
        "Thu 03-11 22:00  Fri 03-12 08:00  10 h",
        "Fri 03-12 22:00  Mon 03-15 00:00  50 h",
        "",
        "Who can talk:",
        "Regions        Hours        For  On",
        "EMEA and AMER  14:00-16:00  2 h  5 days, Mon 03-08 to Fri 03-12",
        "",
        "Clocks change:",
        "From 2027-03-14 EMEA and AMER share 3 h instead of 2 h.",
        "From 2027-03-28 EMEA and AMER share 2 h instead of 3 h.",
    ]


def test_programs_read_the_same() -> None:
    (found,) = json.loads(coverage_json([coverage_of(two_regions(), FIRST, 7)]))
    assert list(found) == ["team", "gaps", "overlaps", "clock_changes"]
    assert found["gaps"][0] == {"start": "2027-03-08T00:00:00Z", "end": "2027-03-08T08:00:00Z"}
    assert found["overlaps"][0] == {
        "regions": ["EMEA", "AMER"], "start": "2027-03-08T14:00:00Z", "end": "2027-03-08T16:00:00Z",
    }  # fmt: skip
    assert found["clock_changes"][0]["shared_hours"] == [{"regions": ["EMEA", "AMER"], "before": 2.0, "after": 3.0}]


def test_without_gaps_or_shared_hours_that_is_said() -> None:
    always = TeamPlan("Platform", "C0OPS", (region(hours="00:00-00:00", days=frozenset(range(7))),))
    text = coverage_text([coverage_of(always, FIRST, 7)])
    assert "Somebody is always on shift." in text
    assert "No two regions are at work together." in text
    assert "Clocks" not in text


def test_minutes_are_said_where_there_are_some() -> None:
    odd = TeamPlan("Platform", "C0OPS", (region(), region("IN", "Asia/Kolkata", hours="09:00-13:45", people=("U0X",))))
    text = coverage_text([coverage_of(odd, FIRST, 1)])
    assert "15 min" in text
