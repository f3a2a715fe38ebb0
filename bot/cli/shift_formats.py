"""How `sunrelay shifts` prints shifts: JSON for programs, a table for people, iCalendar for calendars."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, TypeAlias
from uuid import UUID, uuid5

from icalendar import Calendar, Event

from bot.cli.plain_table import plain_table
from models.shifts.shift import Shift
from models.shifts.zones import zone

TeamShift: TypeAlias = tuple[str, Shift]

# Fixed for ever: a calendar that is imported again must find its own events.
_UIDS: Final = UUID("5b1f0f0e-6f0b-5c57-9f39-6a7c1f1d0a42")
_HEADINGS: Final = ("Team", "Region", "Date", "Local time", "Time zone", "UTC", "On shift")
_NO_NAMES: Final[Mapping[str, str]] = MappingProxyType({})


def shifts_json(shifts: Iterable[TeamShift]) -> str:
    """`[{"team", "region", "date", "start", "end", "on_shift": [user ids]}]`, in the order given, instants in UTC."""
    return json.dumps([_as_json(team, shift) for team, shift in shifts], indent=2, ensure_ascii=False)


def _as_json(team: str, shift: Shift) -> dict[str, object]:
    return {
        "team": team,
        "region": shift.region,
        "date": shift.date.isoformat(),
        "start": utc_text(shift.start),
        "end": utc_text(shift.end),
        "on_shift": list(shift.on_shift),
    }


def utc_text(instant: datetime) -> str:
    """An aware instant as ISO 8601 in UTC: 2027-03-01T01:00:00Z."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def shifts_table(shifts: Iterable[TeamShift], names: Mapping[str, str] = _NO_NAMES) -> str:
    """Aligned plain text, a shift a line, with the region's local times; `names` maps user ids to people's names."""
    rows = [_cells(team, shift, names) for team, shift in shifts]
    if not rows:
        return "No shifts on these dates."
    return plain_table(_HEADINGS, rows)


def _cells(team: str, shift: Shift, names: Mapping[str, str]) -> tuple[str, ...]:
    there = zone(shift.timezone)
    local = _from_to(shift.start.astimezone(there), shift.end.astimezone(there), shift)
    utc = _from_to(shift.start.astimezone(UTC), shift.end.astimezone(UTC), shift)
    people = ", ".join(names.get(user, user) for user in shift.on_shift)
    return team, shift.region, f"{shift.date:%a %Y-%m-%d}", local, shift.timezone, utc, people


def _from_to(start: datetime, end: datetime, shift: Shift) -> str:
    """Two wall times, each with how many days it is off the shift's date: "22:00-06:00 (+1)"."""
    return f"{_wall(start, shift)}-{_wall(end, shift)}"


def _wall(at: datetime, shift: Shift) -> str:
    days_off = (at.date() - shift.date).days
    return f"{at:%H:%M} ({days_off:+d})" if days_off else f"{at:%H:%M}"


def shifts_ics(shifts: Iterable[TeamShift], now: datetime, names: Mapping[str, str] = _NO_NAMES) -> str:
    """An iCalendar file, times in UTC. A shift keeps its UID for ever, so a later import moves it and adds no twin.

    `now` (UTC) is the time stamp that RFC 5545 asks of each event.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Sunrelay//shifts//EN")
    calendar.add("version", "2.0")
    for team, shift in shifts:
        calendar.add_component(_event(team, shift, now, names))
    content: bytes = calendar.to_ical()
    return content.decode()


def _event(team: str, shift: Shift, now: datetime, names: Mapping[str, str]) -> Event:
    event = Event()
    key = json.dumps([team, shift.region, shift.date.isoformat()])
    event.add("uid", f"{uuid5(_UIDS, key)}@sunrelay")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", shift.start.astimezone(UTC))
    event.add("dtend", shift.end.astimezone(UTC))
    event.add("summary", f"{team} {shift.region}: {', '.join(names.get(user, user) for user in shift.on_shift)}")
    return event
