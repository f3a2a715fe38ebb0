"""Resident memory of the bot's process, against one with the bare acknowledgement: idle, and after a day's load."""

import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Final

from benchmarks.asking import Asking, free_port
from benchmarks.measuring import Effort, Row
from benchmarks.product import Running, bare_server, slack, sunrelay_run
from benchmarks.requests import command
from benchmarks.town import town

WORDS: Final = ("help", "list", "list all", "who", "show H-1", "claim H-1", "H-1 to Denver")
# What a workspace of a thousand people types, clicks and sends in a day.
A_DAY: Final = 10_000


def rows(effort: Effort) -> Iterator[Row]:
    """Each process is fresh; the operating system's count (resident set size)."""
    with ExitStack() as ends:
        folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="sunrelay-")))
        stand_in = ends.enter_context(slack())
        database = town(effort.few_items, folder)
        database.close()
        ours = ends.enter_context(sunrelay_run(stand_in, str(database.engine.url), free_port()))
        bare = ends.enter_context(bare_server(free_port(), stand_in.signing_secret))
        yield Row("resident memory, idle, against the bare Bolt app", ours.resident() / bare.resident(), 3.5)
        for running in (ours, bare):
            _work(ends, running, stand_in.signing_secret, A_DAY if effort.many_items >= 1_000_000 else A_DAY // 10)
        yield Row("resident memory after a day’s load, against the same", ours.resident() / bare.resident(), 3.5)


def _work(ends: ExitStack, running: Running, secret: str, how_often: int) -> None:
    asking = [ends.enter_context(Asking(running.port, secret, command(text, f"1.{text}"))) for text in WORDS]
    for number in range(how_often):
        asking[number % len(asking)]()
