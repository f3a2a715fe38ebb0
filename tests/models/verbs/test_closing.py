"""Finishing, cancelling and reopening: who may, and what follows."""

from collections.abc import Callable

import pytest

from models.refusals import RefusedError
from models.storage.database import Database
from models.tables import State, Verb
from models.verbs.claiming import claim
from models.verbs.closing import cancel, finish, reopen
from models.verbs.outcomes import Outcome
from tests.models.office import Office
from tests.people import ANA, GUS, JONAS, OPS, PRIYA, WEI, ZOE, at

NOW = at("mon 08:30")
SOON = at("mon 08:40")

Closing = Callable[..., Outcome]


def cancel_it(database: Database, act: object, number: int) -> Outcome:
    return cancel(database, act, number, " not wanted ")  # type: ignore[arg-type]


@pytest.mark.parametrize("who", [WEI, PRIYA])
@pytest.mark.parametrize("close,state", [(finish, State.DONE), (cancel_it, State.CANCELLED)])
def test_the_owner_and_a_lead_close(office: Office, who: str, close: Closing, state: State) -> None:
    office.opens(NOW)
    item = close(office.database, office.act(who, SOON), 1).item
    assert (item.state, item.owner.user, item.offer) == (state, WEI, None)


@pytest.mark.parametrize("who", [JONAS, ANA, ZOE, GUS])
@pytest.mark.parametrize("close", [finish, cancel_it, reopen])
def test_others_do_not(office: Office, who: str, close: Closing) -> None:
    office.opens(NOW)
    with pytest.raises(RefusedError, match=r"Only Wei Lin, who owns it, or a lead|Guests"):
        close(office.database, office.act(who, SOON, channel=OPS), 1)
    assert office.item().state is State.OFFERED


@pytest.mark.parametrize("close", [finish, cancel_it])
def test_twice_is_once(office: Office, close: Closing) -> None:
    office.opens(NOW)
    first = close(office.database, office.act(WEI, SOON), 1)
    again = close(office.database, office.act(WEI, SOON), 1)
    assert (again.changed, again.event) == (False, first.event)


def test_what_is_done_is_reopened_before_it_is_cancelled(office: Office) -> None:
    office.opens(NOW)
    finish(office.database, office.act(WEI, SOON), 1)
    with pytest.raises(RefusedError, match=r"H-1 is done already\. Reopen it first"):
        cancel(office.database, office.act(WEI, SOON), 1, "oh")


def test_how_it_ended_is_told(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    closing = cancel(office.database, office.act(JONAS, at("mon 09:00")), 1, " not wanted ").item.closing
    assert closing is not None
    assert (closing.name, closing.at, closing.reason) == ("Jonas Weber", at("mon 09:00"), "not wanted")
    assert closing.path == ("Singapore", "Berlin")


def test_a_reopened_item_is_its_owners(office: Office) -> None:
    office.opens(NOW)
    finish(office.database, office.act(WEI, SOON), 1)
    item = reopen(office.database, office.act(WEI, at("mon 08:50")), 1).item
    assert (item.state, item.owner.user, item.owner_since, item.closing) == (State.OPEN, WEI, at("mon 08:50"), None)


def test_what_is_open_is_not_reopened(office: Office) -> None:
    office.opens(NOW)
    assert not reopen(office.database, office.act(WEI, SOON), 1).changed
    assert [event.verb for event in office.events()] == [Verb.OPEN, Verb.OFFER]


def test_closing_an_offer_stops_its_moving(office: Office) -> None:
    office.opens(NOW)
    finish(office.database, office.act(WEI, SOON), 1)
    assert office.moves_what_is_due(at("fri 00:00")) == 0


def test_closing_edits_what_shows_it_and_adds_nothing(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    finish(office.database, office.act(WEI, SOON), 1)
    assert sorted(office.owed()) == ["edit arrivals", "edit card"]
