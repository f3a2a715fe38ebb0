"""Who will see an item, as its form says before it is sent."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.access import find_channel, sees_channel
from models.acts import Act
from models.people import name_of
from models.roster.rows import load_team
from models.tables import Channel, ChannelKind, Item


@dataclass(frozen=True, slots=True)
class Audience:
    """Who will see the item: who is in a channel. `name` is empty where Slack has not told it, or does not show it.

    Not `known`: Slack has not told whether the channel it is opened in is private; `name` is the team's home then.
    `only_for` are the names of those who alone see it, beside who writes it; None where it has, or will have, a card.
    """

    name: str
    private: bool
    known: bool
    has_bot: bool
    head_count: int
    only_for: tuple[str, ...] | None = None


def audience_of(session: Session, act: Act, item: Item) -> Audience:
    """Who will see the item, as far as who acts may hear of its channel."""
    if item.is_cardless:
        names = tuple(name_of(session, act.workspace_id, one.user) for one in item.named if one.user != act.user)
        return Audience("", private=True, known=True, has_bot=True, head_count=len(names) + 1, only_for=names)
    channel = find_channel(session, act.workspace_id, item.channel or item.opened_in)
    if channel is not None and channel.missing:
        return Audience("", private=True, known=True, has_bot=False, head_count=0)
    if item.channel is None:
        channel = find_channel(session, act.workspace_id, load_team(session, item.team_id).channel)
    if channel is None or channel.fetched_at is None or not _may_hear_of(session, act, channel):
        return Audience("", private=False, known=False, has_bot=False, head_count=0)
    people = channel.head_count - channel.has_bot
    private = channel.kind is ChannelKind.PRIVATE
    return Audience(channel.name, private, item.channel is not None, channel.has_bot, people)


def _may_hear_of(session: Session, act: Act, channel: Channel) -> bool:
    """A form says where it was opened; people can make it say another private channel than one of theirs."""
    is_there = act.channel == channel.slack_id or sees_channel(
        session, act.workspace_id, act.user or "", channel.slack_id
    )
    return channel.kind is not ChannelKind.PRIVATE or is_there
