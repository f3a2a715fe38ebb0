"""F13: Socket Mode breaks, is told to go, or finds all ten places taken."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.faults.books import check
from tests.faults.conftest import OpenOffice
from tests.faults.office import Office
from tests.people import JONAS

# A cut connection is given up after some seconds of pings that fail: within half a minute events come again.
HOWS = ["refresh_requested", *(pytest.param(how, marks=pytest.mark.soak) for how in ("cut", "link_disabled"))]


@pytest.mark.parametrize("how", HOWS)
def test_events_resume(how: str, office: Office) -> None:
    """Nothing is lost: when the connection breaks it comes back by itself, and what Slack tells again counts once."""
    office.start_by_socket()
    office.asks(JONAS)
    if how == "cut":
        office.slack.sockets.cut()
    else:
        office.slack.sockets.disconnect(how)
    office.wait_for(lambda: office.slack.sockets.count == 0 or how != "cut", "the connection to break")
    office.wait_for(lambda: office.slack.sockets.count > 0, "the bot to connect again")
    event = office.asks(JONAS)
    office.wait_for(lambda: event.outcome is not None and event.outcome.accepted, "the event to be taken")
    office.finish()

    check(office)
    assert len(office.dms(JONAS)) == 2


def test_told_over_several_connections(on_postgres: str, open_office: OpenOffice) -> None:
    """Slack may tell the same thing twice: over one connection and over another."""
    office = open_office(on_postgres)
    office.start_by_socket()
    office.start_by_socket()
    office.wait_for(lambda: office.slack.sockets.count == 2, "both to connect")
    event = office.asks(JONAS)
    with ThreadPoolExecutor(4) as at_once:
        list(at_once.map(lambda _: office.slack.resend(event), range(4)))
    office.finish()

    check(office)
    assert len(office.dms(JONAS)) == 1


@pytest.mark.soak
def test_the_eleventh_finds_no_place(on_postgres: str, open_office: OpenOffice) -> None:
    """Nothing is lost: one too many goes on trying, does no harm, and gets in when a place is free."""
    office = open_office(on_postgres)
    first, *_ = [office.start_by_socket() for _ in range(10)]
    office.wait_for(lambda: office.slack.sockets.count == 10, "ten to connect")
    office.start_by_socket()
    office.asks(JONAS)
    office.stop(first)
    office.wait_for(lambda: office.slack.sockets.count == 10, "the eleventh to get in")
    office.asks(JONAS)
    office.finish()

    check(office)
    assert len(office.dms(JONAS)) == 2
