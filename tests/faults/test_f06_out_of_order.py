"""F6: what people did reaches the bot in another order, or before the bot knows its own card."""

from collections.abc import Sequence
from itertools import permutations

from bot.sandbox.delivery import Delivery
from bot.sandbox.people.message import Message
from tests.faults.books import check
from tests.faults.conftest import on_each, on_sqlite_first
from tests.faults.office import LEASE_IS_OVER, Office
from tests.people import JONAS, WEI

POST = "chat.postMessage"
HAND = "raising_hand"
ORDERS = list(permutations(range(3)))


def test_put_on_taken_off_put_on_in_any_order(office: Office) -> None:
    """Slack may tell things in another order: what counts is which came last by Slack's own stamp."""
    office.start()
    cards = [_stands(office, f"Replica {number} lags") for number in range(len(ORDERS))]
    jonas = office.person(JONAS)
    for order, card in zip(ORDERS, cards, strict=True):
        office.slack.events.hold()
        jonas.reacts(card, HAND)
        jonas.unreacts(card, HAND)
        jonas.reacts(card, HAND)
        office.slack.events.release(lambda held, order=order: _in_order(held, order))  # type: ignore[misc]
        office.slack.settle()
        office.tells_again()
    office.finish()

    check(office)
    owners = office.rows("SELECT number, owner FROM items ORDER BY number")
    assert [owner for _, owner in owners] == [JONAS] * len(ORDERS), dict(zip(ORDERS, owners, strict=True))


@on_sqlite_first
def test_taken_off_before_it_was_put_on(office: Office) -> None:
    """Slack may tell things in another order: a reaction that was taken off again does nothing when it comes late."""
    office.start()
    card = _stands(office, "Replica 3 lags")
    office.slack.events.hold()
    office.person(JONAS).reacts(card, HAND)
    office.person(JONAS).unreacts(card, HAND)
    office.slack.events.release(lambda held: held[::-1])
    office.slack.settle()
    office.tells_again()
    office.finish()

    check(office)
    assert office.rows("SELECT state, owner FROM items") == [("offered", WEI)]


@on_sqlite_first
def test_a_claim_that_comes_after_it_was_done(office: Office) -> None:
    """Slack may tell things late: who claims what is finished changes nothing."""
    office.start()
    card = _stands(office, "Replica 3 lags")
    office.slack.events.hold()
    office.person(JONAS).reacts(card, HAND)
    office.slack.events.release(lambda _: [])  # it is told below, when it is too late
    late = next(one for one in office.slack.events.log if _is_of(JONAS, one))
    assert office.person(WEI).types("C0OPS", "/handoff done H-1").ok
    assert office.slack.resend(late).accepted
    office.finish()

    check(office)
    assert office.rows("SELECT state, owner FROM items") == [("done", WEI)]


@on_each("kind", "hang_after_accept", "drop_after_accept", on_postgres=("drop_after_accept",))
def test_a_reaction_before_the_bot_knows_its_card(kind: str, office: Office) -> None:
    """Nothing is lost: a reaction on a card that the bot does not know yet counts once it does."""
    office.start("patience=3")
    office.slack.faults.next(POST, kind, when=lambda args: args["channel"] == "C0OPS")
    office.hands_off(WEI, "Replica 3 lags")
    card = office.card("Replica 3 lags")
    office.person(JONAS).reacts(card, HAND)
    office.let_it_tick()
    office.turn_by(LEASE_IS_OVER)
    office.wait_for(lambda: office.rows("SELECT owner FROM items") == [(JONAS,)], "the claim to count")
    office.finish()

    check(office)


def _in_order(held: Sequence[Delivery], order: Sequence[int]) -> list[Delivery]:
    """What Jonas did, in that order, after what the bot itself posted or edited meanwhile."""
    his = [one for one in held if _is_of(JONAS, one)]
    return [*(one for one in held if one not in his), *(his[place] for place in order)]


def _is_of(user: str, told: Delivery) -> bool:
    return bool(told.event.get("user") == user)


def _stands(office: Office, headline: str) -> Message:
    """The card of something Wei hands off, once the bot knows where it stands."""
    office.hands_off(WEI, headline)
    card = office.card(headline)
    office.wait_for(lambda: office.rows("SELECT 1 FROM items WHERE ts = :ts", ts=card.ts), "the bot to know its card")
    return card
