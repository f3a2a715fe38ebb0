"""Reactions on cards and on what is said below them: they act at once, for those who may; from anybody else they mean
nothing."""

from collections.abc import Callable
from dataclasses import replace

from handlers.asks.reacting import react, unreact
from handlers.asks.tagging import TAGS, mark, tag, take_tag_off
from handlers.desk import Desk
from handlers.emoji import Meaning, plain
from handlers.payloads import Payload, act_of_event
from models.acts import Act, Reacted
from models.facts.card import is_region_emoji
from models.workspace.keeping import card_is_on_its_way, keep_reaction
from models.workspace.reactions import order_of


def on_added(desk: Desk, body: Payload, event: Payload) -> None:
    """A reaction on a card claims, finishes, hands off or sends back (a skin tone does not matter); on a reply in its
    thread it tags or answers."""
    _follow(desk, body, event, added=True, on_card=react, on_reply=tag)


def on_removed(desk: Desk, body: Payload, event: Payload) -> None:
    """Taking the reaction off a card within ten minutes undoes what it did; later, or when something has happened,
    nothing. Off a reply, the tag or the answer is off."""
    _follow(desk, body, event, added=False, on_card=unreact, on_reply=take_tag_off)


def _follow(
    desk: Desk,
    body: Payload,
    event: Payload,
    *,
    added: bool,
    on_card: Callable[[Desk, Act, str], bool],
    on_reply: Callable[[Desk, Act, str], None],
) -> None:
    item = event.get("item") or {}
    meaning = _meaning(desk, str(event.get("reaction")))
    if item.get("type") != "message" or not event.get("user") or meaning is None:
        return
    act, ts = _act(desk, body, event, added=added), str(item.get("ts"))
    if meaning in TAGS:
        on_reply(desk, act, ts)
    else:
        _once_known(desk, act, ts, on_card)


def _meaning(desk: Desk, reaction: str) -> Meaning | None:
    """What the emoji means here: what the settings say, else that of a region of ours."""
    meaning = desk.emoji.meaning_of(reaction)
    if meaning is not None:
        return meaning
    with desk.database.read() as session:
        return Meaning.TO_REGION if is_region_emoji(session, desk.workspace_id, plain(reaction)) else None


def _act(desk: Desk, body: Payload, event: Payload, *, added: bool) -> Act:
    """The act of who reacts. Slack says when in `event_ts`, and events come in any order (Slack: Events API)."""
    emoji, item = plain(str(event.get("reaction"))), event["item"]
    act = act_of_event(desk, body, str(event["user"]), str(item.get("channel")), emoji)
    order = order_of(event.get("event_ts")) or order_of(f"{act.now.timestamp():.6f}")
    return replace(act, reacted=Reacted(emoji, str(item.get("ts")), str(order), added))


def _once_known(desk: Desk, act: Act, ts: str, do: Callable[[Desk, Act, str], bool]) -> None:
    """Do it on the card. People may be quicker than Slack's answer to our post: then it is kept until that is known."""
    if do(desk, act, ts):
        return
    with desk.database.read() as session:
        early = card_is_on_its_way(session, act)
    if early:
        keep_reaction(desk.database, act)
    elif not do(desk, act, ts):  # it may have become known between the two looks
        mark(desk, act, ts)
