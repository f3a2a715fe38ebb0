"""F1, at random: replicas are killed at any instant while people write, Slack stumbles, and time goes on."""

import logging
import os
import random
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Final

import pytest

from tests.faults.books import check, standing
from tests.faults.conftest import OpenOffice
from tests.faults.crowd import move_in
from tests.faults.office import LEASE_IS_OVER, PATIENCE, Office
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, WEI

log = logging.getLogger(__name__)

POST: Final = "chat.postMessage"
STUMBLES: Final = ("http_500", "http_500_after_accept", "drop", "drop_after_accept", "half_body", "not_json")
MINUTES: Final = float(os.environ.get("SOAK_MINUTES", "10"))


class Storm:
    """Kills replicas at random instants, each followed by a new one, until it has killed so many or time is up."""

    def __init__(self, office: Office, kills: int, chance: random.Random) -> None:
        self.killed = 0
        self.is_over = False
        self._office = office
        self._kills = kills
        self._chance = chance
        self._ends = time.monotonic() + MINUTES * 60

    def rage(self) -> None:
        """Go on until it is over."""
        try:
            while self.killed < self._kills and time.monotonic() < self._ends:
                threading.Event().wait(self._chance.uniform(0, 0.25))
                self._office.stop(self._chance.choice(self._office.bots))
                self.killed += 1
                self._office.turn_by(LEASE_IS_OVER)
                self._office.start()
        finally:
            self.is_over = True

    def allows(self, share: float) -> bool:
        """Whether that share of what is written may be there already: each kill meets some of it."""
        return self.is_over or share <= (self.killed + 1) / self._kills


@pytest.mark.parametrize("inputs, kills", [(20, 3), pytest.param(1_000, 100, marks=pytest.mark.soak)])
def test_what_people_wrote_is_answered_once(inputs: int, kills: int, on: str, open_office: OpenOffice) -> None:
    """Nothing is lost, nothing comes twice: whatever is killed, and whenever."""
    seed = random.SystemRandom().randrange(1_000_000)
    log.info("The storm's seed is %s.", seed)
    chance = random.Random(seed)
    office = open_office(on)
    people: Sequence[str] = (WEI, MEI, JONAS, ANA, LUIS, PRIYA)
    if inputs > 100:
        people = move_in(office, 100)
    for _ in range(1 if on.startswith("sqlite") else 2):
        office.start()
    office.wait_for_people()
    for kind in STUMBLES:
        office.slack.faults.next(POST, kind, times=inputs, when=lambda _: chance.random() < 0.01)

    storm = Storm(office, kills, chance)
    with ThreadPoolExecutor(1) as aside:
        raging = aside.submit(storm.rage)
        for number in range(inputs):
            office.wait_for(lambda number=number: storm.allows(number / inputs), "the next kill")  # type: ignore[misc]
            office.asks(chance.choice(people))
            office.slack.retry_due()
            if number % 50 == 49:
                log.info("%s written, %s killed, %s stand.", number + 1, storm.killed, len(standing(office, people)))
        raging.result()
    office.slack.faults.clear()
    for _ in range(5):
        office.slack.retry_due()
        office.turn_by(timedelta(minutes=6))
    office.finish(timedelta(hours=1), seconds=PATIENCE + inputs / 5)

    check(office, people)
    log.info("%s written, %s killed: each answered once.", inputs, storm.killed)
    assert storm.killed == kills
