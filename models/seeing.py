"""Who sees an item, as a condition in SQL: the same rule as `access.may_see`, which asks of one item at a time."""

from typing import Final

from sqlalchemy import ColumnElement, exists, func, or_, select

from models.tables import Channel, ChannelKind, ChannelMember, Item, ItemPerson, Person

Value = ColumnElement[str]
# Slack has told who the person is, and that they are a colleague: the same as `Person.sees_public_channels`.
SEES_PUBLIC: Final = Person.fetched_at.is_not(None) & ~Person.guest & ~Person.external


def seen_by(user: Value, channel: Value | None, *, sees_public: bool | ColumnElement[bool]) -> ColumnElement[bool]:
    """The condition that an item's channel can be seen by `user`, who acts in `channel`, if in any.

    `sees_public`: Slack has told that they are a colleague, or the condition for it. What costs least is asked first.
    A confidential item is seen by the members of its channel alone, or by those whom it is for.
    """
    where = (Channel.workspace_id == Item.workspace_id) & (Channel.slack_id == Item.channel)
    ways: list[ColumnElement[bool]] = []
    if channel is not None:  # SQL has no equal to nothing: the comparison would find all that has no channel yet
        ways.append((func.coalesce(Item.channel, Item.opened_in) == channel) & ~Item.confidential)
    if sees_public is not False:
        is_public = exists(select(Channel.id).where(where, Channel.kind == ChannelKind.PUBLIC))
        is_open = ~Item.confidential & is_public
        ways.append(is_open if sees_public is True else is_open & sees_public)
    is_member = (
        select(ChannelMember.user)
        .join(Channel, Channel.id == ChannelMember.channel_id)
        .where(where, ChannelMember.user == user)
        .correlate_except(Channel, ChannelMember)  # `user` may be a row's of the query around the one of items
    )
    is_for = select(ItemPerson.user).where(ItemPerson.item_id == Item.id, ItemPerson.user == user)
    has_none = Item.channel.is_(None) & ((Item.owner == user) | (Item.confidential & exists(is_for)))
    return or_(*ways, exists(is_member), has_none)
