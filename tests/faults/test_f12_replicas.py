"""F12: several replicas on one PostgreSQL; one run on one SQLite file."""

import pytest

from tests.faults.books import check
from tests.faults.conftest import OpenOffice
from tests.faults.crowd import move_in
from tests.faults.office import LEASE_IS_OVER
from tests.people import OPS, at


@pytest.mark.parametrize("replicas", [2, pytest.param(4, marks=pytest.mark.soak)])
def test_they_share_the_morning_and_one_dies(replicas: int, on_postgres: str, open_office: OpenOffice) -> None:
    """Nothing comes twice, nothing is lost: a morning's wave is shared, also when one of them dies in it."""
    office = open_office(on_postgres, begins=at("mon 07:30"))
    giver, *crowd = move_in(office, 24)
    bots = [office.start() for _ in range(replicas)]
    office.wait_for_people()
    office.hands_off(giver, "Replica 3 lags", to="Crowd")
    office.finish()
    office.turn_to(at("mon 08:00"))
    office.wait_for(lambda: sum(len(office.dms(user)) for user in crowd) > len(crowd) // 4, "the wave to roll")
    office.stop(bots[0])
    office.turn_by(LEASE_IS_OVER)
    office.finish()

    check(office, crowd)
    digests = "SELECT m.user, count(*) FROM messages m WHERE kind = 'digest' GROUP BY m.user"
    assert dict(office.rows(digests)) == dict.fromkeys(crowd, 1)
    assert [len(office.dms(user)) for user in crowd] == [1] * len(crowd)


def test_a_second_run_on_one_file_is_refused(on_sqlite: str, open_office: OpenOffice) -> None:
    """One run on one SQLite file: the second is refused with a sentence; the first one's death lets it in."""
    office = open_office(on_sqlite)
    first = office.start()
    second = office.start(waits=False)
    office.wait_for(lambda: not second.process.is_alive, "the second to be refused")
    assert "runs on" in second.log
    assert "already" in second.log
    office.bots.remove(second)
    assert office.person("U0WEI").types(OPS, "/handoff who").ok
    office.stop(first)
    office.start()
