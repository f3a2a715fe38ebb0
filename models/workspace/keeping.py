"""Acts that came too early: kept, and carried out once what they met is known."""

from dataclasses import asdict
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from models.access import find_channel
from models.acts import Act, Reacted, Surface
from models.people import find_person
from models.storage.database import Database
from models.storage.once import insert_each_once, insert_once
from models.tables import (
    Action,
    Channel,
    ChannelMember,
    Delivery,
    DeliveryState,
    Item,
    KeptAct,
    Message,
    MessageKind,
    Person,
    Seen,
)
from models.workspace.directory import want_channel

# A card's post is looked for, or sent again, once its lease of a minute is over: by then it is known where it stands.
NO_CARD_AFTER: Final = timedelta(minutes=3)
# By then nobody looks at the form, or the tab, any more.
NO_SETUP_AFTER: Final = timedelta(minutes=10)
# A channel of more is no team's: it holds half the company.
MOST_IN_TEAM: Final = 150


class Asks(StrEnum):
    """What Slack is asked before a reaction that was kept can be carried out: what the message it is on says, or the
    latest reply of who reacted in that message's thread."""

    MESSAGE = "message"
    REPLY = "reply"


def keep_command(database: Database, act: Act, awaits: str, text: str) -> None:
    """Keep what was typed until Slack has told of the channel `awaits`; once, however often Slack sends it."""
    if act.user is None:
        raise ValueError("a command is typed by a person")
    with database.write() as session:
        if act.key is not None and not insert_once(session, Seen, key=f"keep:{act.key}", at=act.now):
            return
        want_channel(session, act.workspace_id, awaits)
        session.add(
            KeptAct(workspace_id=act.workspace_id, awaits=awaits, user=act.user, words={"text": text}, at=act.now)
        )


def keep_setup(database: Database, act: Act, awaits: str, view: str) -> None:
    """Keep that somebody waits, in a form that we opened under the name `view`, for who is in the channel `awaits`."""
    with database.write() as session:
        want_channel(session, act.workspace_id, awaits)
        session.add(
            KeptAct(workspace_id=act.workspace_id, awaits=awaits, user=str(act.user), words={"view": view}, at=act.now)
        )


def keep_home(database: Database, act: Act) -> None:
    """Keep that who acts looks at their Home tab, and waits there for Slack to tell who they are; once."""
    with database.write() as session:
        waiting = select(KeptAct).where(KeptAct.workspace_id == act.workspace_id, KeptAct.awaits == act.user)
        if not any(is_home(kept) for kept in session.scalars(waiting)):
            user = str(act.user)
            session.add(
                KeptAct(workspace_id=act.workspace_id, awaits=user, user=user, words={"home": True}, at=act.now)
            )


def keep_reaction(database: Database, act: Act) -> None:
    """Keep a reaction, put on or taken off, on a message that may turn out to be a card: see `card_is_on_its_way`."""
    if act.user is None or act.channel is None or act.reacted is None:
        raise ValueError("a person reacts, in a channel")
    words = {**asdict(act.reacted), "key": act.key}
    with database.write() as session:
        session.add(KeptAct(workspace_id=act.workspace_id, awaits=act.channel, user=act.user, words=words, at=act.now))


def keep_asking(database: Database, act: Act, asks: Asks, *, root: str = "", noted: bool = False) -> None:
    """Keep a reaction until Slack has said what `asks` names; once, however often Slack sends it.

    `root` is the `ts` of the thread's first message, where it is known. `noted`: that the emoji is on was kept before.
    """
    if act.user is None or act.channel is None or act.reacted is None:
        raise ValueError("a person reacts, in a channel")
    words = {**asdict(act.reacted), "key": act.key, "asks": asks.value, "root": root, "noted": noted}
    with database.write() as session:
        if insert_once(session, Seen, key=f"keep:{act.key}", at=act.now):
            kept = KeptAct(workspace_id=act.workspace_id, awaits=act.channel, user=act.user, words=words, at=act.now)
            session.add(kept)


def kept_asking(session: Session, workspace_id: int) -> list[KeptAct]:
    """What waits for what Slack says of a message, oldest first; of people of whom Slack has told who they are."""
    known = exists().where(
        Person.workspace_id == workspace_id, Person.user == KeptAct.user, Person.fetched_at.is_not(None)
    )
    waiting = select(KeptAct).where(KeptAct.workspace_id == workspace_id, known).order_by(KeptAct.id)
    return [kept for kept in session.scalars(waiting) if asks_of(kept) is not None]


