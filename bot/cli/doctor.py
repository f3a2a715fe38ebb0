"""`sunrelay doctor`: looks at everything that can be wrong, and says what to do about it."""

from collections.abc import Iterator

import click

from bot.checks import check_slack, check_storage, check_zones
from bot.clock import ClockProblem, choose_clock
from bot.finding import Finding
from bot.settings import Settings, SettingsProblem, load_settings
from models.storage.database import Database
from models.storage.opening import DatabaseProblem, look_into


@click.command()
def doctor() -> None:
    """Look at everything that can be wrong, and say what to do.

    Settings, time zones, database, roster, what waits to be sent, and Slack. Exits with 1 if something is wrong.
    """
    wrong = False
    for finding in _findings():
        click.echo(f"{'ok   ' if finding.is_well else 'WRONG'}  {finding.says}")
        wrong = wrong or not finding.is_well
    if wrong:
        raise click.exceptions.Exit(1)


def _findings() -> Iterator[Finding]:
    try:
        settings = load_settings()
        clock = choose_clock(settings.clock_file)
    except (SettingsProblem, ClockProblem) as problem:
        yield Finding(False, str(problem))
        return
    yield Finding(True, f"Settings: {_how(settings)}.")
    yield check_zones()
    database: Database | None = None
    try:
        database, revision = look_into(settings.database_url)
        yield Finding(True, f"Database: {database.engine.url.render_as_string()}, revision {revision}.")
    except DatabaseProblem as problem:
        yield Finding(False, str(problem))
    if database is not None:
        yield from check_storage(database, clock())
    yield from check_slack(settings, database, clock)
    if database is not None:
        database.close()


def _how(settings: Settings) -> str:
    match settings.mode:
        case "socket":
            return "Slack by Socket Mode"
        case "http":
            return f"Slack over HTTP, on port {settings.port}"
        case _:
            return "no Slack tokens, so sunrelay run starts the sandbox"
