"""What is owed reaches Slack once, whatever Slack answers and whenever the bot dies."""

import threading
from datetime import timedelta

import pytest
from slack_sdk import WebClient
from sqlalchemy import select

from bot.outbox.outbox import Outbox
from models.acts import Act, Surface
from models.owed.deliveries import MOST_ATTEMPTS, MOST_DOUBTS, get_delivery, note_call
from models.owed.stuck import ask_again_about_parked
from models.owed.taking import take_due
from models.storage.conflicts import ConflictError
from models.tables import Delivery, DeliveryState, Item, Message, MessageKind
from models.verbs.claiming import claim
from tests.bot.conftest import OPS, PATIENCE, SIDE, Desk, wait_for

UNKNOWN = ["drop_after_accept", "http_500_after_accept", "hang_after_accept", "half_body", "not_json"]
NOT_DONE = ["drop", "http_500", "http_503", "hang", "fatal_error", "internal_error"]


def claim_it(desk: Desk, number: int, user: str = "U0JONAS") -> None:
    claim(desk.database, Act(desk.connected.workspace_id, user, desk.clock(), Surface.BUTTON, channel=OPS), number)


def test_a_new_item_becomes_a_card_and_a_dm_each(desk: Desk) -> None:
    desk.hand_off()
    assert desk.send() == ["sent", "sent", "sent"]
    assert len(desk.cards()) == 1
    assert len(desk.slack.person("U0JONAS").dms) == 1
    assert desk.send() == []


def test_metadata_holds_an_opaque_key_and_links_are_not_unfurled(desk: Desk) -> None:
    desk.hand_off()
    desk.send()
    for call in desk.slack.calls_of("chat.postMessage"):
        assert set(call.args["metadata"]) == {"event_type", "event_payload"}
        (key,) = call.args["metadata"]["event_payload"].values()
        assert len(key) == 32
        assert call.args["unfurl_links"] in ("0", False)
        assert call.args["unfurl_media"] in ("0", False)


def test_the_dm_is_opened_once_and_before_anything_is_sent_there(desk: Desk) -> None:
    desk.hand_off()
    desk.send()
    desk.clock.forward(3600)
    desk.hand_off("Another")
    desk.send()
    opened = [call.args["users"] for call in desk.slack.calls_of("conversations.open")]
    assert sorted(opened) == ["U0ANA", "U0JONAS"]
    assert all(call.args["channel"].startswith(("D", "C")) for call in desk.slack.calls_of("chat.postMessage"))


def test_a_change_of_hands_edits_the_card_and_adds_one_line_in_its_thread(desk: Desk) -> None:
    number = desk.hand_off()
    desk.send()
    claim_it(desk, number)
    desk.send()
    (card,) = desk.cards()
    assert card.edits == 1
    assert len(card.thread) == 1


def test_a_line_waits_for_its_card(desk: Desk) -> None:
    number = desk.hand_off()
    desk.slack.faults.next("chat.postMessage", "some_new_error", when=lambda args: args["channel"] == OPS)
    desk.send()
    claim_it(desk, number)
    assert desk.cards() == []
    desk.clock.forward(2)
    desk.send()
    (card,) = desk.cards()
    assert len(card.thread) == 1


@pytest.mark.parametrize("fault", UNKNOWN)
def test_what_arrived_although_nobody_knew_is_found_and_not_sent_again(desk: Desk, fault: str) -> None:
    desk.hand_off()
    meets = desk.slack.faults.next("chat.postMessage", fault, when=lambda args: args["channel"] == OPS)
    desk.outbox = desk.new_outbox(gives_up_on=meets)
    assert sorted(desk.send()) == ["sent", "sent", "unknown"]
    wait_for(lambda: len(desk.cards()) == 1)
    assert desk.send() == []
    desk.clock.forward(61)
    assert desk.send() == ["found"]
    (card,) = desk.cards()
    with desk.database.read() as session:
        item = session.scalars(select(Item)).one()
    assert (item.channel, item.ts) == (OPS, card.ts)


