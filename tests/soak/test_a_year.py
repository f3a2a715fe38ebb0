"""Every DM comes at its reader's local hour, and none to who is off: through changes of the clocks, and for a year."""

import logging
from datetime import timedelta
from random import SystemRandom
from typing import Final

import pytest

from models.storage.database import Database
from tests.soak.year import Year, midnight

log = logging.getLogger(__name__)

# The Sundays of 2027 on which clocks change in New York, in Berlin, in Sydney; and back.
CHANGES: Final = ("2027-03-14", "2027-03-28", "2027-04-04", "2027-10-03", "2027-10-31", "2027-11-07")
HOUR: Final = timedelta(hours=1)


@pytest.mark.parametrize("sunday", CHANGES)
def test_around_a_change_of_the_clocks(sunday: str, empty_database: Database) -> None:
    """From Sunday to the end of Monday in Los Angeles; somebody is away on the Monday."""
    year = Year(empty_database, midnight(sunday), seed=7)
    try:
        year.opens_some(2)
        year.some_leave(midnight(sunday).date(), 2)
        year.live_until(midnight(sunday) + 48 * HOUR, HOUR)
        assert year.dms_taken
    finally:
        year.slack.stop()


@pytest.mark.soak
def test_a_whole_year(empty_database: Database) -> None:
    seed = SystemRandom().randrange(10**6)
    log.info("seed %s", seed)
    begins = midnight("2027-01-02")
    year = Year(empty_database, begins, seed)
    try:
        year.opens_some(6)
        for week in range(1, 53):
            year.live_until(begins + week * timedelta(days=7), HOUR / 2)
            log.info("week %s: %s DMs", week, year.dms_taken)
    finally:
        year.slack.stop()
