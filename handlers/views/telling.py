"""Answering who sent a form in: a form itself can say nothing once it is closed."""

import logging

from handlers.asks.home import home_of, show_home
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from models.access import find_channel
from models.acts import Act
from models.owed.owing import owe_reply
from models.people import find_person
from models.storage.conflicts import ConflictError

log = logging.getLogger(__name__)


def tell(desk: Desk, act: Act, where: str, said: Rendered, *, only_there: bool = False) -> None:
    """Answer where the form was opened, the Home tab too; where the bot is not, nobody can be whispered to, so the
    answer is a DM, unless it counts `only_there`."""
    user = str(act.user)
    if where == home_of(user):
        show_home(desk, act, said)
        return
    with desk.database.read() as session:
        channel = find_channel(session, act.workspace_id, where)
        reader = find_person(session, act.workspace_id, user)
        is_ours = reader is not None and reader.dm_channel == where
        can_whisper = is_ours or (channel is not None and channel.has_bot)
    if can_whisper:
        desk.afterwards.whisper(where, user, said)
        return
    if only_there:
        return
    try:
        with desk.database.write() as session:
            owe_reply(session, act.workspace_id, user, f"reply:{act.key}", said.payload(), act.now)
    except ConflictError as conflict:
        # What was asked has been done: that it is not told must not look as if it had not.
        log.info("an answer for one person was not kept: %s", conflict)