@pytest.mark.parametrize("fault", NOT_DONE)
def test_what_did_not_arrive_is_sent_after_a_look(desk: Desk, fault: str) -> None:
    desk.hand_off()
    meets = desk.slack.faults.next("chat.postMessage", fault, when=lambda args: args["channel"] == OPS)
    desk.outbox = desk.new_outbox(gives_up_on=meets)
    assert sorted(desk.send()) == ["sent", "sent", "unknown"]
    wait_for(lambda: meets.times == 0)
    assert desk.cards() == []
    desk.clock.forward(61)
    assert desk.send() == ["sent"]
    assert len(desk.cards()) == 1
    assert len(desk.slack.calls_of("conversations.history")) == 1


def test_what_is_never_answered_clearly_is_parked_in_the_end_and_looked_for_before(desk: Desk) -> None:
    desk.hand_off()
    desk.slack.faults.next("chat.postMessage", "http_500", times=1000, when=lambda args: args["channel"] == OPS)
    for _ in range(MOST_DOUBTS + 5):
        desk.send()
        desk.clock.forward(901)
    assert desk.delivery("card:").state is DeliveryState.PARKED
    tries = len([call for call in desk.slack.calls if call.fault == "http_500"])
    assert tries == MOST_DOUBTS == len(desk.slack.calls_of("conversations.history"))


def test_nothing_is_given_up_while_slack_is_down(desk: Desk) -> None:
    desk.hand_off()
    desk.slack.faults.next("*", "http_500", times=10_000)
    for _ in range(3 * MOST_DOUBTS):
        desk.send()
        desk.clock.forward(901)
    desk.slack.faults.clear()
    for _ in range(3):
        desk.send()
        desk.clock.forward(61)
    assert len(desk.cards()) == 1


def test_a_dm_in_doubt_is_looked_for_in_the_dm(desk: Desk) -> None:
    desk.hand_off()
    desk.slack.faults.next("chat.postMessage", "drop_after_accept", when=lambda args: args["channel"] == "D0JONAS")
    desk.send()
    desk.clock.forward(61)
    assert desk.send() == ["found"]
    assert len(desk.slack.person("U0JONAS").dms) == 1


def test_a_line_in_doubt_is_looked_for_in_its_thread(desk: Desk) -> None:
    number = desk.hand_off()
    desk.send()
    claim_it(desk, number)
    desk.slack.faults.next("chat.postMessage", "drop_after_accept")
    desk.send()
    desk.clock.forward(61)
    assert "found" in desk.send()
    assert len(desk.slack.calls_of("conversations.replies")) == 1
    assert len(desk.cards()[0].thread) == 1


def test_a_crash_between_call_and_noting_leaves_one_message(desk: Desk) -> None:
    desk.hand_off()
    taken = [take_due(desk.database, desk.clock()) for _ in range(3)]
    with desk.database.write() as session:
        found = [get_delivery(session, one) for one in taken if one is not None]
        delivery = next(one for one in found if one.message.kind is MessageKind.CARD)
        note_call(delivery, desk.clock())
    key = {"event_type": "sunrelay", "event_payload": {"key": delivery.message.opaque}}
    WebClient(desk.slack.bot_token, desk.slack.api_url).chat_postMessage(channel=OPS, text="x", metadata=key)
    desk.outbox = desk.new_outbox()
    assert "found" not in desk.send()
    desk.clock.forward(61)
    assert "found" in desk.send()
    assert len(desk.cards()) == 1


def test_a_crash_before_the_call_loses_nothing(desk: Desk) -> None:
    desk.hand_off()
    taken = [take_due(desk.database, desk.clock()) for _ in range(3)]
    assert None not in taken
    desk.outbox = desk.new_outbox()
    assert desk.send() == []
    desk.clock.forward(61)
    assert desk.send() == ["sent", "sent", "sent"]
    assert desk.slack.calls_of("conversations.history") == []


def test_a_late_twin_is_taken_away_after_two_minutes(desk: Desk) -> None:
    desk.hand_off()
    meets = desk.slack.faults.next("chat.postMessage", "accept_late", when=lambda args: args["channel"] == OPS)
    desk.outbox = desk.new_outbox(gives_up_on=meets)
    desk.send()
    wait_for(lambda: bool(desk.slack.faults._late))  # noqa: SLF001 (that it is on its way shows nowhere else)
    desk.clock.forward(61)
    assert desk.send() == ["sent"]
    desk.slack.faults.land_late()
    assert len(desk.cards()) == 2
    desk.clock.forward(121)
    assert desk.send() == ["untwinned"]
    with desk.database.read() as session:
        item = session.scalars(select(Item)).one()
    assert [card.ts for card in desk.cards() if not card.deleted] == [item.ts]
    assert desk.send() == []


