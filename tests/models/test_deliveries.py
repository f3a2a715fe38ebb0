"""What is owed to Slack: taken one at a time under a lease, in order of need, and ended one way or another."""

from datetime import datetime, timedelta

import pytest

from models.owed.deliveries import (
    LEASE,
    Try,
    get_delivery,
    hold_taken,
    leave_unknown,
    note_call,
    note_sent,
    park,
    put_back,
    wait_after,
)
from models.owed.taking import Limits, PreparingFailed, fail_untaken, next_due, take_due
from models.tables import Action, Delivery, DeliveryState, MessageKind, Urgency
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.sending_back import send_back
from tests.models.office import Office
from tests.people import ANA, JONAS, OPS, SECRET, WEI, at

NOW = at("mon 08:30")


def taken(office: Office, when: timedelta = timedelta()) -> Delivery:
    delivery_id = take_due(office.database, NOW + when)
    assert delivery_id is not None
    return kept(office, delivery_id)


def kept(office: Office, delivery_id: int) -> Delivery:
    with office.reading() as session:
        return get_delivery(session, delivery_id)


def sent(office: Office, delivery: Delivery, now: datetime = NOW) -> None:
    """Slack takes it."""
    channel = delivery.message.channel or f"D{delivery.message.user}"
    note_sent(
        office.database, delivery.id, channel, f"{delivery.id}.1", now, Try(delivery.lease, free_at=delivery.free_at)
    )


def keys_in_order(office: Office, now: datetime = NOW) -> list[str]:
    """Slack takes all there is; the messages in the order in which they were taken."""
    found = []
    while (delivery_id := take_due(office.database, now)) is not None:
        found.append(kept(office, delivery_id))
        sent(office, found[-1], now)
    return [one.message.key for one in found]


def taken_kinds(office: Office, limits: Limits) -> list[str]:
    """What is taken within these limits."""
    found = []
    while (delivery_id := take_due(office.database, NOW, limits)) is not None:
        found.append(kept(office, delivery_id).message.kind.value)
    return found


def next_one(office: Office) -> object:
    with office.database.read() as session:
        return next_due(session)


def test_the_most_urgent_goes_first_and_each_once(office: Office) -> None:
    office.opens(NOW)
    office.opens(NOW, urgency=Urgency.CRITICAL)
    assert keys_in_order(office) == ["arrivals:U0JONAS:4", "arrivals:U0JONAS:2", "card:1", "card:2"]
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
    with office.database.write() as session:
        assert hold_taken(session, old.id, str(old.lease)) is None
        assert hold_taken(session, again.id, str(again.lease)) is not None


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


@pytest.mark.parametrize("attempts,seconds", [(1, 2), (2, 15), (3, 120), (5, 900), (50, 900)])
def test_each_try_waits_longer(attempts: int, seconds: int) -> None:
    assert wait_after(attempts) == timedelta(seconds=seconds)


def test_something_committed_wakes_the_sender(office: Office) -> None:
    woken: list[bool] = []
    office.database.on_commit = lambda: woken.append(True)
    office.opens(NOW)
    assert woken == [True]


def test_one_post_at_a_time_goes_into_a_conversation(office: Office) -> None:
    office.opens(NOW)
    office.opens(NOW)
    first = [taken(office), taken(office)]
    assert {one.lane for one in first} == {OPS, JONAS}
    assert take_due(office.database, NOW) is None
    sent(office, first[1])
    assert taken(office).message.kind is MessageKind.CARD


def test_a_conversation_that_is_at_work_holds_up_no_other(office: Office) -> None:
    for where in (OPS, OPS, SECRET):
        office.opens(NOW, where=where)
    lanes = []
    while (delivery_id := take_due(office.database, NOW)) is not None:
        lanes.append(kept(office, delivery_id).lane)
    assert (lanes.count(OPS), lanes.count(SECRET)) == (1, 1)


def test_a_message_that_is_at_work_holds_up_no_other(office: Office) -> None:
    for _ in range(2):
        office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    under_way = []
    while (delivery_id := take_due(office.database, NOW)) is not None:
        under_way.append(kept(office, delivery_id))
    later = NOW + timedelta(seconds=1)
    finish(office.database, office.act(JONAS, later), 1)
    claim(office.database, office.act(JONAS, later), 2)
    cards = [one.message.key for one in under_way if one.message.kind is MessageKind.CARD]
    while (delivery_id := take_due(office.database, later)) is not None:
        cards += [one.message.key for one in [kept(office, delivery_id)] if one.message.kind is MessageKind.CARD]
    assert cards == ["card:1", "card:2"]


def test_what_may_have_arrived_holds_up_nobody_elses_conversation(office: Office) -> None:
    office.opens(NOW)
    office.opens(NOW)
    dm, card = taken(office), taken(office)
    sent(office, dm)
    leave_unknown(office.database, card.id, str(card.lease), "timeout")
    assert taken(office).message.kind is MessageKind.CARD


def test_the_lines_of_a_thread_stay_in_order(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(ANA, NOW), 1)
    line = taken(office)
    assert line.message.kind is MessageKind.LINE
    send_back(office.database, office.act(ANA, NOW), 1, "not ours")
    put_back(office.database, line.id, str(line.lease), NOW + timedelta(seconds=30), "some_new_error")
    assert "line" not in {key.split(":")[0] for key in keys_in_order(office)}
    later = [key for key in keys_in_order(office, NOW + timedelta(seconds=30)) if key.startswith("line")]
    assert (later[0], len(later)) == (line.message.key, 2)


