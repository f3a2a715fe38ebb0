"""How `sunrelay shifts --gaps` prints when nobody is on shift and when regions share hours."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.cli.plain_table import plain_table
from bot.cli.shift_formats import utc_text
from models.shifts.coverage import ClockChange, Gap, Overlap, clock_changes, gaps, overlaps
from models.shifts.plan import TeamPlan

# A change of clocks is told so long ahead of it.
CLOCKS_AHEAD = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Coverage:
    """A team's gaps and overlaps between two UTC instants, and the changes of clocks ahead."""

    team: str
    start: datetime
    end: datetime
    gaps: Sequence[Gap]
    overlaps: Sequence[Overlap]
    clocks: Sequence[ClockChange]


def coverage_of(team: TeamPlan, first: date, days: int) -> Coverage:
    """The team's coverage of the dates, counted in UTC."""
    start = datetime.combine(first, time(), tzinfo=UTC)
    end = start + timedelta(days=days)
    clocks = clock_changes(team, first, max(days, CLOCKS_AHEAD.days))
    return Coverage(team.name, start, end, gaps(team, start, end), overlaps(team, start, end), clocks)


def coverage_json(found: Sequence[Coverage]) -> str:
    """`[{"team", "gaps": [{"start", "end"}], "overlaps": [{"regions", "start", "end"}], "clock_changes": [...]}]`."""
    return json.dumps([_as_json(one) for one in found], indent=2, ensure_ascii=False)


def coverage_text(found: Sequence[Coverage]) -> str:
    """The same for people, times in UTC."""
    return "\n\n".join("\n".join(_lines(one)) for one in found)


def _as_json(found: Coverage) -> dict[str, object]:
    return {
        "team": found.team,
        "gaps": [_span(gap) for gap in found.gaps],
        "overlaps": [{"regions": list(one.regions), **_span(one)} for one in found.overlaps],
        "clock_changes": [
            {
                "date": change.date.isoformat(),
                "regions": list(change.regions),
                "shared_hours": [
                    {"regions": list(pair), "before": _hours(before), "after": _hours(after)}
                    for pair, before, after in change.shared
                ],
            }
            for change in found.clocks
        ],
    }


def _span(span: Gap | Overlap) -> dict[str, str]:
    return {"start": utc_text(span.start), "end": utc_text(span.end)}


def _hours(length: timedelta) -> float:
    return length / timedelta(hours=1)


def _lines(found: Coverage) -> list[str]:
    last = found.end - timedelta(minutes=1)
    lines = [f"{found.team}, {found.start:%a %Y-%m-%d} to {last:%a %Y-%m-%d}, in UTC"]
    return [*lines, "", *_gap_lines(found.gaps), "", *_overlap_lines(found.overlaps), *_clock_lines(found.clocks)]


def _gap_lines(found: Sequence[Gap]) -> list[str]:
    if not found:
        return ["Somebody is always on shift."]
    total = sum((gap.end - gap.start for gap in found), timedelta())
    rows = [(_when(gap.start), _when(gap.end), _length(gap.end - gap.start)) for gap in found]
    return [f"Nobody is on shift for {_length(total)} in all:", *plain_table(("From", "To", "For"), rows).splitlines()]


def _overlap_lines(found: Sequence[Overlap]) -> list[str]:
    if not found:
        return ["No two regions are at work together."]
    alike: dict[tuple[str, str, str], list[Overlap]] = {}
    for one in found:
        alike.setdefault((*one.regions, f"{one.start:%H:%M}-{one.end:%H:%M}"), []).append(one)
    rows = [
        (f"{first} and {second}", hours, _length(ones[0].end - ones[0].start), _days(ones))
        for (first, second, hours), ones in alike.items()
    ]
    return ["Who can talk:", *plain_table(("Regions", "Hours", "For", "On"), rows).splitlines()]


def _days(ones: Sequence[Overlap]) -> str:
    if len(ones) == 1:
        return f"{ones[0].start:%a %m-%d}"
    return f"{len(ones)} days, {ones[0].start:%a %m-%d} to {ones[-1].start:%a %m-%d}"


def _clock_lines(found: Sequence[ClockChange]) -> list[str]:
    said = [
        f"From {change.date.isoformat()} {first} and {second} share {_length(after)} instead of {_length(before)}."
        for change in found
        for (first, second), before, after in change.shared
    ]
    return ["", "Clocks change:", *said] if said else []


def _when(instant: datetime) -> str:
    return f"{instant:%a %m-%d %H:%M}"


def _length(length: timedelta) -> str:
    minutes = int(length.total_seconds()) // 60
    hours, rest = divmod(minutes, 60)
    if not rest:
        return f"{hours} h"
    return f"{hours} h {rest} min" if hours else f"{rest} min"
