"""Offices whose bots are processes; whatever was started is ended with the test."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.people import at
from tests.processes.office import ProcessOffice

OpenOffice = Callable[..., ProcessOffice]


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[OpenOffice]:
    """Opens an office over `http` or `socket`, on the first Monday at 08:30 UTC, with a file or another database."""
    opened: list[ProcessOffice] = []

    def make(mode: str, database_url: str | None = None) -> ProcessOffice:
        opened.append(ProcessOffice(tmp_path, mode, at("mon 08:30"), database_url))
        return opened[-1]

    yield make
    for office in opened:
        office.close()
