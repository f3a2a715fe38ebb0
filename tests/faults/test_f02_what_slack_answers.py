"""F2: Slack is rate-limited, broken, silent, half there, or says no."""

from datetime import timedelta

import pytest

from tests.faults.books import check
from tests.faults.conftest import OpenOffice, on_each
from tests.faults.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, WEI

POST = "chat.postMessage"
PEOPLE = (WEI, MEI, JONAS, ANA, LUIS, PRIYA)
# After these nobody knows whether the message stands; after the four before the last it does.
DOUBTFUL = (
    "http_500",
    "http_503",
    "drop",
    "http_500_after_accept",
    "drop_after_accept",
    "half_body",
    "not_json",
    "hang",  # the last, as it is known seconds later: after three doubts in a row all posts wait for the clock
)


def test_an_hour_in_which_slack_answers_badly(office: Office) -> None:
    """Nothing comes twice: what may have arrived is looked for before it is sent again. Nothing is lost either."""
    office.start("patience=3")
    for number, kind in enumerate(DOUBTFUL):
        user = PEOPLE[number % len(PEOPLE)]
        fault = office.slack.faults.next(POST, kind)
        office.asks(user)
        office.wait_for(lambda fault=fault: fault.times == 0, f"the post that meets {kind}")  # type: ignore[misc]
    office.finish()

    check(office)
    assert len(_posts(office)) == len(DOUBTFUL), "each stands once, and was taken once"


@pytest.mark.soak
@pytest.mark.parametrize("kind", [*DOUBTFUL, "hang_after_accept", "fatal_error", "internal_error"])
def test_one_bad_answer_at_a_time(kind: str, office: Office) -> None:
    """Nothing comes twice, nothing is lost: whatever the one answer is."""
    office.start("patience=3")
    office.slack.faults.next(POST, kind)
    office.asks(JONAS)
    office.finish()

    check(office)
    assert len(_posts(office)) == len(office.dms(JONAS)) == 1


@pytest.mark.parametrize("retry_after", [1, 30, 60, None])
def test_slack_asks_to_wait(retry_after: int | None, on_sqlite: str, open_office: OpenOffice) -> None:
    """Nothing is lost, and nobody is hurried: the message goes when Slack's time is over, and not before."""
    office = open_office(on_sqlite)
    office.start()
    began = office.now
    office.slack.faults.next(POST, "ratelimited", retry_after=retry_after)
    office.asks(JONAS)
    office.finish()

    check(office)
    refused, taken = [call for call in office.slack.calls if call.method == POST]
    assert (refused.fault, taken.fault) == ("ratelimited", "")
    waited = timedelta(seconds=taken.at - began.timestamp())
    assert timedelta(seconds=retry_after or 1) <= waited <= timedelta(seconds=(retry_after or 10) + 2)


def test_nothing_else_waits_for_one_slow_conversation(on_sqlite: str, open_office: OpenOffice) -> None:
    """Nothing is lost: while one conversation may not be posted to, the others go on."""
    office = open_office(on_sqlite)
    office.start()
    slow = office.person(JONAS).dm
    office.slack.faults.next(POST, "ratelimited", retry_after=3600, when=lambda args: args["channel"] == slow)
    office.asks(JONAS)
    office.wait_for(lambda: any(call.fault for call in office.slack.calls), "Slack to ask for a pause")
    office.asks(ANA)

    office.wait_for(lambda: office.dms(ANA), "Ana's answer")
    assert office.dms(JONAS) == []
    office.finish(timedelta(hours=2))
    check(office)


@on_each("code", "channel_not_found", "account_inactive", on_postgres=("channel_not_found",))
def test_slack_will_never_take_it(code: str, office: Office) -> None:
    """What can never be sent is kept, it is not tried over and over, and the item's owner is told, once."""
    office.start()
    where = "C0OPS" if code == "channel_not_found" else office.person(JONAS).dm
    office.slack.faults.next(POST, code, times=50, when=lambda args: args["channel"] == where)
    office.hands_off(WEI, "Replica 3 lags")
    office.finish()

    assert office.rows("SELECT count(*) FROM deliveries WHERE state = 'parked'")[0][0] >= 1
    assert len([call for call in office.slack.calls if call.fault == code]) <= 5
    if where == "C0OPS":
        told = [one.text for one in office.dms(WEI)]
        assert len(told) == 1
        assert "H-1" in told[0]
    check(office)


def test_the_token_is_revoked_and_comes_back(on_sqlite: str, open_office: OpenOffice) -> None:
    """Nothing is lost: while Slack takes nothing at all, everything waits; then it goes."""
    office = open_office(on_sqlite)
    office.start()
    office.slack.set_token_error("token_revoked")
    office.asks(JONAS)
    office.asks(ANA)
    office.wait_for(lambda: any(not call.ok for call in office.slack.calls), "Slack to refuse")
    office.let_it_tick()
    assert len([call for call in office.slack.calls if not call.ok]) <= 5
    office.slack.set_token_error(None)
    office.finish()

    check(office)
    assert (len(office.dms(JONAS)), len(office.dms(ANA))) == (1, 1)


def _posts(office: Office) -> list[object]:
    return list(office.slack.calls_of(POST))
