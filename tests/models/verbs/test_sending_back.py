"""Sending back: before a claim and after one, by whom, and what is told then."""

import pytest

from models.refusals import NotVisibleError, RefusedError
from models.tables import MessageKind, State, Verb
from models.targets import ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.sending_back import give_reason, send_back
from models.verbs.undoing import undo
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, PRIYA, SECRET, WEI, ZOE, at

NOW = at("mon 08:30")
SOON = at("mon 08:40")


@pytest.mark.parametrize("who", [JONAS, ANA])
def test_before_a_claim_anyone_it_is_offered_to_sends_it_back(office: Office, who: str) -> None:
    office.opens(NOW)
    item = send_back(office.database, office.act(who, SOON), 1, " no access ").item
    assert (item.state, item.owner.user, item.offer) == (State.OPEN, WEI, None)
    assert (item.times_sent_back, item.sent_back_because, item.hops) == (1, "no access", 0)


def test_the_sender_is_told_at_once_while_at_work(office: Office) -> None:
    office.opens(NOW)
    send_back(office.database, office.act(JONAS, SOON), 1)
    assert office.told(WEI) == [MessageKind.ARRIVALS]


def test_a_sender_who_sleeps_is_left_asleep(office: Office) -> None:
    office.opens(NOW)
    send_back(office.database, office.act(JONAS, at("mon 12:00")), 1)
    assert office.told(WEI) == []


@pytest.mark.parametrize("who", [MEI, LUIS, PRIYA, ZOE])
def test_whom_it_is_not_offered_to_is_told_who_can(office: Office, who: str) -> None:
    office.opens(NOW)
    with pytest.raises(RefusedError, match="only who it is offered to, or Wei Lin"):
        send_back(office.database, office.act(who, SOON), 1)


def test_teammates_do_not_send_back_what_is_a_persons(office: Office) -> None:
    office.opens(NOW, to=ToPerson(JONAS))
    with pytest.raises(RefusedError, match="not offered to you"):
        send_back(office.database, office.act(ANA, SOON), 1)


def test_after_a_claim_the_owner_offers_it_back_and_has_it_until_it_is_claimed(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    item = send_back(office.database, office.act(JONAS, at("mon 12:00")), 1, "not ours").item
    assert (item.state, item.owner.user) == (State.OFFERED, JONAS)
    assert item.offer is not None
    assert (item.offer.user, item.offer.starts) == (WEI, at("tue 01:00"))


def test_who_gets_it_back_takes_it_again(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    send_back(office.database, office.act(JONAS, at("mon 12:00")), 1)
    item = claim(office.database, office.act(WEI, at("tue 01:10")), 1).item
    assert (item.owner.user, item.came_from, item.hops) == (WEI, "Jonas Weber", 2)


def test_what_began_with_oneself_cannot_go_back(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(WEI, SOON), 1)
    with pytest.raises(RefusedError, match="began with you"):
        send_back(office.database, office.act(WEI, SOON), 1)


@pytest.mark.parametrize("to", ["Berlin", "Singapore"])
def test_the_owner_of_an_offer_takes_it_back_instead(office: Office, to: str) -> None:
    office.opens(NOW, to=ToRegion(to))
    with pytest.raises(RefusedError, match="still yours"):
        send_back(office.database, office.act(WEI, SOON), 1)


def test_what_is_done_is_not_sent_back(office: Office) -> None:
    office.opens(NOW)
    finish(office.database, office.act(WEI, SOON), 1)
    with pytest.raises(RefusedError, match="is done"):
        send_back(office.database, office.act(JONAS, SOON), 1)


def test_it_is_not_sent_back_to_somebody_who_left(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(JONAS, SOON), 1)
    office.deactivates(WEI, SOON)
    with pytest.raises(RefusedError, match="no longer active"):
        send_back(office.database, office.act(JONAS, SOON), 1)
    assert office.item().times_sent_back == 0


def test_sending_back_adds_one_line(office: Office) -> None:
    office.opens(NOW)
    send_back(office.database, office.act(JONAS, SOON), 1)
    assert [message.event_id for message in office.messages(MessageKind.LINE)] == [office.events()[-1].id]


def test_the_reason_may_come_afterwards(office: Office) -> None:
    office.opens(NOW)
    sent = send_back(office.database, office.act(JONAS, SOON), 1)
    office.sends_all(SOON)
    item = give_reason(office.database, office.act(JONAS, SOON), sent.event, "no access").item
    assert (item.sent_back_because, office.events()[-1].reason) == ("no access", "no access")
    assert sorted(office.owed()) == ["edit arrivals", "edit arrivals", "edit card", "edit line"]


def test_the_reason_still_counts_when_somebody_else_has_it_by_then(office: Office) -> None:
    office.opens(NOW, to=ToPerson(JONAS))
    sent = send_back(office.database, office.act(JONAS, SOON), 1)
    claim(office.database, office.act(LUIS, at("mon 17:10")), 1)
    assert give_reason(
        office.database, office.act(JONAS, at("mon 17:20")), sent.event, "no access"
    ).item.sent_back_because


def test_the_reason_of_an_undone_sending_back_is_kept_with_its_event_alone(office: Office) -> None:
    office.opens(NOW)
    sent = send_back(office.database, office.act(JONAS, SOON), 1)
    undo(office.database, office.act(JONAS, SOON), sent.event)
    assert give_reason(office.database, office.act(JONAS, SOON), sent.event, "no access").item.sent_back_because is None


@pytest.mark.parametrize("who", [ANA, WEI])
def test_only_who_sent_it_back_says_why(office: Office, who: str) -> None:
    office.opens(NOW)
    sent = send_back(office.database, office.act(JONAS, SOON), 1)
    with pytest.raises(RefusedError, match="Only who did it can say why"):
        give_reason(office.database, office.act(who, SOON), sent.event, "no access")


def test_a_reason_is_for_a_sending_back(office: Office) -> None:
    opened = office.opens(NOW)
    with pytest.raises(RefusedError):
        give_reason(office.database, office.act(WEI, SOON), opened.event, "no access")


def test_what_one_cannot_see_is_not_there(office: Office) -> None:
    office.opens(NOW, where=SECRET)
    with pytest.raises(NotVisibleError):
        send_back(office.database, office.act(ANA, SOON), 1)


def test_the_event_says_to_whom(office: Office) -> None:
    office.opens(NOW)
    send_back(office.database, office.act(JONAS, SOON), 1, "no access")
    event = office.events()[-1]
    assert (event.verb, event.reason, event.details) == (Verb.SEND_BACK, "no access", {"to": WEI})