def test_of_a_message_one_edit_at_a_time_is_made(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    edits = [one for one in (taken(office), taken(office), taken(office)) if one.action is Action.EDIT]
    claim(office.database, office.act(WEI, at("mon 18:00")), 1)
    assert office.owed().count("edit card") == 1
    assert "edit card" not in office.sends_all(NOW)
    for edit in edits:
        sent(office, edit)
    assert "edit card" in office.sends_all(at("mon 18:00"))


def test_an_edit_in_doubt_gives_way_to_the_one_that_shows_what_is_true(office: Office) -> None:
    office.opens(NOW)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    edits = [one for one in (taken(office), taken(office), taken(office)) if one.message.kind is MessageKind.CARD]
    claim(office.database, office.act(WEI, at("mon 18:00")), 1)
    assert office.sends_all(at("mon 18:00")).count("edit card") == 1
    assert [kept(office, edit.id).state for edit in edits] == [DeliveryState.DROPPED]


@pytest.mark.parametrize(
    "limits,can_go",
    [
        (Limits(posts=False), ["edit"]),
        (Limits(edits=False), ["post"]),
        (Limits(lanes=frozenset({OPS})), ["edit"]),
        (Limits(channels=frozenset({OPS})), ["post"]),
        (Limits(posts=False, edits=False), []),
    ],
)
def test_what_must_wait_is_not_taken_at_all(office: Office, limits: Limits, can_go: list[str]) -> None:
    office.opens(NOW, by=WEI, where=OPS)
    office.sends_all(NOW)
    claim(office.database, office.act(JONAS, NOW), 1)
    office.database.on_commit = lambda: None
    found = []
    while (delivery_id := take_due(office.database, NOW, limits)) is not None:
        found.append(kept(office, delivery_id))
    kinds = {one.action.value for one in found if one.message.kind in {MessageKind.CARD, MessageKind.LINE}}
    assert sorted(kinds) == can_go


def test_who_has_no_dm_yet_waits_while_none_can_be_opened(office: Office) -> None:
    office.opens(NOW)
    assert taken_kinds(office, Limits(opens=False)) == ["card"]


def test_a_conversation_rests_for_a_second_after_a_post_in_real_time(office: Office) -> None:
    office.opens(NOW)
    office.opens(NOW)
    dm, card = taken(office), taken(office)
    card.free_at = NOW + timedelta(seconds=1)
    for one in (dm, card):
        sent(office, one)
    assert taken_kinds(office, Limits(at=NOW + timedelta(seconds=0.999))) == []
    assert taken_kinds(office, Limits(at=NOW + timedelta(seconds=1))) == ["card"]


def test_a_clock_far_ahead_of_ours_stops_no_conversation(office: Office) -> None:
    office.opens(NOW)
    office.opens(NOW)
    dm, card = taken(office), taken(office)
    card.free_at = NOW + timedelta(hours=1)
    for one in (dm, card):
        sent(office, one)
    assert taken_kinds(office, Limits(at=NOW)) == ["card"]


def test_what_cannot_be_prepared_is_not_taken_and_is_parked_after_five_tries(office: Office) -> None:
    office.opens(NOW)

    def fails(_: object, delivery: Delivery) -> None:
        raise ZeroDivisionError(delivery.id)

    now, tries = NOW, 0
    with pytest.raises(PreparingFailed) as failed:
        take_due(office.database, now, prepare=fails)
    poison = failed.value.delivery_id
    assert kept(office, poison).state is DeliveryState.PENDING
    while kept(office, poison).state is not DeliveryState.PARKED and tries < 20:
        fail_untaken(office.database, poison, "poison", now)
        now, tries = now + timedelta(hours=1), tries + 1
    assert tries == 5
    assert kept(office, poison).trouble == "poison"


def test_one_that_was_taken_meanwhile_is_left_to_who_has_it(office: Office) -> None:
    office.opens(NOW)
    delivery = taken(office)
    fail_untaken(office.database, delivery.id, "poison", NOW)
    assert kept(office, delivery.id).attempts == 1


def test_who_notes_late_what_another_has_sent_leaves_it_and_has_twins_looked_for(office: Office) -> None:
    office.opens(NOW)
    slow = taken(office)
    other = taken(office, LEASE)
    other = other if other.id == slow.id else taken(office, LEASE)
    assert other.id == slow.id
    note_sent(office.database, other.id, "D1", "2.2", NOW + LEASE, Try(other.lease))
    note_sent(office.database, slow.id, "D1", "1.1", NOW + LEASE, Try(slow.lease))
    assert kept(office, slow.id).message.ts == "2.2"
    assert [one for one in office.owed() if one.startswith("twin")] == ["twin arrivals"]


def test_the_lease_runs_from_the_call(office: Office) -> None:
    office.opens(NOW)
    delivery = taken(office)
    with office.database.write() as session:
        note_call(get_delivery(session, delivery.id), NOW + timedelta(seconds=50))
    assert kept(office, delivery.id).lease_until == NOW + timedelta(seconds=50) + LEASE
