"""A database holds people's words: its file is its owner's alone."""

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models.storage.opening import back_up, open_database


@pytest.fixture(autouse=True)
def _generous_umask() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_new_database_and_what_sqlite_keeps_beside_it_are_read_by_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "sunrelay.db"

    with closing(open_database(f"sqlite:///{path}")) as database, database.write():
        beside = [file for file in tmp_path.iterdir() if file != path]
        assert beside
        assert {mode_of(file) for file in [path, *beside]} == {0o600}


def test_so_is_a_backup(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'sunrelay.db'}"
    open_database(url).close()

    back_up(url, tmp_path / "backup.db")

    assert mode_of(tmp_path / "backup.db") == 0o600
