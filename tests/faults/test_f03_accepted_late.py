"""F3: Slack takes a message after the bot has given up waiting for its answer."""

from datetime import timedelta

from tests.faults.books import check
from tests.faults.conftest import on_each
from tests.faults.office import LEASE_IS_OVER, Office
from tests.people import JONAS

POST = "chat.postMessage"


@on_each("lands", "before the lease is over", "after it was sent again", on_postgres=("after it was sent again",))
def test_one_copy_stands_within_two_minutes(lands: str, office: Office) -> None:
    """Nothing comes twice: what arrives late is found, or taken away two minutes later."""
    bot = office.start("patience=3")
    office.slack.faults.next(POST, "accept_late")
    office.asks(JONAS)
    office.wait_for(lambda: bot.figure('sunrelay_sends_total{outcome="unknown"}'), "the bot to give up waiting")
    early = lands.startswith("before")
    if early:
        office.slack.faults.land_late()
    office.turn_by(LEASE_IS_OVER)
    office.wait_for(lambda: office.dms(JONAS), "the message")
    office.wait_for(lambda: not [one for one in office.owed() if one[1] == "sending"], "it to be noted")
    sent_at = office.now
    if not early:
        office.slack.faults.land_late()
        assert len(office.dms(JONAS)) == 2
    office.finish()

    check(office)
    assert len(office.dms(JONAS)) == 1
    assert office.now - sent_at <= timedelta(minutes=2, seconds=5)
    assert len(office.slack.calls_of(POST)) == (1 if early else 2)
