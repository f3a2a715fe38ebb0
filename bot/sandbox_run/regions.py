"""The regions of the world at an instant, for the sandbox's page: who is at work now, and whose day starts next."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, TypeAlias

from models.roster.rows import all_teams
from models.shifts.plan import RegionPlan, TeamPlan
from models.shifts.shift import next_shift, running_shift
from models.storage.database import Database
from models.workspace.connecting import find_workspace

Strip: TypeAlias = list[dict[str, Any]]


def world_strip(database: Database, now: datetime) -> Strip:
    """Each region of each team in roster order, as it is at `now` (UTC).

    `start` and `end` (seconds since the epoch) and `on_shift` (user ids) are of the shift that runs, or of the next one
    within 31 days; without any they are None and empty. `next_day_start` is that of the region's next shift, and
    `first_start` the next start in any region.
    """
    with database.read() as session:
        workspace = find_workspace(session)
        plans = [team.plan() for team in all_teams(session, workspace.id)] if workspace else []
    found = [entry for plan in plans for entry in _regions(plan, now)]
    first = min((one["next_day_start"] for one in found if one["next_day_start"] is not None), default=None)
    return [entry | {"first_start": first} for entry in found]


def _regions(team: TeamPlan, now: datetime) -> Iterator[dict[str, Any]]:
    for region in team.regions:
        yield {"team": team.name, "region": region.name, "timezone": region.timezone} | _turn(region, now)


def _turn(region: RegionPlan, now: datetime) -> dict[str, Any]:
    running, upcoming = running_shift(region, now), next_shift(region, now)
    shift = running or upcoming
    return {
        "open": running is not None,
        "on_shift": list(shift.on_shift) if shift else [],
        "start": shift.start.timestamp() if shift else None,
        "end": shift.end.timestamp() if shift else None,
        "next_day_start": upcoming.start.timestamp() if upcoming else None,
    }
