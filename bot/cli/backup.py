"""`sunrelay backup FILE`: a copy of the SQLite database, made while the bot runs."""

from pathlib import Path

import click

from bot.settings import load_settings
from models.storage.opening import back_up


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def backup(file: Path) -> None:
    """Copy the database to FILE, which must not be there yet. The bot may run meanwhile."""
    back_up(load_settings().database_url, file)
    click.echo(f"The database is copied to {file}.")
