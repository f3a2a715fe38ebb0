"""PostgreSQL goes away under the bot: what meets that is refused or comes again; afterwards all goes on by itself."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from models.storage.database import Database
from models.storage.upgrade import upgrade
from tests.people import JONAS, LUIS, OPS, WEI, at
from tests.postgres.server import PostgresServer
from tests.processes.conftest import OpenOffice


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    """A PostgreSQL that the test may stop."""
    with closing(PostgresServer()) as server:
        server.start()
        server.make_database("sunrelay")
        with closing(Database(server.url("sunrelay"))) as database:
            upgrade(database)
        yield server


def test_what_meets_a_restart_comes_again_and_all_goes_on(open_office: OpenOffice, own_server: PostgresServer) -> None:
    office = open_office("http", own_server.url("sunrelay"))
    bot = office.start_bot()
    office.hands_off(WEI, "Renew the certificate", to="Los Angeles")
    office.hands_off(WEI, "Replica 3 lags")
    office.wait_for(lambda: len(office.slack.messages(OPS)) == 2, "the cards")
    card = next(one for one in office.slack.messages(OPS) if "Replica 3 lags" in one.text)
    jonas = office.slack.person(JONAS)
    office.let_it_tick()

    own_server.stop()
    jonas.reacts(card, "raising_hand")
    refused = next(one for one in office.slack.deliveries if one.event.get("reaction") == "raising_hand")
    assert [outcome.status for outcome in refused.outcomes] in ([500], [503])
    assert "try again" in jonas.types(OPS, "/handoff list").text.lower()
    office.wait_for(lambda: not bot.is_well, "the bot to say that it is not well")

    own_server.start()
    office.wait_for(lambda: bot.is_well, "the bot to be well again")
    office.turn_to(at("mon 08:32"))
    assert office.slack.retry_due() >= 1
    office.wait_for(lambda: "Owner: Jonas" in card.shown_to(jonas), "the claim, which Slack sent again")
    office.turn_to(at("mon 17:00"))
    office.wait_for(lambda: office.dms(LUIS), "Luis to be told in the morning")
    office.let_it_tick()
    assert [sum("Good morning" in dm.text for dm in office.dms(user)) for user in (JONAS, LUIS)] == [0, 1]


def test_every_connection_is_killed_and_nobody_notices(open_office: OpenOffice, own_server: PostgresServer) -> None:
    office = open_office("http", own_server.url("sunrelay"))
    office.start_bot()
    office.hands_off(WEI, "Renew the certificate")
    office.wait_for(lambda: len(office.slack.messages(OPS)) == 1, "the card")
    card, jonas = office.slack.messages(OPS)[0], office.slack.person(JONAS)
    office.let_it_tick()
    with own_server.asked() as asked:
        asked.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'sunrelay'")
    jonas.reacts(card, "raising_hand")
    office.wait_for(lambda: "Owner: Jonas" in card.shown_to(jonas), "the claim")
    office.let_it_tick()
