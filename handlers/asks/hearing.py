"""What a reply in a thread means where the thread is about an item: each of these looks for itself whether it is."""

from collections.abc import Callable
from typing import Final

from handlers.desk import Desk
from handlers.emoji import Meaning
from models.acts import Act
from models.verbs.answering import hear_reply
from models.verbs.replying import hear_claimer
from models.workspace.following import keep_links
from models.workspace.messages import MessageNews


def hear(desk: Desk, act: Act, reply: MessageNews) -> None:
    """Do what the reply of who acts means; of an app's without a user only its addresses are kept."""
    for one in (*(_FROM_PEOPLE if reply.author is not None else ()), _keep_links):
        one(desk, act, reply)


def _answer(desk: Desk, act: Act, reply: MessageNews) -> None:
    """It may be the answer that its author owes since they marked a concern or question."""
    hear_reply(desk.database, act, reply, desk.emoji.names_of(Meaning.DONE))


def _read_back(desk: Desk, act: Act, reply: MessageNews) -> None:
    """It may be what its author still owes of what they claimed, or the answer to what they were asked."""
    hear_claimer(desk.database, act, reply)


def _keep_links(desk: Desk, _: Act, reply: MessageNews) -> None:
    keep_links(desk.database, desk.workspace_id, reply)


_FROM_PEOPLE: Final[tuple[Callable[[Desk, Act, MessageNews], None], ...]] = (_answer, _read_back)
