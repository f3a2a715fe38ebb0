"""Where a message stands that becomes an item or a part of one: what may travel from there, and what is said of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.access import find_channel
from models.links import message_link
from models.people import name_of
from models.tables import ChannelKind
from models.workspace.messages import MessageNews

AN_APP = "an app"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of the message's channel. `channel` is its name, empty where Slack does not show it to us.

    Not `known`: Slack is still to be asked; until then it counts as private. `shared`: with another company.
    """

    author: str
    link: str | None
    channel: str
    direct: bool
    known: bool
    public: bool
    has_bot: bool
    shared: bool

    @property
    def stands_in_thread(self) -> bool:
        """Whether a card can stand in the message's thread."""
        return self.known and self.has_bot and not self.direct


def source_facts(session: Session, workspace_id: int, message: MessageNews) -> SourceFacts:
    """What is true of where the message stands."""
    channel, direct = find_channel(session, workspace_id, message.channel), message.channel.startswith("D")
    author = name_of(session, workspace_id, message.author) if message.author else message.app or AN_APP
    link = message_link(session, workspace_id, message.channel, message.ts, message.root)
    if channel is None or direct:
        return SourceFacts(author, link, "", direct, direct, public=False, has_bot=False, shared=False)
    is_there = channel.fetched_at is not None
    return SourceFacts(
        author, link, channel.name, direct, channel.is_settled,
        public=is_there and channel.kind is ChannelKind.PUBLIC, has_bot=is_there and channel.has_bot,
        shared=channel.shared,
    )  # fmt: skip