def test_without_the_history_scope_a_card_in_doubt_is_rather_sent_twice_than_lost(desk: Desk) -> None:
    desk.slack.set_scopes()
    desk.hand_off()
    desk.slack.faults.next("chat.postMessage", "http_500", when=lambda args: args["channel"] == OPS)
    desk.send()
    desk.clock.forward(61)
    assert desk.send() == ["sent"]
    assert len(desk.cards()) == 1


def test_a_rate_limit_is_waited_out_for_that_channel_alone(desk: Desk) -> None:
    desk.hand_off()
    desk.slack.faults.next(
        "chat.postMessage", "ratelimited", retry_after=30, when=lambda args: args["channel"] == "D0JONAS"
    )
    assert sorted(desk.send()) == ["sent", "sent", "waits"]
    desk.clock.forward(29)
    assert desk.send() == []
    desk.clock.forward(1)
    assert desk.send() == ["sent"]
    assert len(desk.slack.person("U0JONAS").dms) == 1


def test_a_limit_of_the_workspace_is_found_out_with_two_calls(desk: Desk) -> None:
    for name in ("One", "Two", "Three"):
        desk.hand_off(name)
        desk.clock.forward(660)
    desk.slack.faults.next("chat.postMessage", "ratelimited", times=50, retry_after=60)
    desk.send()
    assert len([call for call in desk.slack.calls if call.fault == "ratelimited"]) == 2
    desk.slack.faults.clear()
    desk.clock.forward(60)
    desk.send()
    assert len(desk.cards()) == 3


def test_a_hundred_rate_limits_do_not_give_up_on_a_message(desk: Desk) -> None:
    desk.hand_off()
    desk.slack.faults.next("chat.postMessage", "ratelimited", times=1000)
    for _ in range(MOST_ATTEMPTS + 4):
        desk.send()
        desk.clock.forward(10)
    desk.slack.faults.clear()
    desk.send()
    assert len(desk.cards()) == 1


def test_nothing_is_lost_while_slack_cannot_be_reached(desk: Desk) -> None:
    desk.hand_off()
    good, desk.outbox = desk.outbox, Outbox(
        desk.database, WebClient("xoxb-x", "http://127.0.0.1:9/api/", retry_handlers=[], timeout=1), desk.clock,
        count=desk.outcomes.append,
    )  # fmt: skip
    assert desk.send() == ["waits"]
    for _ in range(20):
        desk.clock.forward(70)
        assert len(desk.send()) <= 1
    desk.outbox = good
    desk.clock.forward(70)
    assert desk.send() == ["sent", "sent", "sent"]
    assert desk.slack.calls_of("conversations.history") == []


@pytest.mark.parametrize("error", ["invalid_auth", "token_revoked", "account_inactive"])
def test_nothing_is_lost_while_the_token_is_refused(desk: Desk, error: str) -> None:
    desk.hand_off()
    desk.slack.set_token_error(error)
    for _ in range(12):
        desk.send()
        desk.clock.forward(70)
    assert len([call for call in desk.slack.calls if call.method != "auth.test"]) <= 5
    desk.slack.set_token_error(None)
    desk.clock.forward(300)
    desk.send()
    assert len(desk.cards()) == 1


def test_an_error_that_may_pass_is_tried_again_later_and_given_up_in_the_end(desk: Desk) -> None:
    desk.hand_off()
    desk.slack.faults.next("chat.postMessage", "some_new_error", times=1000, when=lambda args: args["channel"] == OPS)
    tries = 0
    for _ in range(40):
        tries += desk.send().count("later")
        desk.clock.forward(300)
    assert tries == MOST_ATTEMPTS - 1
    assert desk.delivery("card:").state is DeliveryState.PARKED
    assert desk.delivery("card:").trouble == "some_new_error"


def test_one_that_always_fails_holds_up_no_other(desk: Desk) -> None:
    desk.slack.faults.next("chat.postMessage", "some_new_error", times=1000, when=lambda args: args["channel"] == OPS)
    for name in ("One", "Two", "Three"):
        desk.hand_off(name)
    outcomes = desk.send()
    assert outcomes.count("later") == 3
    assert len(desk.slack.person("U0JONAS").dms) == 1


