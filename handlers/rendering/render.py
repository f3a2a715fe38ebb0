"""What a message says when it is sent, made from what is true then; or that nothing is left to say."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

from handlers.blocks.rendered import Rendered
from handlers.rendering.daily import render_again, render_arrivals, render_digest, render_reminder
from handlers.rendering.decisions import render_decision
from handlers.rendering.evening import render_evening, render_leaving
from handlers.rendering.items import render_card, render_line
from handlers.rendering.outcome import Drop, Wait
from handlers.rendering.said import render_notice, render_reply
from handlers.rendering.shifts import render_ask_away, render_ask_zone, render_cover, render_shifts
from models.storage.session import Session
from models.tables import Message, MessageKind


def render(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """What the message says at `now` (UTC).

    For a digest that has not been sent the session must be a writing one: what it shows is noted. An edit of what
    stands is never dropped for its reader being asleep: edits are silent.
    """
    return _RENDER[message.kind](session, message, now)


_RENDER: Final[dict[MessageKind, Callable[[Session, Message, datetime], Rendered | Drop | Wait]]] = {
    MessageKind.CARD: render_card,
    MessageKind.LINE: render_line,
    MessageKind.DIGEST: render_digest,
    MessageKind.ARRIVALS: render_arrivals,
    MessageKind.NOTICE: render_notice,
    MessageKind.REPLY: render_reply,
    MessageKind.SHIFTS: render_shifts,
    MessageKind.COVER: render_cover,
    MessageKind.REMINDER: render_reminder,
    MessageKind.AGAIN: render_again,
    MessageKind.ASK_AWAY: render_ask_away,
    MessageKind.ASK_ZONE: render_ask_zone,
    MessageKind.LEAVING: render_leaving,
    MessageKind.EVENING: render_evening,
    MessageKind.DECISION: render_decision,
}
