"""F11: the bot is down over the starts of shifts: for a minute, an hour, twelve hours, three days."""

from collections import Counter

from tests.faults.books import check
from tests.faults.conftest import on_each
from tests.faults.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, OPS, PRIYA, WEI, at

OFF = "mon 16:59"  # a minute before Luis begins in Los Angeles; Berlin has gone home
# When the bot is back, who is at work then and has something waiting.
BACK = {
    "mon 17:01": {LUIS},
    "mon 18:00": {LUIS},
    "tue 05:00": {WEI},
    "thu 10:00": {JONAS},
}


@on_each("back", *BACK, on_postgres=("mon 18:00",), only_soaked=("mon 17:01",))
def test_who_is_at_work_is_told_once_and_nobody_else(back: str, office: Office) -> None:
    """Late is better than lost: one message for who is still on shift, none for a shift that is over, and no flood."""
    bot = office.start()
    for number in range(3):
        office.hands_off(WEI, f"Replica {number} lags", to="Los Angeles")
    assert office.person(LUIS).types(OPS, "/handoff claim H-3").ok  # so that his morning always has something to say
    office.finish()
    office.stop(bot)
    before = _told(office)

    office.turn_to(at(OFF))
    office.start()
    office.let_it_tick()
    office.stop(office.bots[0])
    assert _told(office) == before

    office.turn_to(at(back))
    office.start()
    office.let_it_tick()
    office.finish()

    new = _told(office) - before
    assert set(new.elements()) == BACK[back], new
    assert max(new.values()) == 1, new
    check(office)


def _told(office: Office) -> Counter[str]:
    return Counter({user: len(office.dms(user)) for user in (WEI, MEI, JONAS, ANA, LUIS, PRIYA)})
