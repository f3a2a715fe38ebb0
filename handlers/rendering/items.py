"""What stands in channels: an item's card, and the lines in its thread."""

from datetime import datetime

from handlers.blocks.card import card
from handlers.blocks.decision_line import decision_line
from handlers.blocks.lines import line
from handlers.blocks.rendered import Rendered
from models.facts.decision_line import decision_line_facts
from models.facts.item import item_facts
from models.facts.line import line_facts
from models.storage.session import Session
from models.tables import Event, Item, Message, Verb


def render_card(session: Session, message: Message, now: datetime) -> Rendered:
    """The item's card."""
    return card(item_facts(session, session.get_one(Item, message.item_id), now), now)


def render_line(session: Session, message: Message, now: datetime) -> Rendered:
    """The line that a change of hands, or a decision, adds to the card's thread."""
    event = session.get_one(Event, message.event_id)
    if event.verb is Verb.DECIDE:
        return decision_line(decision_line_facts(session, event))
    return line(line_facts(session, event, now))
