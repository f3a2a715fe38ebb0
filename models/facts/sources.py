"""Where a message stands that becomes an item or a part of one: what may travel from there, and what is said of it."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.access import channel_name, find_channel, sees_channel
from models.acts import Act
from models.facts.picking import Picked, item_made_from
from models.links import message_link
from models.people import name_of
from models.roster.rows import load_team
from models.tables import ChannelKind
from models.workspace.messages import MessageNews

AN_APP = "an app"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """What is known of the message's channel. `channel` is its name, empty where Slack does not show it to us.

    Not `known`: Slack is still to be asked; until then it counts as private. `shared`: with another company. `home` is
    the name of the channel to which a card goes that cannot stand there. `already` is the item under way that was made
    of it, if who asks sees it.
    """

    author: str
    link: str | None
    channel: str
    direct: bool
    known: bool
    public: bool
    has_bot: bool
    shared: bool
    home: str = ""
    already: Picked | None = None

    @property
    def travels(self) -> bool:
        """Whether the text of what is handed off goes into the note by itself: everybody can read it in its place."""
        return self.public and self.has_bot


def source_facts(session: Session, act: Act, message: MessageNews, team_id: int | None = None) -> SourceFacts:
    """What is true of where the message stands, as far as who acts sees that; `team_id` is the team that an item made
    from it will belong to."""
    workspace_id = act.workspace_id
    home = channel_name(session, workspace_id, load_team(session, team_id).channel) if team_id is not None else ""
    channel, direct = find_channel(session, workspace_id, message.channel), message.channel.startswith("D")
    author = name_of(session, workspace_id, message.author) if message.author else message.app or AN_APP
    link = message_link(session, workspace_id, message.channel, message.ts, message.root)
    already = item_made_from(session, act, message.channel, message.root)
    if channel is None or direct or not _sees(session, act, message.channel):
        return SourceFacts(
            author, link, "", direct, direct, public=False, has_bot=False, shared=False, home=home, already=already
        )
    is_there = channel.fetched_at is not None
    return SourceFacts(
        author, link, channel.name, direct, channel.is_settled,
        public=is_there and channel.kind is ChannelKind.PUBLIC, has_bot=is_there and channel.has_bot,
        shared=channel.shared, home=home, already=already,
    )  # fmt: skip


def _sees(session: Session, act: Act, channel: str) -> bool:
    """A form says which channel it was opened in; people can make it say another."""
    return act.channel == channel or sees_channel(session, act.workspace_id, act.user or "", channel)
