"""`sunrelay roster`: the teams, from a file into the database, back out, held against Slack, drafted from a channel."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from bot.calendars.checking import check_calendars
from bot.cli.opened import opened
from bot.cli.roster_draft import draft, slack_calls
from bot.cli.shifts import NO_TEAMS
from bot.roster_check import check_mentions
from bot.roster_people import find_people
from bot.settings import Settings, load_settings
from models.people import names_of
from models.roster.file import read_roster
from models.roster.mentions import mentions
from models.roster.problems import Problem, RosterError
from models.roster.rows import all_teams
from models.roster.show import roster_yaml
from models.roster.values import is_user_id
from models.shifts.plan import TeamPlan
from models.storage.database import Database
from models.verbs.new_roster import put_into_effect
from models.workspace.connecting import find_workspace, the_workspace

FILE: Final = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def roster() -> None:
    """The teams: who works where and when."""


roster.add_command(draft)


@roster.command()
@FILE
def apply(file: Path) -> None:
    """Make the teams what FILE says. Applying it twice changes nothing, a mistake in it neither."""
    text, _ = _read(file)
    with opened() as (settings, database, clock):
        now = clock()
        teams = _teams(file, text, _find_ids(file, text, settings, database))
        with database.write() as session:
            workspace = the_workspace(session)
            changes = put_into_effect(session, workspace, teams, now)
        for change in changes:
            click.echo(f"{change.team}: {change.how}")


@roster.command()
def show() -> None:
    """Print the teams as a roster file; what is wrong with its calendars stands on top."""
    with opened(to_look=True) as (_, database, clock), database.read() as session:
        workspace = find_workspace(session)
        teams = [team.as_written() for team in all_teams(session, workspace.id)] if workspace else []
        wrong = (
            [one.says for one in check_calendars(session, workspace.id, clock()) if not one.is_well]
            if workspace
            else []
        )
    if not teams:
        raise click.ClickException(NO_TEAMS)
    for says in wrong:
        click.echo(f"# {says}")
    click.echo(roster_yaml(teams), nl=False)


@roster.command()
@FILE
def check(file: Path) -> None:
    """Look for mistakes in FILE, then ask Slack about it.

    Slack knows whether its people and channels exist, and whether Sunrelay is in the channels.
    """
    text, _ = _read(file)
    calls = slack_calls(load_settings())
    if calls is None:
        raise click.ClickException(
            f"Slack was not asked about the people and channels of {file}: set SLACK_BOT_TOKEN for that. "
            "Otherwise the file is well."
        )
    named = mentions(text)
    ids, problems = check_mentions(calls, named)
    if problems:
        _refuse(file, problems)
    _teams(file, text, ids)
    people = len({one.name for one in named if not one.is_channel})
    channels = len({one.name for one in named if one.is_channel})
    click.echo(f"All is there in Slack: {people} people, {channels} channels, and Sunrelay in each of them.")


def _read(file: Path) -> tuple[str, tuple[TeamPlan, ...]]:
    """The text and its teams. What is wrong with it is printed with its lines, and ends the command."""
    try:
        text = file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(f"{file} is not text in UTF-8: save it as that.") from None
    except OSError as problem:
        raise click.ClickException(f"{file} cannot be read ({problem.strerror}): name a file that can.") from None
    return text, _teams(file, text, {})


def _teams(file: Path, text: str, ids: Mapping[str, str]) -> tuple[TeamPlan, ...]:
    try:
        return read_roster(text, ids)
    except RosterError as error:
        _refuse(file, list(error.problems))
        raise


def _refuse(file: Path, problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(f"{file}, {problem}", err=True)
    raise click.exceptions.Exit(1)


def _find_ids(file: Path, text: str, settings: Settings, database: Database) -> Mapping[str, str]:
    """The user ids of people who are written by e-mail or @name; who is not found is printed, and ends the command."""
    named = mentions(text)
    if all(one.is_channel or is_user_id(one.name) for one in named):
        return {}
    with database.read() as session:
        workspace = find_workspace(session)
        known = names_of(session, workspace.id) if workspace else {}
    found = find_people(slack_calls(settings), known, named)
    if found.problems:
        _refuse(file, list(found.problems))
    return found.ids
