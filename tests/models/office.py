"""The office of the stories: a database with the cast, their team and channels, and short words for what they do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.lists import Scope, list_items
from models.notes import Draft
from models.owed.deliveries import get_delivery, note_sent, park
from models.owed.evenings import due_evenings, end_days
from models.owed.mornings import begin_days, due_people
from models.owed.taking import take_due
from models.parking import is_parked
from models.roster.apply import TeamChange, apply_roster
from models.roster.file import read_roster
from models.roster.rows import load_team
from models.shifts.shift import shift_on
from models.storage.database import Database
from models.tables import Delivery, DeliveryState, Event, Item, Message, MessageKind, Person, Workspace
from models.targets import Target, ToNext
from models.verbs.handing_off import open_and_offer
from models.verbs.moving_on import due_to_move, move_on
from models.verbs.outcomes import Outcome
from models.verbs.replanning import replan_offers
from models.workspace.asking import learn_people
from models.workspace.connecting import connect_workspace
from models.workspace.directory import ChannelNews, PersonNews, keep_channel, keep_person, leave_channel
from tests.people import BOT, CAST, IN_OPS, IN_SECRET, LOBBY, OPS, ROSTER, SECRET, WEI, WORKSPACE, at

FURNISHED_AT = at("sun 12:00", week=-1)


@dataclass(frozen=True)
class Office:
    """What stories work with. Every instant is UTC."""

    database: Database
    workspace_id: int = 1
    team_id: int = 1

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session whose rows can be looked at afterwards."""
        with self.database.read() as session:
            yield session
            session.expunge_all()

    def act(self, user: str | None, now: datetime, *, channel: str | None = None, **more: Any) -> Act:
        """Somebody's act. With no channel it is one from the bot's DM, which shows nothing."""
        return Act(self.workspace_id, user, now, more.pop("surface", Surface.COMMAND), channel, **more)

    def opens(self, now: datetime, by: str = WEI, to: Target | None = None, where: str = OPS, **draft: Any) -> Outcome:
        """Somebody, Wei unless it is said, opens an item in a channel, #ops unless it is said."""
        note = Draft(**{"headline": "Replica 3 lags", "next_step": "Restart the rebuild", **draft})
        return open_and_offer(
            self.database, self.act(by, now, channel=where), self.team_id, where, note, to or ToNext()
        )

    def on_shift(self, region: str, day: date) -> tuple[str, ...]:
        """The user ids on shift for a region on a date of its own."""
        with self.database.read() as session:
            shift = shift_on(load_team(session, self.team_id).plan().region(region), day)
            return shift.on_shift if shift else ()

    def is_parked(self, now: datetime, number: int = 1) -> bool:
        """Whether the item is parked."""
        with self.database.read() as session:
            return is_parked(session, session.scalars(select(Item).where(Item.number == number)).one(), now)

    def item(self, number: int = 1) -> Item:
        """The item's row."""
        with self.reading() as session:
            return session.scalars(select(Item).where(Item.number == number)).one()

    def events(self, number: int = 1) -> list[Event]:
        """What happened to the item, in order."""
        with self.reading() as session:
            of_item = select(Event).join(Item, Item.id == Event.item_id).where(Item.number == number)
            return list(session.scalars(of_item.order_by(Event.id)))

    def messages(self, kind: MessageKind, user: str | None = None) -> list[Message]:
        """The messages of that kind that were owed, to that person where one is named."""
        with self.reading() as session:
            found = session.scalars(select(Message).where(Message.kind == kind).order_by(Message.id))
            return [message for message in found if user is None or message.user == user]

    def due_of(self, message: Message) -> datetime:
        """From when on the message is sent."""
        with self.database.read() as session:
            return session.scalars(select(Delivery.due_at).where(Delivery.message_id == message.id)).one()

    def leaves(self, channel: str, user: str) -> None:
        """Somebody leaves a channel."""
        with self.database.write() as session:
            leave_channel(session, self.workspace_id, channel, user)

    def told(self, user: str) -> list[MessageKind]:
        """The DMs that were owed to the person, in order."""
        with self.database.read() as session:
            return list(session.scalars(select(Message.kind).where(Message.user == user).order_by(Message.id)))

    def owed(self) -> list[str]:
        """What waits to be sent, as "action kind", in order."""
        with self.database.read() as session:
            waiting = select(Delivery, Message).join(Message).where(Delivery.state == DeliveryState.PENDING)
            rows = session.execute(waiting.order_by(Delivery.id))
            return [f"{delivery.action.value} {message.kind.value}" for delivery, message in rows]

    def sends_all(self, now: datetime) -> list[str]:
        """Slack takes all that is due at `now`; what was sent, as "action kind"."""
        sent = []
        while (delivery_id := take_due(self.database, now)) is not None:
            with self.reading() as session:
                delivery = get_delivery(session, delivery_id)
            sent.append(f"{delivery.action.value} {delivery.message.kind.value}")
            channel = delivery.message.channel or f"D{delivery.message.user}"
            note_sent(self.database, delivery_id, channel, f"{delivery_id}.000001", now)
        return sent

    def gives_up(self, kind: MessageKind) -> None:
        """The sender parks what waits of that kind."""
        with self.reading() as session:
            waiting = select(Delivery.id).join(Message).where(Delivery.state == DeliveryState.PENDING)
            ids = list(session.scalars(waiting.where(Message.kind == kind)))
        for delivery_id in ids:
            park(self.database, delivery_id, "account_inactive")

    def listed(self, user: str, scope: Scope, now: datetime, **more: Any) -> list[int]:
        """The numbers of the items in somebody's list."""
        return [item.number for item in list_items(self.database, self.act(user, now, **more), scope, 20).items]

    def moves_what_is_due(self, now: datetime) -> int:
        """The tick's move of what nobody claimed; how many moved."""
        with self.database.read() as session:
            due = due_to_move(session, now, 100)
        return sum(move_on(self.database, item_id, now) for item_id in due)

    def begins_days(self, now: datetime) -> int:
        """The tick's look at whose day has started; how many digests are owed."""
        with self.database.read() as session:
            due = due_people(session, now, 100)
        return begin_days(self.database, due, now)

    def ends_days(self, now: datetime) -> int:
        """The tick's look at whose day is near its end; how many are owed the DM that asks."""
        with self.database.read() as session:
            due = due_evenings(session, now, 100)
        return end_days(self.database, due, now)

    def applies(self, roster: str, now: datetime) -> list[TeamChange]:
        """Apply a roster, and let offers follow."""
        with self.database.write() as session:
            changes = apply_roster(session, session.get_one(Workspace, self.workspace_id), read_roster(roster), now)
            replan_offers(session, self.act(None, now, surface=Surface.BOT))
            return changes

    def deactivates(self, user: str, now: datetime, *, deactivated: bool = True) -> None:
        """Slack deactivates somebody, or takes that back, and the bot lets go of what they had."""
        with self.reading() as session:
            person = session.scalars(select(Person).where(Person.user == user)).one()
        news = PersonNews(user, person.name, person.timezone, person.guest, person.external, deactivated)
        learn_people(self.database, self.workspace_id, [news], now)


def furnish(database: Database, roster: str = ROSTER, now: datetime = FURNISHED_AT) -> None:
    """Connect the workspace and let Slack tell of the cast and the channels."""
    with database.write() as session:
        workspace = connect_workspace(session, WORKSPACE, "Sun", "https://sun.slack.com/", BOT)
        apply_roster(session, workspace, read_roster(roster), now)
        _tell_of_channel(session, OPS, "ops", IN_OPS, now)
        _tell_of_channel(session, SECRET, "secret", IN_SECRET, now, private=True)
        _tell_of_channel(session, LOBBY, "lobby", frozenset({BOT}), now)
        for one in CAST:
            news = PersonNews(one.user, one.name, one.timezone, one.guest, one.external, deactivated=False)
            keep_person(session, workspace.id, news, now)


def names_of(changes: Sequence[TeamChange]) -> list[tuple[str, str]]:
    """Teams and what applying did to them."""
    return [(change.team, change.how) for change in changes]


def _tell_of_channel(
    session: Session, slack_id: str, name: str, members: frozenset[str], now: datetime, *, private: bool = False
) -> None:
    news = ChannelNews(slack_id, name, private=private, archived=False, has_bot=True, members=members)
    keep_channel(session, 1, news, now)
