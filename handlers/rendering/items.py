"""What stands in channels: an item's card, and the lines in its thread."""

from datetime import datetime

from handlers.blocks.card.card import card
from handlers.blocks.card.lines import line
from handlers.blocks.decisions.line import decision_line
from handlers.blocks.read_back.sender_questions import question_line
from handlers.blocks.rendered import Rendered
from models.facts.decision_line import decision_line_facts
from models.facts.item import item_facts
from models.facts.line import line_facts
from models.facts.sender_questions import question_facts
from models.storage.session import Session
from models.tables import Event, Item, Message, SenderQuestion, Verb


def render_card(session: Session, message: Message, now: datetime) -> Rendered:
    """The item's card."""
    return card(item_facts(session, session.get_one(Item, message.item_id), now), now)


def render_line(session: Session, message: Message, now: datetime) -> Rendered:
    """The line that a change of hands, a decision or a question to somebody adds to the card's thread."""
    if message.event_id is None:
        return _question(session, message)
    event = session.get_one(Event, message.event_id)
    if event.verb is Verb.DECIDE:
        return decision_line(decision_line_facts(session, event))
    return line(line_facts(session, event, now))


def _question(session: Session, message: Message) -> Rendered:
    row = session.get_one(SenderQuestion, message.body["question"])
    label = session.get_one(Item, message.item_id).label
    return question_line(question_facts(session, message.workspace_id, row), label)
