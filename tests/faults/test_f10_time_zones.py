"""F10: the rules of a time zone change between two starts of the bot.

Every zone, every change of its clocks and any start of a day are held against second computations in
`tests/models/shifts`: `test_shift_times.py` and `test_every_zone.py`, days and their order in `test_days.py`.
"""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

import pytest

from tests.databases import BOTH
from tests.faults import new_rules
from tests.faults.books import check
from tests.faults.office import Office
from tests.people import LUIS, WEI, at

# When Luis begins (UTC) if Los Angeles has the time of that zone. By the rules that are installed it is 17:00.
BEGINS: Final = {"America/Denver": "16:00", "Pacific/Honolulu": "19:00"}
TOLD: Final = """
    SELECT m.key FROM messages m JOIN deliveries d ON d.message_id = m.id
    WHERE m.user = :user AND m.kind IN ('digest', 'arrivals') AND d.action = 'post' AND d.state = 'sent' ORDER BY m.id
"""
MOVES: Final = "SELECT e.id FROM events e JOIN items i ON i.id = e.item_id WHERE i.number = 1 AND e.verb = 'move_on'"


@dataclass(frozen=True)
class Update:
    """The packages are updated: when the bot stops and starts again, when Luis is to be told, when the offer moves on.

    That is an hour before his shift ends. An offer that has begun keeps the end that it was made with.
    """

    like: str
    stops: str
    starts: str
    told: str
    moves: str


UPDATES: Final = {
    "has-begun": Update("America/Denver", "mon 09:00", "mon 16:30", "mon 16:30", "mon 23:00"),
    "begins-later": Update("Pacific/Honolulu", "mon 09:00", "mon 10:00", "mon 19:00", "tue 02:00"),
    "begins-earlier": Update("America/Denver", "mon 09:00", "mon 10:00", "mon 16:00", "mon 23:00"),
    "was-told": Update("Pacific/Honolulu", "mon 17:30", "mon 17:40", "mon 17:00", "tue 00:00"),
}
ALWAYS: Final = {("sqlite", "has-begun"), ("postgres", "has-begun"), ("sqlite", "begins-later")}
CASES: Final = [
    pytest.param(on, name, marks=() if (on, name) in ALWAYS else pytest.mark.soak) for on in BOTH for name in UPDATES
]


@pytest.fixture(autouse=True)
def _packages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.faults.process._live", new_rules.live)


@pytest.mark.parametrize("on, name", CASES, indirect=["on"])
def test_the_rules_change_between_two_starts(name: str, office: Office, tmp_path: Path) -> None:
    """Late is better than lost, nobody asleep is told: each morning comes once, when it is morning by the new rules."""
    update = UPDATES[name]
    bot = office.start()
    office.hands_off(WEI, "Replica 3 lags", to="Los Angeles")
    office.hands_off(LUIS, "Renew the certificate", to="Singapore")
    office.finish()
    _go_to(office, update.stops)
    office.stop(bot)
    new_rules.update(tmp_path, "America/Los_Angeles", update.like)
    office.turn_to(at(update.starts))
    bot = office.start()
    assert "The rules of time zones are new" in bot.log

    for hour in ("mon 16:00", "mon 16:30", "mon 17:00", "mon 17:40", "mon 19:00"):
        if at(hour) >= at(update.starts):
            _go_to(office, hour)
            assert _told(office) == ["2027-03-01"] * (at(hour) >= at(update.told)), hour
            assert bool(office.dms(LUIS)) == bool(_told(office)), "nobody asleep is told"
    morning = office.dms(LUIS)[0].text
    assert "Replica 3 lags" in morning
    assert "Renew the certificate" in morning

    office.turn_to(at(update.moves) - timedelta(minutes=1))
    office.let_it_tick()
    assert office.rows(MOVES) == []
    _go_to(office, update.moves)
    assert len(office.rows(MOVES)) == 1

    _go_to(office, f"tue {BEGINS[update.like]}")
    assert _told(office) == ["2027-03-01", "2027-03-02"]
    check(office)


def _go_to(office: Office, hour: str) -> None:
    """Turn to it, and let happen what is due by then."""
    office.turn_to(at(hour))
    office.let_it_tick()
    office.finish()


def _told(office: Office) -> list[str]:
    """Of which of his days Luis was told, when they began or when something arrived."""
    return [key.rpartition(":")[2] for (key,) in office.rows(TOLD, user=LUIS)]
