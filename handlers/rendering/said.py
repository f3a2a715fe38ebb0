"""What was worded when it was owed: notices, and answers in the bot's DM."""

from datetime import datetime, timedelta
from typing import Final

from handlers.blocks.notice import notice, reply
from handlers.blocks.rendered import Rendered
from handlers.rendering.outcome import Drop, Wait, until_awake
from models.storage.session import Session
from models.tables import Message

HELD_UP: Final = timedelta(minutes=10)


def render_notice(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """It may be late: the machine was off, say, and its reader's day is over."""
    waits = until_awake(session, message, now) if message.ts is None else None
    return waits or notice(message.body)


def render_reply(session: Session, message: Message, now: datetime) -> Rendered | Drop | Wait:
    """Who asks is awake; an answer that was held up does not wake who has gone home since."""
    is_held_up = message.ts is None and now - message.created_at > HELD_UP
    waits = until_awake(session, message, now) if is_held_up else None
    return waits or reply(message.body)
