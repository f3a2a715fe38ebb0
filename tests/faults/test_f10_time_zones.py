"""F10: the rules of time zones change under a running office.

That shifts start when they should, in every zone and at every change of clocks, is held without a process:
tests/models/shifts/test_every_zone.py (every zone and change of clocks, against a second computation),
test_shift_times.py, test_zones.py and test_days.py (zones and hours that change on the day), tests/bot/test_tick.py.
"""

from tests.faults.books import check
from tests.faults.office import Office, instant
from tests.people import LUIS, WEI, at

SELECT_START = 'SELECT day_starts_at FROM people WHERE "user" = :luis'


def test_new_rules_plan_anew_what_the_old_ones_planned(office: Office) -> None:
    """Shifts are right when clocks change: a start planned by rules that are out of date is planned again, once."""
    bot = office.start()
    office.hands_off(WEI, "Replica 3 lags", to="Los Angeles")
    office.finish()
    office.stop(bot)
    office.change("UPDATE workspaces SET zone_rules = '2019a'")
    office.change("UPDATE people SET day_starts_at = :late WHERE day_starts_at IS NOT NULL", late=at("wed 18:00"))

    office.turn_to(at("mon 16:59"))
    office.start()
    office.let_it_tick()
    assert office.dms(LUIS) == []
    [(planned,)] = office.rows(SELECT_START, luis=LUIS)
    assert instant(planned) == at("mon 17:00")
    office.turn_to(at("mon 17:00"))
    office.wait_for(lambda: office.dms(LUIS), "Luis to be told")
    office.let_it_tick()
    office.finish()

    check(office)
    assert len(office.dms(LUIS)) == 1
