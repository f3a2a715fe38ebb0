"""Eight writers that saturate SQLite: how long the unluckiest waits, and that nobody is told it was locked."""

import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from benchmarks.measuring import Effort, Row
from benchmarks.town import ASKER, NOW, OPS, alike
from models.acts import Act, Surface
from models.storage.database import Database
from models.targets import ToRegion
from models.verbs.handing_off import hand_off

WRITERS: Final = 8
SECONDS: Final = 2.0
REGIONS: Final = ("Denver", "Singapore")


def rows(effort: Effort) -> Iterator[Row]:
    """The longest of all waits in all rounds: a median would hide what it is about."""
    with tempfile.TemporaryDirectory(prefix="sunrelay-") as folder:
        database = Database(f"sqlite:///{alike(1_000, Path(folder), ASKER)}")
        waits: list[float] = []
        for _ in range(effort.rounds):
            waits += _round(database)
        database.close()
    yield Row(
        f"longest wait of {WRITERS} writers that saturate SQLite", max(waits), 1.0, unit=" s",
        note=f"of {len(waits):,} transactions in {effort.rounds} rounds of {SECONDS:.0f} s; none was told “locked”",
    )  # fmt: skip


def _round(database: Database) -> list[float]:
    ends = time.monotonic() + SECONDS
    waits: list[list[float]] = [[] for _ in range(WRITERS)]
    failed: list[BaseException] = []

    def write(number: int) -> None:
        turn = 0
        try:
            while time.monotonic() < ends:
                turn += 1
                begun = time.perf_counter()
                act = Act(1, ASKER, NOW, Surface.COMMAND, channel=OPS)
                hand_off(database, act, 1 + number * 100 + turn % 100, ToRegion(REGIONS[turn // 100 % 2]))
                waits[number].append(time.perf_counter() - begun)
        except BaseException as problem:  # noqa: BLE001 (told by the main thread)
            failed.append(problem)

    writers = [threading.Thread(target=write, args=(number,)) for number in range(WRITERS)]
    for one in writers:
        one.start()
    for one in writers:
        one.join()
    if failed:
        raise RuntimeError("a writer failed") from failed[0]
    return [wait for one in waits for wait in one]
