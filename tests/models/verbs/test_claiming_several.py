"""Claim several: each in its own right; what is lost to somebody, done, or not to be seen loses no other."""

import pytest

from models.storage.conflicts import BusyError
from models.targets import ToRegion
from models.verbs import claiming_several
from models.verbs.claiming import claim
from models.verbs.claiming_several import Became, claim_several
from models.verbs.closing import finish
from tests.models.office import Office
from tests.people import ANA, JONAS, PRIYA, SECRET, WEI, at

NOW = at("mon 08:40")


@pytest.fixture
def waiting(office: Office) -> Office:
    """H-1 to H-4 wait for Berlin; H-5 stands in a private channel that Ana does not see."""
    for number in range(1, 5):
        office.opens(at("mon 08:30"), headline=f"Work {number}", to=ToRegion("Berlin"))
    office.opens(at("mon 08:31"), by=PRIYA, where=SECRET, to=ToRegion("Berlin"))
    return office


def became(office: Office, user: str, *numbers: int, key: str = "view:1") -> dict[int, Became]:
    claimed = claim_several(office.database, office.act(user, NOW, key=key), numbers)
    return {one.number: one.became for one in claimed}


def test_each_is_claimed_and_what_became_of_each_is_said(waiting: Office) -> None:
    claim(waiting.database, waiting.act(JONAS, NOW), 2)
    finish(waiting.database, waiting.act(WEI, NOW), 3)
    claimed = claim_several(waiting.database, waiting.act(ANA, NOW, key="view:1"), [1, 2, 3, 4, 5, 99])
    assert [(one.label, one.became) for one in claimed] == [
        ("H-1", Became.THEIRS), ("H-2", Became.REFUSED), ("H-3", Became.REFUSED), ("H-4", Became.THEIRS),
        ("H-5", Became.REFUSED), ("H-99", Became.REFUSED),
    ]  # fmt: skip
    says = [one.says for one in claimed]
    assert says[0] == "Work 1"
    assert says[1].startswith("Jonas Weber has H-2")
    assert says[2].startswith("H-3 is done")
    assert says[4].replace("H-5", "H-99") == says[5]  # what one cannot see is as if it were not there
    assert [waiting.item(number).owner for number in (1, 2, 4)] == [ANA, JONAS, ANA]


def test_the_same_form_twice_claims_once_and_says_the_same(waiting: Office) -> None:
    assert became(waiting, ANA, 1, 2) == became(waiting, ANA, 1, 2) == {1: Became.THEIRS, 2: Became.THEIRS}
    assert len([event for event in waiting.events(1) if event.verb == "claim"]) == 1


def test_an_item_twice_in_a_form_is_claimed_once(waiting: Office) -> None:
    assert became(waiting, ANA, 1, 1) == {1: Became.THEIRS}


def test_where_time_runs_out_the_rest_is_not_tried_and_waits_still(
    waiting: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    left = iter([False, False, True, True])
    monkeypatch.setattr(claiming_several, "is_out_of_patience", lambda: next(left))
    assert became(waiting, ANA, 1, 2, 3, 4) == {
        1: Became.THEIRS, 2: Became.THEIRS, 3: Became.NOT_TRIED, 4: Became.NOT_TRIED,
    }  # fmt: skip
    assert waiting.item(3).owner == WEI


def test_a_database_that_is_busy_loses_only_what_was_in_its_way(
    waiting: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy_for_two(database: object, act: object, number: int) -> object:
        if number == 2:
            raise BusyError("locked")
        return claim(database, act, number)  # type: ignore[arg-type]

    monkeypatch.setattr(claiming_several, "claim", busy_for_two)
    assert became(waiting, ANA, 1, 2, 3) == {1: Became.THEIRS, 2: Became.NOT_TRIED, 3: Became.THEIRS}
