"""Covers: one asks, the first who takes it has the shift, and everybody it concerns reads what is true."""

from datetime import date, datetime
from threading import Barrier, Thread

import pytest

from models.refusals import RefusedError
from models.roster.rows import load_team
from models.shifts.plan import DaysOff
from models.shifts.shift import shift_on
from models.tables import MessageKind, ShiftChange
from models.verbs.covering import CoverOutcome, ask_cover, end_cover, take_cover
from models.verbs.going_away import go_away
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, WEI, ZOE, at, region, roster

TUE, WED = date(2027, 3, 2), date(2027, 3, 3)
NOW = at("mon 02:00")


def on_shift(office: Office, name: str, day: date) -> tuple[str, ...]:
    with office.database.read() as session:
        shift = shift_on(load_team(session, 1).plan().region(name), day)
        return shift.on_shift if shift else ()


def asks(office: Office, who: str = WEI, day: date = TUE, of: str | None = None, now: datetime = NOW) -> CoverOutcome:
    return ask_cover(office.database, office.act(who, now), day, of)


def takes(office: Office, who: str, cover: CoverOutcome, now: datetime = NOW) -> CoverOutcome:
    return take_cover(office.database, office.act(who, now), cover.id)


def test_who_takes_it_has_that_one_shift(office: Office) -> None:
    cover = asks(office)
    assert on_shift(office, "Singapore", TUE) == (WEI,)
    assert takes(office, MEI, cover).cover.taker_name == "Mei Tan"
    assert [on_shift(office, "Singapore", day) for day in (TUE, WED)] == [(MEI,), (WEI,)]


def test_the_region_is_asked_once_it_is_at_work_and_who_asked_hears_that_it_was_taken(office: Office) -> None:
    cover = asks(office)
    assert office.told(MEI) == [MessageKind.COVER]
    takes(office, MEI, cover)
    with office.database.read() as session:
        told = [(row.user, row.kind.value, row.by) for row in session.query(ShiftChange)]
    assert told == [(WEI, "goes", MEI)]
    assert office.told(WEI) == [MessageKind.SHIFTS]


def test_somebody_asleep_is_asked_when_their_day_starts(office: Office) -> None:
    asks(office, of=LUIS)
    (asked,) = office.messages(MessageKind.COVER, LUIS)
    assert office.due_of(asked) == at("mon 17:00")


def test_somebody_of_another_region_can_be_asked_by_name_and_nobody_else_takes_it_then(office: Office) -> None:
    cover = asks(office, of=JONAS)
    with pytest.raises(RefusedError, match="You cannot take"):
        takes(office, MEI, cover)
    takes(office, JONAS, cover)
    assert on_shift(office, "Singapore", TUE) == (JONAS,)


def test_the_second_is_told_who_was_first(office: Office) -> None:
    office.applies(roster(region("Singapore", WEI, MEI, PRIYA), region("Berlin", JONAS, ANA)), NOW)
    cover = asks(office)
    takes(office, PRIYA, cover)
    with pytest.raises(RefusedError, match="Priya Nair was first"):
        takes(office, MEI, cover)


def test_two_who_press_in_the_same_second_are_told_one_has_it(office: Office) -> None:
    office.applies(roster(region("Singapore", WEI, MEI, PRIYA), region("Berlin", JONAS, ANA)), NOW)
    cover = asks(office)
    together, results = Barrier(2), []

    def press(who: str) -> None:
        together.wait()
        try:
            results.append(takes(office, who, cover).cover.taker_name)
        except RefusedError as refusal:
            results.append(refusal.say)

    threads = [Thread(target=press, args=(who,)) for who in (MEI, PRIYA)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = next(one for one in results if "first" not in str(one))
    assert sorted(results, key=str) == sorted([winner, f"{winner} was first and has this shift."], key=str)


def test_it_can_be_given_back_and_taken_back_until_the_shift_starts(office: Office) -> None:
    cover = asks(office)
    takes(office, MEI, cover)
    end_cover(office.database, office.act(MEI, NOW), cover.id)
    assert on_shift(office, "Singapore", TUE) == (WEI,)
    takes(office, MEI, cover)
    end_cover(office.database, office.act(WEI, NOW), cover.id)
    assert on_shift(office, "Singapore", TUE) == (WEI,)
    with pytest.raises(RefusedError, match="not asked for any more"):
        takes(office, MEI, cover)


def test_once_it_has_begun_it_stays(office: Office) -> None:
    cover = asks(office)
    takes(office, MEI, cover)
    for late in (at("tue 01:00"), at("tue 05:00")):
        with pytest.raises(RefusedError, match="has begun"):
            end_cover(office.database, office.act(MEI, late), cover.id)


@pytest.mark.parametrize(
    "who, day, of, says",
    [
        (MEI, TUE, None, "You are not on shift on 2027-03-02: Wei Lin is"),
        (WEI, date(2027, 3, 6), None, "You are not on shift"),
        (WEI, date(2027, 3, 1), None, "has begun"),
        (WEI, date(2027, 2, 1), None, "2027-02-01 is past"),
        (WEI, date(2029, 6, 1), None, "more than two years"),
        (WEI, TUE, WEI, "is yours"),
        (WEI, TUE, ZOE, "in no region of Platform"),
        (LUIS, TUE, None, "Nobody else of Los Angeles"),
        (ZOE, TUE, None, "You are not on shift"),
    ],
)
def test_what_cannot_be_asked_is_said(office: Office, who: str, day: date, of: str | None, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        asks(office, who, day, of)


def test_who_is_away_is_not_asked(office: Office) -> None:
    go_away(office.database, office.act(MEI, NOW), DaysOff(TUE, TUE))
    with pytest.raises(RefusedError, match="Nobody else of Singapore"):
        asks(office)


def test_who_was_asked_and_goes_away_cannot_take_it(office: Office) -> None:
    cover = asks(office)
    go_away(office.database, office.act(MEI, NOW), DaysOff(TUE, TUE))
    with pytest.raises(RefusedError, match=r"away then|Nobody else"):
        takes(office, MEI, cover)


def test_a_roster_that_changes_while_it_is_asked(office: Office) -> None:
    cover = asks(office)
    office.applies(roster(region("Berlin", JONAS, ANA), region("Los Angeles", LUIS)), NOW)
    with pytest.raises(RefusedError, match="left the roster"):
        takes(office, MEI, cover)


def test_asking_twice_asks_once(office: Office) -> None:
    first = asks(office)
    assert (asks(office).changed, asks(office).id) == (False, first.id)
    assert office.told(MEI) == [MessageKind.COVER]


def test_two_absences_in_the_same_second_are_seen_by_each_other(office: Office) -> None:
    """Wei and Mei both say that they are away on Tuesday: Mei is not told of a shift that is none any more."""
    together = Barrier(2)

    def say(who: str) -> None:
        together.wait()
        go_away(office.database, office.act(who, NOW), DaysOff(TUE, TUE))

    threads = [Thread(target=say, args=(who,)) for who in (WEI, MEI)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert on_shift(office, "Singapore", TUE) == ()
    with office.database.read() as session:
        assert list(session.query(ShiftChange)) == []
