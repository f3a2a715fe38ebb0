"""The table of results, as text and in docs/benchmarks.md."""

import os
import platform
import re
import sqlite3
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.measuring import Row
from bot.clock import wall_clock

PAGE: Final = Path(__file__).parents[1] / "docs" / "benchmarks.md"
BEGINS: Final = "<!-- make bench writes from here -->"
ENDS: Final = "<!-- to here -->"


def in_words(row: Row) -> str:
    """The row as a line for the terminal."""
    verdict = "holds" if row.holds else "OVER"
    note = f"\n         {row.note}" if row.note else ""
    return (
        f"{verdict:5}  {_figure(row.measured, row.unit):>8}  of {_figure(row.at_most, row.unit):<7}  {row.what}{note}"
    )


def write_page(rows: Sequence[Row]) -> None:
    """Put the table into the page, between its marks."""
    text = PAGE.read_text(encoding="utf-8")
    between = re.compile(f"{re.escape(BEGINS)}.*{re.escape(ENDS)}", re.DOTALL)
    PAGE.write_text(between.sub(lambda _: f"{BEGINS}\n{table(rows)}\n{ENDS}", text), encoding="utf-8")


def table(rows: Sequence[Row]) -> str:
    """The rows as a table in Markdown, with when and on what they were measured."""
    notes = [f"- {row.what}: {row.note}" for row in rows if row.note]
    lines = [
        f"Measured on {wall_clock():%-d %B %Y}, on {_machine()}.",
        "",
        "| what | measured | at most | |",
        "| --- | ---: | ---: | --- |",
        *(_line(row) for row in rows),
    ]
    return "\n".join([*lines, "", *notes] if notes else lines)


def _line(row: Row) -> str:
    verdict = "" if row.holds else "over"
    return f"| {row.what} | {_figure(row.measured, row.unit)} | {_figure(row.at_most, row.unit)} | {verdict} |"


def _figure(number: float | None, unit: str) -> str:
    if number is None:
        return "–"
    digits = f"{number:.2f}" if number < 10 else f"{number:.0f}"
    return f"{digits}{unit}"


def _machine() -> str:
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {platform.system()}, Python {platform.python_version()}, "
        f"SQLite {sqlite3.sqlite_version}, slack-bolt {version('slack-bolt')}, SQLAlchemy {version('SQLAlchemy')}"
    )
