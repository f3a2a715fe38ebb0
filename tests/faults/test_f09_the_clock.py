"""F9: clocks are set back and forth, and two replicas do not agree on the time."""

from datetime import timedelta
from pathlib import Path

import pytest

from tests.faults.books import check
from tests.faults.conftest import OpenOffice, on_each
from tests.faults.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, WEI, at

STEPS = (timedelta(hours=1), timedelta(hours=-1), timedelta(days=1), timedelta(days=-1))


SOME_STEPS = [STEPS[1], *(pytest.param(step, marks=pytest.mark.soak) for step in STEPS if step != STEPS[1])]


@pytest.mark.parametrize("step", SOME_STEPS, ids=str)
def test_the_machines_clock_is_set(step: timedelta, on_sqlite: str, open_office: OpenOffice, tmp_path: Path) -> None:
    """Late is better than lost: whatever the machine's clock is set to, the tick goes on within a few periods."""
    office = open_office(on_sqlite)
    wrong = tmp_path / "wrong-by"
    wrong.write_text("0")
    bot = office.start(f"wall={wrong}")
    office.let_it_tick()
    wrong.write_text(str(step.total_seconds()))
    before = bot.figure("sunrelay_ticks_total")
    office.let_it_tick(5)

    office.hands_off(WEI, "Replica 3 lags", to="Los Angeles")
    office.turn_to(at("mon 17:00"))
    office.wait_for(lambda: office.dms(LUIS), "Luis to be told when his day starts")
    assert bot.figure("sunrelay_ticks_total") > before
    office.finish()
    check(office)


@on_each("step", *STEPS, on_postgres=(STEPS[1],), only_soaked=(STEPS[0], STEPS[3]))
def test_all_clocks_are_wrong_for_a_while(step: timedelta, office: Office) -> None:
    """Nothing comes twice, nobody's start is passed over: a clock that was wrong for a while does no lasting harm."""
    office.start()
    office.hands_off(WEI, "Replica 3 lags", to="Los Angeles")
    office.finish()
    office.turn_by(step)
    office.let_it_tick()
    office.finish(timedelta(seconds=30))
    office.turn_to(at("mon 08:40"))
    office.hands_off(WEI, "Replica 4 lags", to="Los Angeles")
    office.finish()
    office.turn_to(at("mon 17:01"))
    office.let_it_tick()
    # Whom the wrong clock has taken through Monday already, the auditor finds.
    office.turn_to(at("mon 18:20"))
    office.let_it_tick()
    office.finish(timedelta(minutes=3))

    check(office)
    news = [one for one in office.dms(LUIS) if "Replica 4 lags" in one.text]
    assert 1 <= len(news) <= 2, "the morning's message, and the reminder half an hour later"
    assert len(office.rows("SELECT key FROM messages WHERE kind = 'digest'")) <= 6


def test_two_replicas_are_ninety_seconds_apart(on_postgres: str, open_office: OpenOffice) -> None:
    """Nothing comes twice: a replica whose clock is ahead finds leases over that are not, and looks before it sends."""
    office = open_office(on_postgres)
    office.start()
    office.start(ahead=timedelta(seconds=90))
    people = (WEI, MEI, JONAS, ANA, LUIS, PRIYA)
    for user in people * 2:
        office.asks(user)
    office.finish()

    check(office)
    assert [len(office.dms(user)) for user in people] == [2] * len(people)


def test_a_day_starts_by_one_clock_before_the_other(on_postgres: str, open_office: OpenOffice) -> None:
    """Nothing comes twice, nobody's start is passed over: the first clock to get there tells it, the other does not."""
    office = open_office(on_postgres)
    office.start()
    office.hands_off(WEI, "Replica 3 lags", to="Los Angeles")
    office.finish()
    office.start(ahead=timedelta(seconds=90))
    office.turn_to(at("mon 16:58:45"))
    office.wait_for(lambda: office.dms(LUIS), "Luis to be told by the clock that is ahead")
    for _ in range(4):
        office.turn_by(timedelta(seconds=45))
        office.let_it_tick()
    office.finish()

    check(office)
    assert len(office.dms(LUIS)) == 1
