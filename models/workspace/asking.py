"""What is still to be done once Slack has told of a channel: items get their place, parked messages are owed again."""

from datetime import datetime
from typing import Final

from sqlalchemy import Integer, bindparam, exists, or_, select
from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.owed.placing import place_item, send_now
from models.owed.stuck import unpark_channel
from models.people import hold_person, is_gone
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.holding import have_workspace
from models.tables import Channel, KeptAct, Person, Team
from models.verbs.moving import ask_where
from models.verbs.offers import tell_when_placed
from models.verbs.releasing import changing_account
from models.workspace.directory import (
    ChannelNews,
    PersonNews,
    is_overtaken,
    keep_channel,
    keep_missing_channel,
    keep_person,
    unplaced_items,
)
from models.workspace.keeping import want_members

# Made once: making it takes longer than running it.
_WORKSPACE: Final = bindparam("workspace", type_=Integer)
_UNKNOWN_CHANNEL: Final = exists().where(
    Channel.workspace_id == _WORKSPACE, Channel.fetched_at.is_(None), Channel.missing.is_(False)
)
_KNOWN_HOME: Final = exists().where(Channel.workspace_id == _WORKSPACE, Channel.slack_id == Team.channel)
_UNKNOWN_HOME: Final = exists().where(Team.workspace_id == _WORKSPACE, Team.retired.is_(False), ~_KNOWN_HOME)
_UNKNOWN_PERSON: Final = exists().where(Person.workspace_id == _WORKSPACE, Person.fetched_at.is_(None))
_KEPT: Final = exists().where(KeptAct.workspace_id == _WORKSPACE)
_ANYTHING: Final = select(or_(_UNKNOWN_CHANNEL, _UNKNOWN_HOME, _UNKNOWN_PERSON, _KEPT))


def anything_to_ask(session: Session, workspace_id: int) -> bool:
    """Whether Slack is to be asked about a channel or person, or a command waits for it: a cheap look by indexes."""
    return bool(session.scalar(_ANYTHING, {"workspace": workspace_id}))


@again_after_conflicts
def learn_channel(database: Database, workspace_id: int, news: ChannelNews, now: datetime) -> None:
    """Keep what Slack says of a channel at `now` (UTC), and owe again what was parked for it if the bot can post."""
    with database.write() as session:
        have_workspace(session, workspace_id)
        keep_channel(session, workspace_id, news, now)
        want_members(session, workspace_id, news.slack_id)
        if news.has_bot and not news.archived:
            unpark_channel(session, workspace_id, news.slack_id, now)
        _place_items(session, workspace_id, now)


@again_after_conflicts
def learn_missing_channel(database: Database, workspace_id: int, slack_id: str, now: datetime) -> None:
    """Keep at `now` (UTC) that Slack does not show the channel."""
    with database.write() as session:
        have_workspace(session, workspace_id)
        keep_missing_channel(session, workspace_id, slack_id)
        _place_items(session, workspace_id, now)


@again_after_conflicts
def learn_people(database: Database, workspace_id: int, people: list[PersonNews], now: datetime) -> None:
    """Keep what Slack says of people at `now` (UTC), and do what follows from it: see `models.verbs.releasing`."""
    if not people:
        return
    with database.write() as session:
        if any(news.deactivated or is_gone(session, workspace_id, news.user) for news in people):
            have_workspace(session, workspace_id)
        for news in sorted(people, key=lambda one: one.user):
            _learn_person(session, workspace_id, news, now)


def _learn_person(session: Session, workspace_id: int, news: PersonNews, now: datetime) -> None:
    """Keep what Slack says of somebody at `now` (UTC). Turns and items follow where an account was deactivated or is
    back; who is in another zone is asked where they work now."""
    before = hold_person(session, workspace_id, news.user)
    if is_overtaken(before, news):
        return
    was_gone, was_known, was_in = before.deactivated, before.fetched_at is not None, before.timezone
    if news.deactivated == was_gone:
        person = keep_person(session, workspace_id, news, now)
        if was_known and person.timezone != was_in:
            ask_where(session, person, was_in, now)
        return
    act = Act(workspace_id, None, now, Surface.BOT)
    with changing_account(session, act, news.user, tells=was_known):
        keep_person(session, workspace_id, news, now)


def _place_items(session: Session, workspace_id: int, now: datetime) -> None:
    """Until it is known who sees an item nobody else is told of it: they are now."""
    for item in list(unplaced_items(session, workspace_id)):
        if place_item(session, item) is not None:
            tell_when_placed(session, item, now)
            send_now(session, item, now)
