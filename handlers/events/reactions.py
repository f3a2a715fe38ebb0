"""Reactions on a card: they act at once, for those who may; from anybody else they mean nothing."""

from collections.abc import Callable
from dataclasses import replace

from handlers.asks.reacting import react, unreact
from handlers.desk import Desk
from handlers.emoji import plain
from handlers.payloads import Payload, act_of_event
from models.acts import Act, Reacted
from models.workspace.keeping import card_is_on_its_way, keep_reaction
from models.workspace.reactions import order_of


def on_added(desk: Desk, body: Payload, event: Payload) -> None:
    """A reaction on a card claims, finishes, hands off or sends back (a skin tone does not matter)."""
    act = _act(desk, body, event, added=True)
    if act is not None:
        _once_known(desk, act, event, react)


def on_removed(desk: Desk, body: Payload, event: Payload) -> None:
    """Taking the reaction off within ten minutes undoes what it did; later, or when something has happened, nothing."""
    act = _act(desk, body, event, added=False)
    if act is not None:
        _once_known(desk, act, event, unreact)


def _act(desk: Desk, body: Payload, event: Payload, *, added: bool) -> Act | None:
    """The act of somebody who reacts on a message with an emoji that means something.

    Slack says when in `event_ts`, and events come in any order (Slack: Events API).
    """
    item = event.get("item") or {}
    reaction = str(event.get("reaction"))
    if item.get("type") != "message" or not event.get("user") or desk.emoji.meaning_of(reaction) is None:
        return None
    emoji = plain(reaction)
    act = act_of_event(desk, body, str(event["user"]), str(item.get("channel")), emoji)
    order = order_of(event.get("event_ts")) or order_of(f"{act.now.timestamp():.6f}")
    return replace(act, reacted=Reacted(emoji, str(item.get("ts")), str(order), added))


def _once_known(desk: Desk, act: Act, event: Payload, do: Callable[[Desk, Act, str], bool]) -> None:
    """Do it on the card. People may be quicker than Slack's answer to our post: then it is kept until that is known."""
    ts = str(event["item"]["ts"])
    if do(desk, act, ts):
        return
    with desk.database.read() as session:
        early = card_is_on_its_way(session, act)
    if early:
        keep_reaction(desk.database, act)
    else:
        do(desk, act, ts)  # it may have become known between the two looks
