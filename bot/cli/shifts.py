"""`sunrelay shifts`: who works when, from the stored roster."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

import click

from bot.calendars.writing import shifts_calendar
from bot.cli.coverage_formats import coverage_json, coverage_of, coverage_text
from bot.cli.opened import opened
from bot.cli.shift_formats import TeamShift, shifts_json, shifts_table
from models.calendars.publishing import published
from models.people import names_of
from models.roster.rows import all_teams
from models.shifts.guesses import did_you_mean
from models.shifts.plan import TeamPlan
from models.shifts.shift import shifts_from
from models.workspace.connecting import find_workspace

MOST_DAYS: Final = 3_660
NO_TEAMS: Final = "There are no teams yet: write a roster and apply it with sunrelay roster apply FILE."


@click.command()
@click.option("--team", help="Only this team; all teams when left out.")
@click.option("--from", "first", type=click.DateTime(["%Y-%m-%d"]), help="The first date; today when left out.")
@click.option("--days", type=click.IntRange(1, MOST_DAYS), default=14, show_default=True, help="How many dates.")
@click.option("--gaps", "gaps", is_flag=True, help="When nobody is on shift, and when regions can talk.")
@click.option("--format", "form", type=click.Choice(["table", "json", "ics"]), default="table", show_default=True)
def shifts(team: str | None, first: datetime | None, days: int, gaps: bool, form: str) -> None:
    """Print the shifts of the stored roster."""
    if gaps and form == "ics":
        raise click.UsageError("--gaps prints a table or json: choose one of these formats.")
    with opened(to_look=True) as (_, database, clock):
        with database.read() as session:
            workspace = find_workspace(session)
            plans = [row.plan() for row in all_teams(session, workspace.id)] if workspace else []
            names = names_of(session, workspace.id) if workspace else {}
        start, plans = (first or clock()).date(), chosen(plans, team)
        try:
            if gaps:
                click.echo(_coverage(plans, start, days, form))
            else:
                click.echo(_shifts(plans, start, days, form, names, clock()), nl=form != "ics")
        except OverflowError:
            raise click.UsageError(f"The calendar ends before {days} days from {start} have passed.") from None


def _shifts(plans: list[TeamPlan], first: date, days: int, form: str, names: Mapping[str, str], now: datetime) -> str:
    if form == "ics":
        return shifts_calendar([one for plan in plans for one in published(plan, first, days)], now, names).decode()
    found = [one for plan in plans for one in _shifts_of(plan, first, days)]
    if form == "json":
        return shifts_json(found)
    return shifts_table(found, names) if plans else NO_TEAMS


def _coverage(plans: list[TeamPlan], first: date, days: int, form: str) -> str:
    found = [coverage_of(plan, first, days) for plan in plans]
    if form == "json":
        return coverage_json(found)
    return coverage_text(found) if found else NO_TEAMS


def chosen(plans: list[TeamPlan], team: str | None) -> list[TeamPlan]:
    """The team of that name, or all. Says in a sentence which there are when there is none of that name."""
    if team is None:
        return plans
    found = [plan for plan in plans if plan.name == team]
    if not found:
        raise click.ClickException(no_such_team(team, [plan.name for plan in plans]))
    return found


def no_such_team(team: str, names: list[str]) -> str:
    """The sentence for a team that there is none of."""
    if not names:
        return NO_TEAMS
    return f'There is no team "{team}"{did_you_mean(team, names) or "."} The teams are: {", ".join(names)}.'


def _shifts_of(plan: TeamPlan, first: date, days: int) -> list[TeamShift]:
    found = [shift for region in plan.regions for shift in shifts_from(region, first, days)]
    return [(plan.name, shift) for shift in sorted(found, key=lambda shift: (shift.start, shift.region))]
