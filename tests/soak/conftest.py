"""The database of the day."""

import logging
import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Final

import pytest

from models.storage.database import Database
from tests.workspace import quick_database

QUIET: Final = {"slack_sdk": logging.CRITICAL, "bot": logging.ERROR, "handlers": logging.ERROR}


@pytest.fixture(autouse=True)
def _quiet() -> Iterator[None]:
    """Thousands of failures are in the plan: what the bot and Slack's client say of each is not of interest."""
    levels = {logging.getLogger(name): level for name, level in QUIET.items()}
    for logger, level in levels.items():
        logger.setLevel(level)
    yield
    for logger in levels:
        logger.setLevel(logging.NOTSET)


@pytest.fixture
def empty_database(empty_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A database with all tables and no rows, which does not wait for the disk."""
    path = tmp_path / "day.db"
    shutil.copyfile(empty_file, path)
    with closing(quick_database(path)) as database:
        yield database
