"""Over HTTP, on one connection that stays open: help, and a list among a million items, against acknowledgements."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.asking import Asking, free_port
from benchmarks.measuring import Effort, Row, Times, interleave
from benchmarks.product import Running, bare_server, slack, sunrelay_run
from benchmarks.requests import command
from benchmarks.town import town


def rows(effort: Effort) -> Iterator[Row]:
    """Lists against the bare acknowledgement, help against an app with Bolt's default settings."""
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="sunrelay-")))
        stand_in = ends.enter_context(slack())

        def ask(running: Running, text: str) -> Asking:
            return ends.enter_context(Asking(running.port, stand_in.signing_secret, command(text)))

        def bot(items: int) -> Running:
            database = town(items, folder)
            database.close()
            return ends.enter_context(sunrelay_run(stand_in, str(database.engine.url), free_port()))

        many, few = bot(effort.many_items), bot(effort.few_items)
        bare = ends.enter_context(bare_server(free_port(), stand_in.signing_secret))
        asked = {"many": ask(many, "list"), "few": ask(few, "list"), "bare": ask(bare, "list")}
        yield from _list_rows(interleave(asked, effort.rounds, effort.calls), effort)
        default = ends.enter_context(bare_server(free_port(), stand_in.signing_secret, "default"))
        asked = {"help": ask(few, "help"), "default": ask(default, "help")}
        yield _help_row(interleave(asked, effort.rounds, 400))


def _list_rows(times: Times, effort: Effort) -> Iterator[Row]:
    what = f"`/handoff list` over HTTP with {effort.many_items:,} items"
    against = "against the bare acknowledgement on the same server"
    yield Row(f"{what}, {against}: p50", times.ratio("many", "bare", 0.5), 2.5)
    yield Row(f"{what}, {against}: p99", times.ratio("many", "bare", 0.99), 2.0)
    yield Row(f"{what}, p99, against {effort.few_items:,} items", times.ratio("many", "few", 0.99), 1.25)


def _help_row(times: Times) -> Row:
    what = "time per answer to `/handoff help` over HTTP, against a Bolt app with default settings"
    return Row(what, times.ratio("help", "default", 0.5), 0.05)