def test_our_own_failure_in_one_message_holds_up_no_other(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.hand_off()
    preparing = desk.outbox._preparing  # noqa: SLF001
    real = preparing._render  # noqa: SLF001

    def render(session: object, message: Message, now: object) -> object:
        if message.kind is MessageKind.CARD:
            raise ZeroDivisionError
        return real(session, message, now)  # type: ignore[arg-type]

    monkeypatch.setattr(preparing, "_render", render)
    assert sorted(desk.send()) == ["broken", "sent", "sent"]
    for _ in range(40):
        desk.clock.forward(300)
        desk.send()
    assert desk.delivery("card:").state is DeliveryState.PARKED


def test_whoever_has_the_database_for_long_makes_nothing_be_given_up(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when another replica was paused in the middle of a transaction."""

    def in_the_way(*_: object) -> None:
        raise ConflictError("canceling statement due to lock timeout")

    desk.hand_off()
    with monkeypatch.context() as other:
        other.setattr(desk.outbox._preparing, "make_ready", in_the_way)  # noqa: SLF001
        for _ in range(2 * MOST_ATTEMPTS):
            assert set(desk.send()) <= {"sent", "waits"}
            desk.clock.forward(1)
        assert desk.slack.person("U0JONAS").dms == []
    assert set(desk.send()) == {"sent"}
    assert len(desk.slack.person("U0JONAS").dms) == 1


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_too_long"])
def test_what_slack_will_never_take_is_parked_at_once(desk: Desk, error: str) -> None:
    desk.hand_off()
    desk.slack.faults.next("chat.postMessage", error, when=lambda args: args["channel"] == OPS)
    assert sorted(desk.send()) == ["parked", "sent", "sent", "sent"]
    assert desk.delivery("card:").trouble == error
    assert len([call for call in desk.slack.calls if call.fault == error]) == 1
    (told,) = (dm.text for dm in desk.slack.person("U0WEI").dms if "'s card in #ops" in dm.text)
    assert error in told


def test_a_dm_to_somebody_deactivated_is_parked_and_a_lead_is_told_once(desk: Desk) -> None:
    desk.slack.set_user("U0JONAS", deleted=True)
    for number in range(3):
        desk.hand_off(f"Item {number}")
        desk.send()
        desk.clock.forward(660)
    desk.clock.forward(600)
    desk.send()
    told = [dm.text for dm in desk.slack.person("U0LEAD").dms]
    why = "their Slack account is deactivated. They are still in the roster of Platform; is that right?"
    assert told == [f"I cannot write to Jonas: {why}"]
    assert [call for call in desk.slack.calls_of("chat.postMessage") if call.args["channel"] == "D0JONAS"] == []


def test_a_lead_who_sleeps_is_told_in_the_morning_whom_nothing_reaches(desk: Desk) -> None:
    desk.slack.set_user("U0LUIS", deleted=True)
    desk.clock.forward(11 * 3600)
    desk.hand_off()
    assert "parked" in desk.send()
    assert desk.slack.person("U0LEAD").dms == []
    desk.clock.forward(13 * 3600)
    desk.send()
    assert len([dm for dm in desk.slack.person("U0LEAD").dms if "I cannot write to Luis" in dm.text]) == 1


def test_account_inactive_for_one_dm_is_that_persons_and_nobody_waits(desk: Desk) -> None:
    desk.hand_off()
    desk.slack.faults.next("chat.postMessage", "account_inactive", when=lambda args: args["channel"] == "D0JONAS")
    assert sorted(desk.send()) == ["parked", "sent", "sent", "sent"]


def test_an_edit_of_a_message_that_was_deleted_is_dropped(desk: Desk) -> None:
    number = desk.hand_off()
    desk.send()
    claim_it(desk, number)
    desk.slack.faults.next("chat.update", "message_not_found", when=lambda args: args["channel"] == OPS)
    assert "dropped" in desk.send()


def test_an_edit_in_doubt_is_made_again(desk: Desk) -> None:
    number = desk.hand_off()
    desk.send()
    claim_it(desk, number)
    desk.slack.faults.next("chat.update", "drop", when=lambda args: args["channel"] == OPS)
    assert "unknown" in desk.send()
    assert desk.cards()[0].edits == 0
    desk.clock.forward(61)
    assert desk.send() == ["sent"]
    assert desk.cards()[0].edits == 1
    assert desk.slack.calls_of("conversations.history") == []


@pytest.mark.parametrize("how", ["removed", "archived"])
def test_a_card_that_cannot_be_posted_is_kept_told_once_and_posted_when_the_bot_is_back(desk: Desk, how: str) -> None:
    (desk.slack.remove_bot if how == "removed" else desk.slack.archive)(OPS)
    number = desk.hand_off()
    claim_it(desk, number)
    desk.send()
    told = [dm.text for dm in desk.slack.person("U0JONAS").dms if "'s card in" in dm.text]
    assert len(told) == 1
    assert "H-1" in told[0]
    assert "#ops" in told[0]
    assert ("/invite @Sunrelay" if how == "removed" else "archived") in told[0]
    desk.clock.forward(7200)
    desk.send()
    assert len([dm for dm in desk.slack.person("U0JONAS").dms if "'s card in" in dm.text]) == 1
    (desk.slack.invite_bot if how == "removed" else desk.slack.unarchive)(OPS)
    look_again(desk)
    desk.send()
    (card,) = desk.cards()
    assert "H-1" in card.text
    assert len(card.thread) == 1


def test_an_edit_that_could_not_be_made_shows_what_is_true_once_the_bot_is_back(desk: Desk) -> None:
    number = desk.hand_off()
    desk.send()
    desk.slack.remove_bot(OPS)
    claim_it(desk, number)
    assert desk.send().count("parked") == 2
    desk.slack.invite_bot(OPS)
    look_again(desk)
    desk.send()
    (card,) = desk.cards()
    assert card.edits == 1
    assert len(card.thread) == 1


def test_a_card_waits_until_slack_has_told_what_kind_of_channel_it_was_opened_in(desk: Desk) -> None:
    desk.slack.add_channel(SIDE, "side", members=["U0WEI"], private=True)
    desk.hand_off(opened_in=SIDE)
    assert desk.cards(SIDE) == []
    assert "waits" in desk.send()
    desk.lookups.ask()
    desk.clock.forward(2)
    desk.send()
    assert len(desk.cards(SIDE)) == 1
    assert desk.cards(OPS) == []


def test_a_card_opened_where_the_bot_is_not_goes_nowhere_else(desk: Desk) -> None:
    desk.slack.add_channel(SIDE, "side", members=["U0WEI"], private=True, bot=False)
    desk.hand_off(opened_in=SIDE)
    desk.send()
    desk.lookups.ask()
    desk.clock.forward(2)
    desk.send()
    assert (desk.cards(SIDE), desk.cards(OPS)) == ([], [])
    assert any("/invite @Sunrelay" in dm.text for dm in desk.slack.person("U0WEI").dms)
    desk.slack.invite_bot(SIDE)
    look_again(desk)
    desk.send()
    assert len(desk.cards(SIDE)) == 1
    assert desk.cards(OPS) == []


def look_again(desk: Desk) -> None:
    ask_again_about_parked(desk.database, desk.connected.workspace_id)
    desk.lookups.ask()


def test_the_thread_sends_what_is_committed_at_once_and_ends_in_time(desk: Desk) -> None:
    sent = threading.Event()
    desk.outbox = Outbox(desk.database, desk.client(), desk.clock, count=lambda _: sent.set())
    desk.database.on_commit = desk.outbox.wake
    desk.outbox.start()
    desk.hand_off()
    assert sent.wait(PATIENCE)
    assert desk.outbox.stop(PATIENCE)
    assert not desk.outbox.loop.is_alive


def test_a_client_that_retries_by_itself_is_refused(desk: Desk) -> None:
    with pytest.raises(ValueError, match="no retry handlers"):
        Outbox(desk.database, WebClient("xoxb-x"), desk.clock)


def test_urgent_goes_first(desk: Desk) -> None:
    desk.hand_off()
    desk.send()
    methods = [call.args["channel"] for call in desk.slack.calls_of("chat.postMessage")]
    assert methods.index(OPS) == 2
    with desk.database.read() as session:
        due = session.scalars(select(Delivery.due_at)).all()
    assert all(at - desk.clock() <= timedelta(0) for at in due)
