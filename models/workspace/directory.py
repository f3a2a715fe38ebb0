"""What Slack tells of channels and people, kept as rows; and what it is still to be asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from models.access import find_channel
from models.decisions import plan_reminders_anew
from models.people import days_of, hold_person
from models.storage.holding import held
from models.storage.once import insert_each_once, insert_once
from models.tables import Channel, ChannelKind, ChannelMember, Item, Person, Team


@dataclass(frozen=True, slots=True)
class ChannelNews:
    """What Slack says of a channel. `members` are user ids, the bot's among them where it is in; `shared`: with another
    company."""

    slack_id: str
    name: str
    private: bool
    archived: bool
    has_bot: bool
    members: frozenset[str]
    shared: bool = False


@dataclass(frozen=True, slots=True)
class PersonNews:
    """What Slack says of a person; `timezone` is a zone's name or None. `changed` is when they last changed, as Slack
    counts (seconds since the epoch); 0 where it does not say."""

    user: str
    name: str
    timezone: str | None
    guest: bool
    external: bool
    deactivated: bool
    changed: int = 0


def channels_to_fetch(session: Session, workspace_id: int) -> list[str]:
    """The channels Slack is to be asked about: home channels, and what acts have met."""
    homes = set(session.scalars(select(Team.channel).where(Team.workspace_id == workspace_id, ~Team.retired)))
    rows = list(session.scalars(select(Channel).where(Channel.workspace_id == workspace_id)))
    known = {row.slack_id for row in rows}
    unfetched = {row.slack_id for row in rows if not row.is_settled}
    return sorted((homes - known) | unfetched)


def people_to_fetch(session: Session, workspace_id: int) -> list[str]:
    """The people (user ids) Slack is to be asked about."""
    unfetched = select(Person.user).where(Person.workspace_id == workspace_id, Person.fetched_at.is_(None))
    return sorted(session.scalars(unfetched))


def want_channel(session: Session, workspace_id: int, slack_id: str) -> bool:
    """Have Slack asked about a channel not known yet; say whether it is still to be asked."""
    if find_channel(session, workspace_id, slack_id) is None:
        insert_once(session, Channel, workspace_id=workspace_id, slack_id=slack_id)
    channel = find_channel(session, workspace_id, slack_id)
    return channel is None or not channel.is_settled


def keep_channel(session: Session, workspace_id: int, news: ChannelNews, now: datetime) -> Channel:
    """Keep what Slack says of the channel and who is in it; `now` is UTC."""
    want_channel(session, workspace_id, news.slack_id)
    channel = _hold(session, workspace_id, news.slack_id)
    if channel is None:
        raise LookupError(news.slack_id)
    channel.name, channel.archived, channel.has_bot = news.name, news.archived, news.has_bot
    channel.kind, channel.shared = ChannelKind.PRIVATE if news.private else ChannelKind.PUBLIC, news.shared
    channel.head_count, channel.fetched_at, channel.missing = len(news.members), now, False
    session.execute(delete(ChannelMember).where(ChannelMember.channel_id == channel.id))
    rows = [{"channel_id": channel.id, "user": user} for user in sorted(news.members)]
    insert_each_once(session, ChannelMember, rows)
    session.flush()
    return channel


def keep_missing_channel(session: Session, workspace_id: int, slack_id: str) -> None:
    """Keep that Slack does not show us the channel: it is gone, or private and the bot is not in it."""
    want_channel(session, workspace_id, slack_id)
    channel = _hold(session, workspace_id, slack_id)
    if channel is not None:
        channel.missing, channel.has_bot, channel.fetched_at = True, False, None


def join_channel(session: Session, workspace_id: int, slack_id: str, user: str) -> None:
    """Keep that the person has joined."""
    channel = _hold(session, workspace_id, slack_id)
    if channel is not None and insert_once(session, ChannelMember, channel_id=channel.id, user=user):
        channel.head_count += 1


def leave_channel(session: Session, workspace_id: int, slack_id: str, user: str) -> None:
    """Keep that the person has left: they no longer see what is in it."""
    channel = _hold(session, workspace_id, slack_id)
    membership = session.get(ChannelMember, (channel.id, user)) if channel else None
    if channel is None or membership is None:
        return
    session.delete(membership)
    channel.head_count = max(0, channel.head_count - 1)


def refetch_channel(session: Session, workspace_id: int, slack_id: str) -> None:
    """Have Slack asked again about a channel: the bot has joined it, say."""
    channel = find_channel(session, workspace_id, slack_id)
    if channel is not None:
        channel.fetched_at, channel.missing = None, False


def is_overtaken(person: Person, news: PersonNews) -> bool:
    """Whether Slack has told of a later change of theirs already: events come late, and in any order."""
    return 0 < news.changed < person.changed


def keep_person(session: Session, workspace_id: int, news: PersonNews, now: datetime) -> Person:
    """Keep what Slack says of the person, and plan their next day where their zone decides it; `now` is UTC."""
    person = hold_person(session, workspace_id, news.user)
    moved = person.timezone != news.timezone or person.fetched_at is None or person.deactivated != news.deactivated
    person.name, person.timezone = news.name, news.timezone
    person.guest, person.external, person.deactivated = news.guest, news.external, news.deactivated
    person.fetched_at, person.changed = now, max(news.changed, person.changed)
    if moved:
        replan(session, person, now)
    return person


def replan(session: Session, person: Person, now: datetime) -> None:
    """Plan the person's next day and evening anew after a change of zone or roster at `now` (UTC).

    A day that has started and whose digest the tick has not looked at yet keeps its start, so that no morning is lost;
    one that was to start later, and that by the new plan has started already, starts now. An evening that has come by
    the new plan is looked at once more: a day has one DM all the same.
    """
    days = days_of(session, person.workspace_id, person.user)
    plan_reminders_anew(session, person.workspace_id, person.user, now)
    if person.deactivated:
        person.day_starts_at = person.evening_at = None
        return
    person.evening_at = days.evening(now)
    running = days.current(now)
    if running is not None and person.day_starts_at is not None and person.day_starts_at < running.end:
        person.day_starts_at = min(person.day_starts_at, now)
        return
    upcoming = days.next(now)
    person.day_starts_at = upcoming.start if upcoming else None


def unplaced_items(session: Session, workspace_id: int) -> Iterable[Item]:
    """Items whose card has no channel yet, since the kind of channel they were opened in was not known."""
    unplaced = select(Item).where(Item.workspace_id == workspace_id, Item.channel.is_(None), ~Item.confidential)
    unplaced = unplaced.order_by(Item.id)
    return session.scalars(held(unplaced)).all()


def archive_channel(session: Session, workspace_id: int, slack_id: str) -> None:
    """Keep that the channel was archived."""
    channel = find_channel(session, workspace_id, slack_id)
    if channel is not None:
        channel.archived = True


def rename_channel(session: Session, workspace_id: int, slack_id: str, name: str) -> None:
    """Keep the channel's new name."""
    channel = find_channel(session, workspace_id, slack_id)
    if channel is not None:
        channel.name = name


def lose_channel(session: Session, workspace_id: int, slack_id: str) -> None:
    """Keep that the bot is no longer in the channel: it hears nothing from there any more."""
    channel = find_channel(session, workspace_id, slack_id)
    if channel is not None:
        channel.has_bot = False


def _hold(session: Session, workspace_id: int, slack_id: str) -> Channel | None:
    """The channel's row, if there is one, read anew and held: who is in it and how many changes under it alone."""
    query = select(Channel).where(Channel.workspace_id == workspace_id, Channel.slack_id == slack_id)
    return session.scalars(held(query)).first()
