"""F5: Slack tells the same thing several times: at once, to different replicas, and again five minutes later."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from bot.sandbox.delivery import Delivery
from tests.faults.books import check
from tests.faults.conftest import OpenOffice
from tests.faults.office import Office
from tests.people import JONAS, OPS, WEI

CASES = [("sqlite", 1), ("postgres", 2), pytest.param("postgres", 1, marks=pytest.mark.soak)]


@pytest.mark.parametrize("on, replicas", CASES, indirect=["on"])
def test_the_same_thing_four_times_at_once_and_once_later(on: str, replicas: int, open_office: OpenOffice) -> None:
    """Slack may tell Sunrelay the same thing twice. The second time changes nothing, whichever replica hears it."""
    office = open_office(on)
    for _ in range(replicas):
        office.start()
    office.hands_off(WEI, "Replica 3 lags")
    office.hands_off(WEI, "Replica 4 lags")
    card = office.card("Replica 3 lags")
    office.wait_for(lambda: not office.rows("SELECT ts FROM items WHERE ts IS NULL"), "the bot to know its card")

    office.slack.events.hold()
    office.person(JONAS).reacts(card, "raising_hand")
    office.person(JONAS).writes_to_bot("list")
    told = [one for one in office.slack.events.log if one.held]
    office.slack.events.release(lambda _: [])
    assert office.person(WEI).types(OPS, "/handoff cancel H-2 a false alarm").ok
    told.append(next(one for one in reversed(office.slack.deliveries) if one.kind == "command"))

    for one in told:
        with ThreadPoolExecutor(4) as at_once:
            list(at_once.map(lambda _, one=one: _tell(office, one), range(4)))
    assert office.person(JONAS).types(OPS, "/handoff back H-1 not for us").ok
    assert office.person(WEI).types(OPS, "/handoff reopen H-2").ok
    office.turn_by(timedelta(minutes=5))
    for one in told:
        _tell(office, one)
    office.finish()

    check(office)
    acted = "SELECT verb, count(*) FROM events WHERE verb IN ('claim', 'cancel') GROUP BY verb ORDER BY verb"
    assert office.rows(acted) == [("cancel", 1), ("claim", 1)]
    assert office.rows("SELECT state FROM items WHERE state = 'cancelled'") == []
    assert office.rows("SELECT count(*) FROM messages WHERE kind = 'reply'") == [(1,)]


def _tell(office: Office, told: Delivery) -> None:
    """Tell the bot; where it says to come again, do."""
    for _ in range(5):
        if office.slack.resend(told).accepted:
            return
    raise AssertionError("never taken")
