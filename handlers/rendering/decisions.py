"""What asks somebody to decide: the DM of its own, and a digest that has nothing else in it."""

from dataclasses import replace
from datetime import datetime

from handlers.blocks.decisions.question import decision_dm
from handlers.blocks.rendered import Rendered
from handlers.rendering.outcome import Drop, Wait, behind_digest
from models.facts.asked import decision_dm_facts, still_asked
from models.storage.session import Session
from models.tables import Message


def render_decision(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """The questions, or what became of them; not what the digest has told meanwhile, nor to somebody who is not at
    work."""
    facts = decision_dm_facts(session, message, now)
    if message.ts is not None:
        return decision_dm(facts, now)
    if (later := behind_digest(session, message, now)) is not None:
        return later
    asked = still_asked(session, message, facts, now)
    return decision_dm(replace(facts, asked=asked), now) if asked else Drop("nothing in it is still to be decided")
