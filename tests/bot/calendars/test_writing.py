"""Shifts as a calendar: read back they are the same, they keep their UIDs, and what is none any more is marked."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import recurring_ical_events
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.calendars.writing import shifts_calendar
from bot.cli.shift_formats import shifts_json
from models.calendars.publishing import PublishedShift, published
from models.shifts.plan import Away, CoverPlan, DaysOff, MemberPlan, RegionPlan, Rotation, TeamPlan
from models.shifts.shift import shifts_from
from tests.models.shifts.plans import region, round_the_world, teams

NOW = datetime(2027, 2, 20, 12, tzinfo=UTC)
FIRST = date(2027, 3, 1)


def read_back(content: bytes, first: date, days: int) -> list[dict[str, Any]]:
    """The calendar's events as JSON has shifts, without cancelled ones."""
    found = recurring_ical_events.of(Calendar.from_ical(content)).between(
        first - timedelta(days=3), first + timedelta(days=days + 3)
    )
    return sorted((_as_json(event) for event in found if event["STATUS"] == "CONFIRMED"), key=str)


def _as_json(event: Any) -> dict[str, Any]:
    return {
        "team": str(event["X-SUNRELAY-TEAM"]),
        "region": str(event["X-SUNRELAY-REGION"]),
        "date": str(event["X-SUNRELAY-DATE"]),
        "start": event.start.isoformat().replace("+00:00", "Z"),
        "end": event.end.isoformat().replace("+00:00", "Z"),
        "on_shift": str(event["X-SUNRELAY-ON-SHIFT"]).split(),
    }


@settings(deadline=None, max_examples=40)
@given(teams(), st.dates(date(2026, 1, 1), date(2036, 12, 1)))
def test_read_back_it_equals_the_json(plan: TeamPlan, first: date) -> None:
    content = shifts_calendar(published(plan, first, 20), NOW, {"U00": "Wei; Lin, \\n"}, title="Platform")
    shifts = [(plan.name, shift) for one in plan.regions for shift in shifts_from(one, first, 20)]
    assert read_back(content, first, 20) == sorted(json.loads(shifts_json(shifts)), key=str)


def test_no_shifts_are_an_empty_calendar() -> None:
    assert Calendar.from_ical(shifts_calendar([], NOW, {})).events == []


def _events(content: bytes) -> list[Any]:
    return list(Calendar.from_ical(content).events)


def kathmandu(hours: str = "09:00-17:00", name: str = "APAC") -> list[PublishedShift]:
    """Three days of a region with two people on shift, over a weekend."""
    plan = region(name, "Asia/Kathmandu", hours, ("U0WEI", "U0DEV"), rotation=Rotation.ALL)
    return published(TeamPlan("Platform", "C0OPS", (plan,)), date(2027, 3, 5), 5)


def test_it_is_in_utc_and_says_who() -> None:
    content = shifts_calendar(kathmandu(), NOW, {"U0WEI": "Wei; Lin"}, version=7)
    first = _events(content)[0]
    assert first["SUMMARY"] == "Platform APAC: Wei; Lin, U0DEV"
    assert (first.DTSTAMP, first["SEQUENCE"], first["TRANSP"]) == (NOW, 7, "TRANSPARENT")
    assert b"DTSTART:20270305T031500Z" in content
    assert b"METHOD:PUBLISH" in content


def test_a_shift_keeps_its_uid_when_its_hours_and_people_change() -> None:
    def uids(shifts: list[PublishedShift], own: str | None = None) -> list[str]:
        return [str(event["UID"]) for event in _events(shifts_calendar(shifts, NOW, {}, own=own))]

    before, after = uids(kathmandu()), uids(kathmandu("10:00-18:00"))
    assert before == after
    assert len({*before, *uids(kathmandu(name="EMEA")), *uids(kathmandu(), "U0WEI"), *uids(kathmandu(), "U0DEV")}) == 12
    assert before[0] == "4d20aa46-5ffa-5815-9f27-c92f6ccfe6ba@sunrelay"


def away(user: str, day: int) -> MemberPlan:
    return MemberPlan(user, away=Away((DaysOff(date(2027, 3, day), date(2027, 3, day)),)))


def shown(plan: RegionPlan, user: str | None = None) -> dict[str, str]:
    """What the calendar of the first week says, by weekday."""
    found = published(TeamPlan("Platform", "C0OPS", (plan,)), FIRST, 5, user)
    events = _events(shifts_calendar(found, NOW, {"U0INES": "Ines", "U0JONAS": "Jonas"}, own=user))
    return {f"{event.start:%a} {event['STATUS'].lower()}": str(event["SUMMARY"]) for event in events}


def test_a_day_on_which_nobody_is_left_is_marked_as_cancelled() -> None:
    alone = region(people=(away("U0INES", 3),), closed=frozenset({date(2027, 3, 4)}))
    assert list(shown(alone)) == ["Mon confirmed", "Tue confirmed", "Wed cancelled", "Fri confirmed"]
    assert shown(alone)["Wed cancelled"] == "Cancelled: Platform EMEA: Ines"


def test_ones_own_shows_what_is_theirs_and_what_was_taken_from_them() -> None:
    plan = region(people=(away("U0INES", 3), "U0JONAS"), covers=(CoverPlan(date(2027, 3, 5), "U0INES", "U0JONAS"),))
    ines, jonas = shown(plan, "U0INES"), shown(plan, "U0JONAS")
    assert list(ines) == ["Mon confirmed", "Tue confirmed", "Wed cancelled", "Thu confirmed", "Fri cancelled"]
    assert ines["Mon confirmed"] == "On shift: Platform EMEA"
    assert list(jonas) == ["Wed confirmed", "Fri confirmed"]
    assert len(shown(plan)) == 5


def test_where_nothing_is_disturbed_nothing_is_cancelled() -> None:
    plan = round_the_world()
    assert not [one for one in published(plan, FIRST, 60, "U0INES") if one.cancelled]
    rota = replace(region(), rota=())
    assert published(TeamPlan("Platform", "C0OPS", (rota,)), FIRST, 10) == []
