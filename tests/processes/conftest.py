"""Offices whose bot is a process; whatever was started is ended with the test."""

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.people import at
from tests.processes.office import ProcessOffice

OpenOffice = Callable[[str], ProcessOffice]


@pytest.fixture
def open_office(tmp_path: Path) -> Iterator[OpenOffice]:
    """Opens an office over `http` or `socket`, on the first Monday at 08:30 UTC."""
    opened: list[ProcessOffice] = []

    def make(mode: str) -> ProcessOffice:
        opened.append(ProcessOffice(tmp_path, mode, at("mon 08:30"), _free_port()))
        return opened[-1]

    yield make
    for office in opened:
        office.close()


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
