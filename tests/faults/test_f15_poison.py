"""F15: a row on which our own code always fails."""

from datetime import timedelta

from tests.faults.books import check
from tests.faults.office import Office
from tests.people import ANA, JONAS

POST = "chat.postMessage"


def test_it_holds_up_nothing_else_and_is_kept(office: Office) -> None:
    """Nothing else is lost: what cannot be made into a message is tried a few times and kept; all others go on."""
    office.start()
    office.slack.faults.next(POST, "ratelimited", retry_after=30)
    office.asks(JONAS)
    office.wait_for(lambda: office.rows("SELECT 1 FROM deliveries WHERE attempts = 0 AND trouble <> ''"), "it to wait")
    office.change("UPDATE messages SET body = :nonsense", nonsense='{"text": {"no": "text"}, "blocks": 7}')
    office.asks(ANA)
    office.finish(timedelta(hours=1))

    assert office.rows("SELECT state FROM deliveries ORDER BY id") == [("parked",), ("sent",)]
    assert len(office.dms(ANA)) == 1
    attempts = office.rows("SELECT attempts FROM deliveries WHERE state = 'parked'")[0][0]
    assert attempts <= 5
    check(office)
