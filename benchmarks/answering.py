"""`/handoff help` in process: what our own listener, words and blocks add to Bolt."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.bare import asking, bare_app
from benchmarks.measuring import Effort, Row, interleave
from benchmarks.product import in_process, secret_of
from benchmarks.requests import command
from benchmarks.town import town


def rows(effort: Effort) -> Iterator[Row]:
    """Help against the bare acknowledgement."""
    request = command("help")
    with tempfile.TemporaryDirectory(prefix="sunrelay-") as folder:
        database = town(effort.few_items, Path(folder))
        with in_process(str(database.engine.url)) as bot:
            ours = asking(bot.app.dispatch, request, secret_of(bot))
            bare = asking(bare_app().dispatch, request)
            times = interleave({"help": ours, "bare": bare}, effort.rounds, 3 * effort.calls)
    yield Row(
        "`/handoff help` in process, p99, against the bare acknowledgement", times.ratio("help", "bare", 0.99), 1.5,
        note=f"its p50: {times.ratio('help', 'bare', 0.5):.2f}×",
    )  # fmt: skip
