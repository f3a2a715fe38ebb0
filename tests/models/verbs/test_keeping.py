"""Keep: nobody claims what its owner has chosen to keep, until they are back; then it is as any other."""

import pytest

from models.lists import Scope, list_items
from models.refusals import RefusedError
from models.shifts.plan import DaysOff
from models.tables import State, Verb
from models.targets import ToNext
from models.verbs.claiming import claim
from models.verbs.closing import finish, reopen
from models.verbs.going_away import go_away
from models.verbs.handing_off import hand_off
from models.verbs.keeping import keep
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, PRIYA, WEI, at

EVENING, NIGHT, NEXT_DAY = at("mon 15:45"), at("mon 20:00"), at("tue 08:00")


@pytest.fixture(autouse=True)
def jonas_has_it(office: Office) -> None:
    office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 08:40")), 1)


def listed_as_parked(office: Office) -> bool:
    act = office.act(ANA, NIGHT)
    (item,) = list_items(office.database, act, Scope.ALL, 20).items
    return item.parked


def test_nobody_claims_it_till_their_next_day(office: Office) -> None:
    kept = keep(office.database, office.act(JONAS, EVENING), 1)
    assert (kept.changed, kept.item.kept_until) == (True, NEXT_DAY)
    assert not office.is_parked(NIGHT)
    assert not listed_as_parked(office)
    with pytest.raises(RefusedError, match="Jonas Weber keeps H-1"):
        claim(office.database, office.act(ANA, NIGHT), 1)


def test_without_it_anybody_may(office: Office) -> None:
    assert office.is_parked(NIGHT)
    assert listed_as_parked(office)
    claim(office.database, office.act(ANA, NIGHT), 1)


def test_its_card_turns_when_that_is_over(office: Office) -> None:
    keep(office.database, office.act(JONAS, EVENING), 1)
    assert office.item().turns_at == NEXT_DAY


def test_the_next_night_it_is_as_any_other(office: Office) -> None:
    keep(office.database, office.act(JONAS, EVENING), 1)
    assert office.is_parked(at("tue 17:00"))


def test_who_stays_away_after_that_has_not_kept_it(office: Office) -> None:
    keep(office.database, office.act(JONAS, EVENING), 1)
    away = DaysOff(at("tue 08:00").date(), at("wed 08:00").date())
    go_away(office.database, office.act(JONAS, at("mon 15:50")), away)
    assert not office.is_parked(at("tue 07:59"))
    assert office.is_parked(at("tue 08:00"))


def test_twice_is_once_and_undo_lets_it_go(office: Office) -> None:
    first = keep(office.database, office.act(JONAS, EVENING), 1)
    assert not keep(office.database, office.act(JONAS, EVENING), 1).changed
    undo(office.database, office.act(JONAS, EVENING), first.event)
    assert office.item().kept_until is None
    assert office.is_parked(NIGHT)
    assert [event.verb for event in office.events()][-2:] == [Verb.KEEP, Verb.UNDO]


@pytest.mark.parametrize("who, says", [(ANA, "Only Jonas Weber"), (PRIYA, "Only Jonas Weber"), (WEI, "Only Jonas")])
def test_its_owner_alone_keeps_it(office: Office, who: str, says: str) -> None:
    with pytest.raises(RefusedError, match=says):
        keep(office.database, office.act(who, EVENING), 1)
    assert office.item().kept_until is None


def test_what_is_on_offer_is_not_kept(office: Office) -> None:
    hand_off(office.database, office.act(JONAS, EVENING), 1, ToNext())
    with pytest.raises(RefusedError, match="is on offer"):
        keep(office.database, office.act(JONAS, EVENING), 1)


def test_what_is_done_is_not_kept(office: Office) -> None:
    finish(office.database, office.act(JONAS, EVENING), 1)
    with pytest.raises(RefusedError, match="Reopen it first"):
        keep(office.database, office.act(JONAS, EVENING), 1)


def test_who_has_no_day_ahead_cannot(office: Office) -> None:
    go_away(office.database, office.act(JONAS, EVENING), DaysOff(at("tue 08:00").date(), None))
    with pytest.raises(RefusedError, match="no working day"):
        keep(office.database, office.act(JONAS, EVENING), 1)


def test_handed_off_all_the_same_it_is_kept_no_more(office: Office) -> None:
    keep(office.database, office.act(JONAS, EVENING), 1)
    hand_off(office.database, office.act(JONAS, EVENING), 1, ToNext())
    claim(office.database, office.act(LUIS, NIGHT), 1)
    assert (office.item().state, office.item().kept_until) == (State.OPEN, None)


def test_done_and_reopened_it_is_kept_no_more(office: Office) -> None:
    keep(office.database, office.act(JONAS, EVENING), 1)
    finish(office.database, office.act(JONAS, EVENING), 1)
    reopen(office.database, office.act(JONAS, EVENING), 1)
    assert office.item().kept_until is None


def test_who_is_deactivated_keeps_nothing(office: Office) -> None:
    keep(office.database, office.act(JONAS, EVENING), 1)
    office.deactivates(JONAS, at("mon 15:50"))
    claim(office.database, office.act(LUIS, NIGHT), 1)
    assert office.item().owner == LUIS
