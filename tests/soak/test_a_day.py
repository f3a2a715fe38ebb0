"""A day of a large workspace in which one of Slack's answers in twenty is a failure.

Every digest comes once and at its hour, nobody is over the message budget, nothing is lost and nothing is doubled.
"""

import logging
from datetime import UTC, datetime, timedelta
from random import SystemRandom
from typing import Final

import pytest

from models.storage.database import Database
from tests.soak.books import Books
from tests.soak.crowd import Crowd
from tests.soak.crowded import Crowded

log = logging.getLogger(__name__)

# Friday, 30 April 2027: Auckland's morning comes first, Los Angeles's last, and in Cairo clocks go forward.
BEGINS: Final = datetime(2027, 4, 29, 20, tzinfo=UTC)
HOURS: Final = 24
HEAL: Final = timedelta(minutes=30)
MEMBERS_AN_ITEM: Final = 8


def live_a_day(database: Database, members: int, items: int, seed: int, at_rest: timedelta) -> Books:
    """The day, with so many items under way when it begins; one line in the log for each hour of it.

    It goes in ticks of 20 seconds, and of `at_rest` while nothing is to be sent.
    """
    workspace = Crowded(database, Crowd(members, seed), BEGINS, seed)
    try:
        workspace.open_for(items)
        books = Books(workspace)
        workspace.begin_failing(seed)
        for hour in range(1, HOURS + 1):
            _live_on(workspace, books, BEGINS + timedelta(hours=hour), at_rest)
        workspace.slack.faults.clear()
        _live_on(workspace, books, workspace.clock() + HEAL, at_rest)
        books.are_right()
        return books
    finally:
        workspace.slack.stop()


def _live_on(workspace: Crowded, books: Books, until: datetime, at_rest: timedelta) -> None:
    while workspace.clock() < until:
        workspace.step(at_rest)
        books.keep()
    told, calls = sum(len(told) for told in books.told.values()), workspace.slack.calls
    failed = sum(1 for call in calls if call.fault)
    log.info("%s UTC: %s DMs, %s calls, %s failed", f"{until:%a %H:%M}", told, len(calls), failed)


def test_a_day_of_fifty(empty_database: Database) -> None:
    books = live_a_day(empty_database, 50, 6, 7, timedelta(minutes=15))
    assert books.told


@pytest.mark.soak
def test_a_day_of_a_thousand(empty_database: Database) -> None:
    seed = SystemRandom().randrange(10**6)
    log.info("seed %s", seed)
    for line in live_a_day(empty_database, 1_000, 250, seed, timedelta(minutes=1)).table():
        log.info(line)
