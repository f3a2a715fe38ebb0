"""Reactions on a card: they act at once, for those who may; from anybody else they mean nothing."""

from dataclasses import replace

from handlers.blocks import answers
from handlers.desk import Desk
from handlers.emoji import CONTINENTS, Meaning, plain
from handlers.payloads import Payload, act_of_event
from models.acts import Act
from models.cards import CardFacts, card_at, reaction_event, region_on_continent
from models.people import days_of
from models.refusals import RefusedError
from models.targets import Target, ToNext
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import send_back
from models.verbs.undoing import undo


def on_added(desk: Desk, body: Payload, event: Payload) -> None:
    """A reaction on a card claims, finishes, hands off or sends back (design: a skin tone does not matter)."""
    meaning = desk.emoji.meaning_of(str(event.get("reaction")))
    act = _act(desk, body, event)
    if meaning is None or act is None:
        return
    with desk.database.read() as session:
        card = card_at(session, act, str(event["item"]["ts"]))
    if card is None:
        return
    try:
        _react(desk, act, meaning, card)
    except RefusedError as refusal:
        desk.afterwards.whisper(str(act.channel), str(act.user), answers.refused(refusal.say))


def on_removed(desk: Desk, body: Payload, event: Payload) -> None:
    """Taking the reaction off within ten minutes undoes what it did; later, or when something has happened, nothing."""
    act = _act(desk, body, event)
    if act is None or desk.emoji.meaning_of(str(event.get("reaction"))) is None:
        return
    with desk.database.read() as session:
        done = reaction_event(session, act, str(event["item"]["ts"]))
    if done is None:
        return
    try:
        undo(desk.database, replace(act, emoji=None), done)
    except RefusedError:
        return


def _act(desk: Desk, body: Payload, event: Payload) -> Act | None:
    item = event.get("item") or {}
    if item.get("type") != "message" or not event.get("user"):
        return None
    emoji = plain(str(event.get("reaction")))
    return act_of_event(desk, body, str(event["user"]), str(item.get("channel")), emoji)


def _react(desk: Desk, act: Act, meaning: Meaning, card: CardFacts) -> None:
    match meaning:
        case Meaning.CLAIM if card.member:
            claim(desk.database, act, card.number)
        case Meaning.DONE if card.owner:
            finish(desk.database, act, card.number)
        case Meaning.TO_NEXT | Meaning.TO_REGION if card.owner:
            hand_off(desk.database, act, card.number, _target(desk, act, meaning, card))
        case Meaning.SEND_BACK if card.owner or card.offered:
            _send_back(desk, act, card)
        case _:
            return


def _target(desk: Desk, act: Act, meaning: Meaning, card: CardFacts) -> Target:
    if meaning is Meaning.TO_NEXT:
        return ToNext()
    with desk.database.read() as session:
        return region_on_continent(session, act, card.number, CONTINENTS[str(act.emoji)])


def _send_back(desk: Desk, act: Act, card: CardFacts) -> None:
    outcome = send_back(desk.database, act, card.number)
    with desk.database.read() as session:
        zone = days_of(session, act.workspace_id, str(act.user)).zone
    said = answers.sent_back(outcome, zone, act, ask_why=True)
    desk.afterwards.whisper(str(act.channel), str(act.user), said)
