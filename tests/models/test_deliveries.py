"""What is owed to Slack: taken one at a time under a lease, in order of need, and ended one way or another."""

from datetime import timedelta

import pytest

from models.owed.deliveries import (
    LEASE,
    get_delivery,
    leave_unknown,
    next_due,
    note_call,
    note_sent,
    park,
    put_back,
    take_due,
    wait_after,
)  # fmt: skip
from models.tables import Delivery, DeliveryState, MessageKind, Urgency
from models.verbs.claiming import claim
from tests.models.office import Office
from tests.people import ANA, JONAS, OPS, WEI, at

NOW = at("mon 08:30")


def taken(office: Office, when: timedelta = timedelta()) -> Delivery:
    delivery_id = take_due(office.database, NOW + when)
    assert delivery_id is not None
    return kept(office, delivery_id)


def kept(office: Office, delivery_id: int) -> Delivery:
    with office.reading() as session:
        return get_delivery(session, delivery_id)


def next_one(office: Office) -> object:
    with office.database.read() as session:
        return next_due(session)


def test_the_most_urgent_goes_first_and_each_once(office: Office) -> None:
    office.opens(NOW)
    office.opens(NOW, urgency=Urgency.CRITICAL)
    kinds = [taken(office).message for _ in range(4)]
    assert [message.kind.value for message in kinds] == ["arrivals", "arrivals", "card", "card"]
    assert kinds[0].key == "arrivals:U0JONAS:4"
    assert take_due(office.database, NOW) is None


def test_nothing_goes_before_it_is_due(office: Office) -> None:
    office.opens(NOW)
    assert take_due(office.database, NOW - timedelta(seconds=1)) is None


def test_a_lease_keeps_others_off_for_a_minute(office: Office) -> None:
    office.opens(NOW)
    first = [taken(office).id, taken(office).id]
    assert take_due(office.database, NOW + LEASE - timedelta(seconds=1)) is None
    again = taken(office, LEASE)
    assert (again.id in first, again.attempts) == (True, 2)


def test_who_lost_the_lease_does_not_call(office: Office) -> None:
    office.opens(NOW)
    first = [taken(office), taken(office)]
    again = taken(office, LEASE)
    old = next(one for one in first if one.id == again.id)
    assert not note_call(office.database, old.id, str(old.lease), NOW + LEASE)
    assert note_call(office.database, again.id, str(again.lease), NOW + LEASE)


def test_a_sent_card_is_the_items(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    assert (office.item().channel, bool(office.item().ts)) == (OPS, True)


def test_a_line_waits_for_its_card_and_an_edit_for_its_message(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(ANA, NOW), 1)
    assert office.sends_all(NOW) == ["post arrivals", "post card", "post line"]


def test_what_cannot_go_yet_is_not_next(office: Office) -> None:
    office.opens(NOW)
    held = [taken(office), taken(office)]
    claim(office.database, office.act(ANA, NOW), 1)
    assert next_one(office) == NOW + LEASE
    for one in held:
        park(office.database, one.id, "account_inactive")
    assert next_one(office) is None


def test_what_slack_does_not_have_is_owed_again(office: Office) -> None:
    office.opens(NOW)
    delivery = taken(office)
    put_back(office.database, delivery.id, str(delivery.lease), NOW + timedelta(seconds=30), "rate_limited")
    again = kept(office, delivery.id)
    assert (again.state, again.lease, again.trouble) == (DeliveryState.PENDING, None, "rate_limited")
    assert next_one(office) == NOW
    assert taken(office).id != delivery.id
    assert taken(office, timedelta(seconds=30)).id == delivery.id


def test_an_edit_that_did_not_go_gives_way_to_the_next(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    edit = next(one for one in (taken(office), taken(office), taken(office)) if one.key.startswith("edit"))
    claim(office.database, office.act(WEI, at("mon 18:00")), 1)
    put_back(office.database, edit.id, str(edit.lease), NOW, "rate_limited")
    assert kept(office, edit.id).state is DeliveryState.DROPPED


def test_nobody_puts_back_what_is_anothers(office: Office) -> None:
    office.opens(NOW)
    delivery = taken(office)
    put_back(office.database, delivery.id, "not-mine", NOW, "?")
    leave_unknown(office.database, delivery.id, "not-mine", "?")
    assert (kept(office, delivery.id).state, kept(office, delivery.id).trouble) == (DeliveryState.SENDING, "")


def test_what_nobody_knows_of_is_looked_for_after_its_lease(office: Office) -> None:
    office.opens(NOW)
    first = [taken(office), taken(office)]
    for one in first:
        leave_unknown(office.database, one.id, str(one.lease), "timeout")
    assert take_due(office.database, NOW + timedelta(seconds=59)) is None
    assert taken(office, LEASE).trouble == "timeout"


def test_sent_is_sent_even_after_the_lease(office: Office) -> None:
    office.opens(NOW)
    delivery = taken(office)
    note_sent(office.database, delivery.id, "D0JONAS", "1.1", NOW + 2 * LEASE)
    assert kept(office, delivery.id).state is DeliveryState.SENT


def test_a_card_that_cannot_stand_takes_its_lines_along(office: Office) -> None:
    office.opens(NOW)
    claim(office.database, office.act(ANA, NOW), 1)
    office.gives_up(MessageKind.CARD)
    assert office.sends_all(NOW) == ["post arrivals"]
    assert office.owed() == []


@pytest.mark.parametrize("attempts,seconds", [(1, 1), (2, 2), (3, 5), (7, 900), (50, 900)])
def test_each_try_waits_longer(attempts: int, seconds: int) -> None:
    assert wait_after(attempts) == timedelta(seconds=seconds)


def test_something_committed_wakes_the_sender(office: Office) -> None:
    woken: list[bool] = []
    office.database.on_commit = lambda: woken.append(True)
    office.opens(NOW)
    assert woken == [True]
