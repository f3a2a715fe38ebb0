"""`sunrelay roster apply|show|check`: the teams, from a file into the database, back out, and held against Slack."""

from pathlib import Path
from typing import Final

import click

from bot.calendars.checking import check_calendars
from bot.cli.opened import opened
from bot.cli.shifts import NO_TEAMS
from bot.clock import choose_clock
from bot.roster_check import check_mentions
from bot.settings import load_settings
from bot.slack.calls import Calls, posting_client
from models.roster.file import read_roster, unresolved_people
from models.roster.mentions import mentions
from models.roster.problems import Problem, RosterError
from models.roster.rows import all_teams
from models.roster.show import roster_yaml
from models.shifts.plan import TeamPlan
from models.verbs.new_roster import put_into_effect
from models.workspace.connecting import find_workspace, the_workspace

FILE: Final = click.argument("file", type=click.Path(path_type=Path))


@click.group()
def roster() -> None:
    """The teams: who works where and when."""


@roster.command()
@FILE
def apply(file: Path) -> None:
    """Make the teams what FILE says. Applying it twice changes nothing, a mistake in it neither."""
    teams = _read(file)[1]
    _require_ids(teams)
    with opened() as (_, database, clock):
        now = clock()
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
    settings = load_settings()
    if settings.slack_bot_token is None:
        raise click.ClickException(
            f"Slack was not asked about the people and channels of {file}: set SLACK_BOT_TOKEN for that. "
            "Otherwise the file is well."
        )
    client = posting_client(settings.slack_bot_token.get_secret_value(), settings.slack_api_url)
    named = mentions(text)
    problems = check_mentions(Calls(client, choose_clock(settings.clock_file)), named)
    if problems:
        _refuse(file, problems)
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
    try:
        return text, read_roster(text)
    except RosterError as error:
        _refuse(file, list(error.problems))
        raise


def _refuse(file: Path, problems: list[Problem]) -> None:
    for problem in problems:
        click.echo(f"{file}, {problem}", err=True)
    raise click.exceptions.Exit(1)


def _require_ids(teams: tuple[TeamPlan, ...]) -> None:
    names = unresolved_people(teams)
    if names:
        raise click.ClickException(
            f"{', '.join(names)}: write the user id instead, such as U0AAA (in Slack: the profile, ⋮, Copy member ID; "
            "sunrelay roster check finds the ids of @names)."
        )
