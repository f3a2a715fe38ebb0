"""`sunrelay items`: all items, for people as a table and for programs as JSON (design, section 10)."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Final

import click

from bot.cli.opened import opened
from bot.cli.plain_table import plain_table
from bot.cli.shift_formats import utc_text
from bot.cli.shifts import no_such_team
from models.facts.export import ItemRow, item_rows, team_names
from models.people import names_of
from models.workspace.connecting import find_workspace

HEADINGS: Final = ("Id", "Headline", "Urgency", "State", "Owner", "Offered to", "By", "Hops")
LONGEST: Final = 60


@click.command()
@click.option("--team", help="Only this team's; all when left out.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
def items(team: str | None, form: str) -> None:
    """Print all items, finished ones too."""
    with opened(to_look=True) as (_, database, _clock), database.read() as session:
        known = team_names(session)
        if team is not None and team not in known:
            raise click.ClickException(no_such_team(team, known))
        rows = item_rows(session, team)
        workspace = find_workspace(session)
        names = names_of(session, workspace.id) if workspace else {}
    click.echo(items_json(rows) if form == "json" else items_table(rows, names))


def items_json(rows: list[ItemRow]) -> str:
    """The rows with the keys of the design's section 10; instants are ISO 8601 in UTC."""
    return json.dumps([_as_json(row) for row in rows], indent=2, ensure_ascii=False)


def items_table(rows: list[ItemRow], names: dict[str, str]) -> str:
    """The rows as a table; `names` maps user ids to people's names. Times are UTC."""
    if not rows:
        return "There are no items."
    return plain_table(HEADINGS, [_cells(row, names) for row in rows])


def _as_json(row: ItemRow) -> dict[str, object]:
    return {key: utc_text(value) if isinstance(value, datetime) else value for key, value in asdict(row).items()}


def _cells(row: ItemRow, names: dict[str, str]) -> tuple[str, ...]:
    headline = row.headline if len(row.headline) <= LONGEST else f"{row.headline[: LONGEST - 1]}…"
    to = names.get(row.offered_to or "", row.offered_to or "")
    by = f"{row.by:%a %Y-%m-%d %H:%M}" if row.by else ""
    owner = names.get(row.owner, row.owner)
    return row.id, printable(headline), row.urgency, row.state, printable(owner), printable(to), by, str(row.hops)


def printable(text: str) -> str:
    """One line without what would steer the terminal."""
    return "".join(character if character.isprintable() else " " for character in text)
