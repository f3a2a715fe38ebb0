"""How `sunrelay shifts` prints shifts: JSON for programs, a table for people."""

import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Final, TypeAlias

from bot.cli.plain_table import plain_table
from models.shifts.shift import Shift
from models.shifts.zones import zone

TeamShift: TypeAlias = tuple[str, Shift]

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
