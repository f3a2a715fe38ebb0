"""F14: somebody claims in the second in which the bot reminds of the offer, or moves it on."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from tests.faults.books import check
from tests.faults.conftest import on_each, on_sqlite_first
from tests.faults.office import Office, instant
from tests.people import JONAS, OPS, WEI

ITEMS = 4


@on_each("step", "remind_at", "move_at", on_postgres=("move_at",))
def test_a_claim_in_the_same_second(step: str, office: Office) -> None:
    """Work always has an owner: a claim and a step of the ladder in the same second come out as one or the other."""
    office.start()
    for number in range(ITEMS):
        office.hands_off(WEI, f"Replica {number} lags", to="Berlin")
    office.finish()
    due = _due(office, step)

    def claims(number: int) -> None:
        assert office.person(JONAS).types(OPS, f"/handoff claim H-{number}").ok

    with ThreadPoolExecutor(2) as at_once:
        turning = at_once.submit(office.turn_to, due)
        claiming = [at_once.submit(claims, number) for number in range(1, ITEMS + 1)]
        for one in [turning, *claiming]:
            one.result()
    office.let_it_tick()
    office.finish()

    check(office)
    assert office.rows("SELECT state, owner FROM items") == [("open", JONAS)] * ITEMS
    history = office.rows("SELECT item_id, verb FROM events WHERE verb IN ('claim', 'move_on') ORDER BY id")
    for item in range(1, ITEMS + 1):
        verbs = [verb for of, verb in history if of == item]
        assert verbs in (["claim"], ["move_on", "claim"])
    pending = "SELECT count(*) FROM items WHERE remind_at IS NOT NULL OR move_at IS NOT NULL"
    assert office.rows(pending) == [(0,)], "a claim cancels what was to come"


@on_sqlite_first
def test_a_claim_while_the_reminder_is_in_flight(office: Office) -> None:
    """A claim cancels what is pending: a reminder that Slack had not taken is not sent again when there is no need."""
    office.start("patience=3")
    office.hands_off(WEI, "Replica 3 lags", to="Berlin")
    office.finish()
    dm = office.person(JONAS).dm
    told = len(office.dms(JONAS))
    office.slack.faults.next("chat.postMessage", "http_500", when=lambda args: args["channel"] == dm)
    office.turn_to(_due(office, "remind_at"))
    office.wait_for(lambda: any(call.fault for call in office.slack.calls), "the reminder to be on its way")
    assert office.person(JONAS).types(OPS, "/handoff claim H-1").ok
    office.finish()

    check(office)
    assert len(office.dms(JONAS)) == told


def _due(office: Office, step: str) -> datetime:
    """When the next step of the ladder is due."""
    found = office.rows("SELECT remind_at, move_at FROM items")
    return min(instant(at) for row in found if (at := row[step == "move_at"]) is not None)
