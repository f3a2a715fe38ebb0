"""F4: the bot is killed straight after it has told Slack that it took something."""

import pytest

from tests.faults.books import check
from tests.faults.office import Office
from tests.people import JONAS, OPS, WEI


@pytest.mark.parametrize("times", [2, pytest.param(100, marks=pytest.mark.soak)])
def test_what_was_answered_is_in_the_database(times: int, office: Office) -> None:
    """Commit, then answer: whatever Slack had a 2xx for is there when the bot is killed that instant."""
    _some_items(office, times)
    for number in range(1, times + 1):
        bot = office.start()
        event = office.asks(JONAS)
        office.stop(bot)
        assert event.outcome is not None
        if event.outcome.accepted:
            reply = f"%:{event.payload['event_id']}"
            assert office.rows("SELECT count(*) FROM messages WHERE key LIKE :key", key=reply) == [(1,)]

        bot = office.start()
        answer = office.person(JONAS).types(OPS, f"/handoff claim H-{number}")
        office.stop(bot)
        assert answer.ok, answer.status
        assert office.rows("SELECT owner FROM items WHERE number = :number", number=number) == [(JONAS,)]

    office.start()
    office.finish()
    check(office)
    assert len(office.dms(JONAS)) >= times


def _some_items(office: Office, times: int) -> None:
    bot = office.start()
    for number in range(times):
        office.insist(office.hands_off(WEI, f"Replica {number} lags", to="Berlin"))
    office.finish()
    office.stop(bot)
