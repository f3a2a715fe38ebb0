"""Forms that were not sent: kept for their writer, few of them, and not for long."""

from datetime import timedelta

import pytest

from models.refusals import RefusedError
from models.unsent import (
    KEPT_FOR,
    MOST_KEPT,
    close_unsent,
    discard_unsent,
    find_unsent,
    forget_unsent,
    keep_unsent,
    take_up,
    unsent_of,
)
from models.workspace.past import forget_past
from tests.models.office import Office
from tests.people import JONAS, WEI, at

NOW = at("mon 08:30")


def keep(office: Office, view: str, user: str = WEI, minutes: int = 0, **draft: str) -> None:
    """Somebody's form reaches us, some minutes later."""
    act = office.act(user, NOW + timedelta(minutes=minutes))
    keep_unsent(office.database, act, view, {"mode": "new"}, draft or {"headline": view})


def kept(office: Office, user: str = WEI, minutes: int = 0) -> list[str]:
    """What stands in somebody's kept forms, the newest first."""
    with office.database.read() as session:
        found = unsent_of(session, office.act(user, NOW + timedelta(minutes=minutes)))
    return [str(one.draft["headline"]) for one in found]


def test_what_reaches_us_later_takes_the_place_of_what_came_before(office: Office) -> None:
    keep(office, "V1", headline="Cert")
    keep(office, "V2", minutes=1)
    keep(office, "V1", minutes=2, headline="Cert of Jonas")

    assert kept(office) == ["Cert of Jonas", "V2"]


def test_the_oldest_goes_where_there_would_be_too_many(office: Office) -> None:
    keep(office, "V of Jonas", JONAS)
    for number in range(MOST_KEPT + 1):
        keep(office, f"V{number}", minutes=number)
    keep(office, "V3", minutes=9)  # which is there already, so that none goes

    assert kept(office) == ["V3", "V5", "V4", "V2", "V1"]
    assert kept(office, JONAS) == ["V of Jonas"]


def test_it_is_nobody_elses(office: Office) -> None:
    keep(office, "V1")
    with office.database.read() as session:
        number = unsent_of(session, office.act(WEI, NOW))[0].id
        with pytest.raises(RefusedError):
            find_unsent(session, office.act(JONAS, NOW), number)
    with pytest.raises(RefusedError):
        discard_unsent(office.database, office.act(JONAS, NOW), number)
    take_up(office.database, office.act(JONAS, NOW), number, "V2")
    forget_unsent(office.database, office.act(JONAS, NOW), "V1")

    assert close_unsent(office.database, office.act(JONAS, NOW), "V1") is None
    assert close_unsent(office.database, office.act(WEI, NOW), "V1") is not None
    discard_unsent(office.database, office.act(WEI, NOW), number)
    assert kept(office) == []


def test_in_the_form_that_goes_on_with_it_one_is_kept(office: Office) -> None:
    keep(office, "V1", headline="Cert")
    keep(office, "V2", minutes=1, headline="Backfill")
    with office.database.read() as session:
        first = unsent_of(session, office.act(WEI, NOW))[-1].id

    take_up(office.database, office.act(WEI, NOW), first, "V2")

    assert kept(office) == ["Cert"]
    forget_unsent(office.database, office.act(WEI, NOW), "V2")
    assert kept(office) == []


def test_it_is_forgotten_after_a_while_also_by_who_writes_no_other(office: Office) -> None:
    keep(office, "V1")
    minutes = KEPT_FOR // timedelta(minutes=1)
    assert (kept(office, minutes=minutes - 1), kept(office, minutes=minutes)) == (["V1"], [])

    assert [forget_past(office.database, NOW + KEPT_FOR - timedelta(minutes=1))] == [0]
    assert forget_past(office.database, NOW + KEPT_FOR) == 1
