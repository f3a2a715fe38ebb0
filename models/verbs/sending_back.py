"""Send back: an item goes back to where it came from, with the reason."""

from sqlalchemy.orm import Session

from models.access import find_item, find_own_event, hold_item, require_actor, roles
from models.acts import Act
from models.facts.happened import last_sent_back
from models.notes import kept_words
from models.owed.owing import owe_arrival, owe_edits, owe_line, owe_line_edit
from models.people import name_of
from models.refusals import RefusedError
from models.storage.database import Database
from models.tables import Event, Item, State, Verb
from models.targets import ToPerson
from models.verbs.offers import find_offer, place_offer, tell_receivers
from models.verbs.outcomes import Outcome
from models.verbs.recording import acting, record, snapshot


def send_back(database: Database, act: Act, number: int, reason: str = "") -> Outcome:
    """Before a claim, anyone it is offered to gives it back to the sender; after one, its owner offers it back.

    Raises RefusedError for anybody else; NotVisibleError, NotKnownYetError.
    """
    with acting(database, act) as session:
        item = hold_item(session, act, number)
        _require_receiver(session, act, item)
        before = snapshot(item)
        item.times_sent_back += 1
        item.sent_back_because = kept_words(reason) or None
        event = (
            _decline(session, act, item, before) if item.state is State.OFFERED else _return(session, act, item, before)
        )
        owe_line(session, item, event)
        return Outcome.of(session, item, act)


def may_send_back(session: Session, act: Act, number: int) -> None:
    """Refuse who cannot send the item back, before they write why. Raises as `send_back` does."""
    _require_receiver(session, act, find_item(session, act, number))


def give_reason(database: Database, act: Act, event_id: int, reason: str) -> Outcome:
    """Say afterwards why an item was sent back; only who sent it back can. Raises RefusedError."""
    with acting(database, act) as session:
        event, item = find_own_event(session, act, event_id, (Verb.SEND_BACK,), "say why")
        event.reason = kept_words(reason)
        if event is last_sent_back(session, item):
            item.sent_back_because = event.reason or None
            owe_edits(session, item, act.now)
        owe_line_edit(session, event, act.now)
        return Outcome.of(session, item, act)


def _require_receiver(session: Session, act: Act, item: Item) -> None:
    require_actor(session, act, item)
    mine = roles(session, act, item)
    if not item.is_live:
        raise RefusedError(f"{item.label} is {item.state.value}, so there is nothing to send back.")
    if mine.offered and not mine.owner:
        return
    owner = name_of(session, item.workspace_id, item.owner)
    if not mine.owner:
        raise RefusedError(
            f"{item.label} is not offered to you: only who it is offered to, or {owner}, can send it back."
        )
    if item.state is State.OFFERED:
        raise RefusedError(f"{item.label} is still yours: /handoff claim {item.label} takes the offer back.")
    if item.came_from is None:
        raise RefusedError(f"{item.label} began with you: hand it off, or /handoff cancel {item.label} reason.")


def _decline(session: Session, act: Act, item: Item, before: dict[str, object]) -> Event:
    item.state = State.OPEN
    item.end_offer()
    event = record(session, act, item, Verb.SEND_BACK, before, reason=item.sent_back_because or "", to=item.owner)
    owe_arrival(session, item, item.owner, act.now)
    return event


def _return(session: Session, act: Act, item: Item, before: dict[str, object]) -> Event:
    sender = item.came_from
    offer = find_offer(session, item, ToPerson(str(sender)), act.now)
    details = place_offer(session, item, offer, act.now)
    event = record(
        session, act, item, Verb.SEND_BACK, before, reason=item.sent_back_because or "", to=sender, **details
    )
    tell_receivers(session, item, offer, act.now, act.user)
    return event
