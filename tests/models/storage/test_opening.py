"""A database holds people's words: its file is its owner's alone."""

import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from models.storage.database import Database
from models.storage.opening import DatabaseProblem, back_up, look_into, open_database


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


@pytest.mark.parametrize(
    "revision, says",
    [
        ("0001", r"of an older Sunrelay \(revision 0001\): sunrelay run brings it up to date"),
        ("9999", "made by a newer Sunrelay than this one"),
        (None, "has no tables yet: sunrelay roster apply"),
    ],
)
def test_what_this_release_cannot_look_into_is_said(database_url: str, revision: str | None, says: str) -> None:
    look_into(database_url)[0].close()
    with closing(Database(database_url)) as database, database.write() as session:
        session.execute(text("DELETE FROM alembic_version"))
        if revision is not None:
            session.execute(text("INSERT INTO alembic_version VALUES (:revision)"), {"revision": revision})
    with pytest.raises(DatabaseProblem, match=says):
        look_into(database_url)
