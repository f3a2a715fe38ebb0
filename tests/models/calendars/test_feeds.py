"""Addresses of shifts, on both databases: one for each person and calendar, and only theirs."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from models.acts import Surface
from models.calendars.feeds import OWN, FeedContent, feeds_of, give_feed, read_feed, revoke_feed
from models.refusals import AlreadyDoneError, RefusedError
from models.tables import Feed
from tests.models.office import Office
from tests.people import LUIS, PRIYA, ROSTER, TWO_TEAMS, WEI, ZOE, at

NOW = at("mon 08:30")


def content(office: Office, secret: str) -> FeedContent | None:
    with office.reading() as session:
        return read_feed(session, secret, NOW)


def test_who_can_have_which(office: Office) -> None:
    office.applies(TWO_TEAMS, NOW)
    with office.reading() as session:
        assert [one.team for one in feeds_of(session, office.act(WEI, NOW))] == [None, "Platform"]
        assert [one.team for one in feeds_of(session, office.act("U0JONAS", NOW))] == [None, "Platform", "Early"]
        assert [one.team for one in feeds_of(session, office.act(PRIYA, NOW))] == ["Platform"]
        with pytest.raises(RefusedError, match="no shifts to show"):
            feeds_of(session, office.act(ZOE, NOW))


def test_ones_own_is_of_all_ones_teams_and_nobody_elses(office: Office) -> None:
    office.applies(TWO_TEAMS, NOW)
    found = content(office, give_feed(office.database, office.act("U0JONAS", NOW), OWN).secret)
    assert found is not None
    assert {one.team for one in found.shifts} == {"Platform", "Early"}
    assert all("U0JONAS" in one.shift.on_shift for one in found.shifts)
    assert found.title == "Shifts of Jonas Weber"


def test_a_teams_shows_that_team_alone_and_ends_when_one_leaves_it(office: Office) -> None:
    office.applies(TWO_TEAMS, NOW)
    secret = give_feed(office.database, office.act("U0JONAS", NOW), "team:2").secret
    found = content(office, secret)
    assert found is not None
    assert {one.team for one in found.shifts} == {"Early"}

    office.applies(ROSTER, NOW)
    assert content(office, secret) is None


@pytest.mark.parametrize("scope", ["team:2", "team:1 OR 1=1", "team:", "", "OWN"])
def test_what_is_not_theirs_is_refused(office: Office, scope: str) -> None:
    office.applies(TWO_TEAMS, NOW)
    for verb in (give_feed, revoke_feed):
        with pytest.raises(RefusedError, match="not yours to read"):
            verb(office.database, office.act(LUIS, NOW), scope)


def test_one_press_gives_one_address_however_often_it_comes(office: Office) -> None:
    act = office.act(WEI, NOW, surface=Surface.BUTTON, key="press")
    secret = give_feed(office.database, act, OWN).secret
    with pytest.raises(AlreadyDoneError):
        give_feed(office.database, act, OWN)
    assert content(office, secret) is not None


def test_two_presses_at_once_leave_one_address(office: Office) -> None:
    together = Barrier(2)

    def press() -> str:
        together.wait(120)
        return give_feed(office.database, office.act(WEI, NOW), OWN).secret

    with ThreadPoolExecutor(2) as pool:
        given = [one.result(120) for one in [pool.submit(press), pool.submit(press)]]
    with office.reading() as session:
        assert len(list(session.scalars(select(Feed)))) == 1
    assert [content(office, secret) is not None for secret in given].count(True) == 1


def test_the_number_grows_with_every_change(office: Office) -> None:
    secret = give_feed(office.database, office.act(WEI, NOW), "team:1").secret
    before = content(office, secret)
    office.applies(TWO_TEAMS, NOW)
    after = content(office, secret)
    assert before is not None
    assert after is not None
    assert after.version > before.version
