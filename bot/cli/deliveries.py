"""`sunrelay deliveries`: the messages that Slack would not take, and sending them again."""

from typing import Final

import click

from bot.cli.items import printable
from bot.cli.opened import opened
from bot.cli.plain_table import plain_table
from models.owed.parked import ParkedRow, parked_rows
from models.owed.stuck import retry_parked

HEADINGS: Final = ("Id", "What", "Of or to", "Why", "Owed since (UTC)")
NONE: Final = "Nothing is parked: Slack has taken all there was, or is still to be asked."


@click.group()
def deliveries() -> None:
    """Messages that could not be sent: show them, send them again."""


@deliveries.command("list")
def list_parked() -> None:
    """Print what is parked, and why. People's words are not shown."""
    with opened(to_look=True) as (_, database, _clock), database.read() as session:
        rows = parked_rows(session)
    click.echo(plain_table(HEADINGS, [_cells(row) for row in rows]) if rows else NONE)


@deliveries.command()
@click.option("--all", "all_of_them", is_flag=True, help="All that is parked.")
@click.argument("ids", nargs=-1, type=int, metavar="[ID]...")
def retry(ids: tuple[int, ...], all_of_them: bool) -> None:
    """Owe parked messages again; the running bot sends them.

    To a person, when they are at work. What nobody needs any more is left out then.
    """
    if bool(ids) is all_of_them:
        raise click.UsageError("Name the ids that sunrelay deliveries list shows, or say --all.")
    with opened(to_look=True) as (_, database, clock):
        owed = retry_parked(database, None if all_of_them else ids, clock())
    missing = [str(one) for one in ids if one not in owed]
    if missing:
        click.echo(f"Not parked: {', '.join(missing)}.", err=True)
    click.echo(f"{len(owed)} owed again." if owed else "Nothing is owed again.")
    if missing:
        raise click.exceptions.Exit(1)


def _cells(row: ParkedRow) -> tuple[str, ...]:
    return str(row.id), row.what, printable(row.whose), row.why, f"{row.since:%Y-%m-%d %H:%M}"
