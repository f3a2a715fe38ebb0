"""`python -m benchmarks`: runs the benchmarks one after the other, prints the table, and writes it into the docs."""

import multiprocessing
import time
from concurrent.futures import ProcessPoolExecutor
from typing import Final

import click

from benchmarks.measuring import FULL, QUICK, Row, rows_of
from benchmarks.page import in_words, write_page

# Each is a module with `rows(effort)`, run in a process of its own: what one leaves in memory slows no other down.
BENCHMARKS: Final = ("answering", "over_http", "searching", "verbs", "ticking", "wave", "writers", "memory")


@click.command()
@click.option("--quick", is_flag=True, help="Less of everything, to see that the benchmarks run. Not for the docs.")
@click.option("--only", multiple=True, type=click.Choice(BENCHMARKS), help="Only these.")
def main(quick: bool, only: tuple[str, ...]) -> None:
    """Measure Sunrelay against the least it could cost."""
    found: list[Row] = []
    for name in only or BENCHMARKS:
        begun = time.monotonic()
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
            rows = process.submit(rows_of, name, QUICK if quick else FULL).result()
        for row in rows:
            click.echo(in_words(row))
        click.echo(f"  ({name}: {time.monotonic() - begun:.0f} s)", err=True)
        found += rows
    if not (quick or only):
        write_page(found)
    if not all(row.holds for row in found):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