def asks_of(kept: KeptAct) -> Asks | None:
    """What Slack is to be asked before the act can be carried out, if anything."""
    return Asks(kept.words["asks"]) if "asks" in kept.words else None


def card_is_on_its_way(session: Session, act: Act) -> bool:
    """Whether a card for the act's channel has been given to Slack, and nobody knows yet where it stands."""
    query = (
        select(Message.id)
        .join(Delivery)
        .where(Message.workspace_id == act.workspace_id, Message.kind == MessageKind.CARD)
        .where(Message.channel == act.channel, Delivery.action == Action.POST)
        .where(Delivery.state == DeliveryState.SENDING)
    )
    return session.scalar(query.limit(1)) is not None


def kept_acts(session: Session, workspace_id: int, now: datetime) -> list[KeptAct]:
    """What waited and can be carried out, or given up, at `now` (UTC), oldest first."""
    waiting = select(KeptAct).where(KeptAct.workspace_id == workspace_id).order_by(KeptAct.id)
    return [kept for kept in session.scalars(waiting) if _is_ready(session, kept, now)]


def act_kept(kept: KeptAct, now: datetime) -> Act:
    """The act that was kept, carried out at `now` (UTC): it counts once, however often it is tried."""
    if is_reaction(kept) or asks_of(kept) is not None:
        reacted = Reacted(**{name: kept.words[name] for name in ("emoji", "ts", "order", "added")})
        return Act(
            kept.workspace_id, kept.user, now, Surface.REACTION,
            channel=kept.awaits, key=kept.words["key"], emoji=reacted.emoji, reacted=reacted,
        )  # fmt: skip
    return Act(kept.workspace_id, kept.user, now, Surface.COMMAND, key=f"kept:{kept.id}")


def is_reaction(kept: KeptAct) -> bool:
    """Whether a reaction on what may be a card was kept."""
    return "emoji" in kept.words and "asks" not in kept.words


def is_setup(kept: KeptAct) -> bool:
    """Whether somebody waits in a form that sets a team up."""
    return "view" in kept.words


def is_home(kept: KeptAct) -> bool:
    """Whether somebody looks at their Home tab, of whom Slack had not told yet."""
    return "home" in kept.words


def forget_act(session: Session, kept_id: int) -> None:
    """The act has been carried out."""
    session.execute(delete(KeptAct).where(KeptAct.id == kept_id))


def want_members(session: Session, workspace_id: int, slack_id: str) -> None:
    """Have Slack asked who the members of a channel are, if somebody waits to set up a team there."""
    waiting = select(KeptAct).where(KeptAct.workspace_id == workspace_id, KeptAct.awaits == slack_id)
    if not any(is_setup(kept) for kept in session.scalars(waiting)):
        return
    channel = find_channel(session, workspace_id, slack_id)
    if channel is not None and channel.head_count <= MOST_IN_TEAM:
        members = session.scalars(select(ChannelMember.user).where(ChannelMember.channel_id == channel.id))
        insert_each_once(session, Person, [{"workspace_id": workspace_id, "user": user} for user in sorted(members)])


def _members_are_known(session: Session, channel: Channel) -> bool:
    unknown = (
        select(ChannelMember.user)
        .join(Person, (Person.user == ChannelMember.user) & (Person.workspace_id == channel.workspace_id))
        .where(ChannelMember.channel_id == channel.id, Person.fetched_at.is_(None))
    )
    return channel.head_count > MOST_IN_TEAM or session.scalar(unknown.limit(1)) is None


def _is_ready(session: Session, kept: KeptAct, now: datetime) -> bool:
    if asks_of(kept) is not None:
        return False
    if is_reaction(kept):
        card = select(Item.id).where(Item.channel == kept.awaits, Item.ts == kept.words["ts"])
        return session.scalar(card.limit(1)) is not None or now - kept.at >= NO_CARD_AFTER
    if is_home(kept):
        person = find_person(session, kept.workspace_id, kept.user)
        return (person is not None and person.fetched_at is not None) or now - kept.at >= NO_SETUP_AFTER
    channel = find_channel(session, kept.workspace_id, kept.awaits)
    if channel is None or not channel.is_settled:
        return False
    if is_setup(kept):
        return channel.missing or _members_are_known(session, channel) or now - kept.at >= NO_SETUP_AFTER
    return True
