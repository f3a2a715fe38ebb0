"""The workspace of the walk: the whole product, whose bot can die and comes back, or be too slow for a while."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from typing import Final

from sqlalchemy import select

from bot.sandbox.delivery import Delivery
from bot.sandbox.people.message import Message
from bot.slack.connection import ConnectionProblem
from models.acts import Act, Surface
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.storage.database import Database
from models.tables import Absence, Item, Note
from models.verbs.replanning import replan_offers
from models.workspace.connecting import the_workspace
from tests.people import CAST, GUS, IN_OPS, IN_SECRET, OLGA, OPS, ROSTER, SECRET
from tests.walk.crashes import Crash, Crashes
from tests.walk.second_hours import SecondHours
from tests.workspace import MANY, Workspace

Order = Callable[[Sequence[Delivery]], Sequence[Delivery]]
MOST_STARTS: Final = 12
ANSWERED_BY: Final = timedelta(hours=1)
MEMBERS_CHANGE: Final = {"member_left_channel", "member_joined_channel"}
ZONES: Final = {one.user: one.timezone for one in CAST}


class Walked(Workspace):
    """One workspace; its bot connects to Slack again after each of its deaths, as a supervisor would have it."""

    crashes: Crashes | None = None
    too_slow = False
    holding = False
    released_at = datetime.min.replace(tzinfo=UTC)
    deaths = 0

    def __init__(self, database: Database, begins: datetime) -> None:
        """Begin in a database that holds the cast's workspace."""
        self.hours = SecondHours(ROSTER, ZONES, self.is_away)
        self.archived: set[str] = set()
        self.gone: set[str] = set()
        self.were_gone: set[str] = set()
        super().__init__(database, roster=None, begins=begins)
        bot = self.slack.bot_user_id
        self.members = {OPS: {bot, *IN_OPS}, SECRET: {bot, *IN_SECRET}}
        self.crashes = Crashes(database, self.slack)

    def close(self) -> None:
        """The walk is over. The database is the test's."""
        if self.crashes is not None:
            self.crashes.close()
        self.slack.stop()

    def settle(self) -> None:
        """Let the bot do all there is to do, unless it is too slow just now; dead, it comes back and goes on."""
        if self.too_slow:
            return
        try:
            self.tick()
            self._come_to_rest()
            while self.slack.retry_due():
                self._come_to_rest()
        except Crash:
            self.come_back()

    def is_away(self, user: str, day: date) -> bool:
        """Whether somebody has said that they are away on that date."""
        with self.database.read() as session:
            said = session.scalars(select(Absence).where(Absence.user == user)).all()
        return any(one.first is not None and one.first <= day <= (one.last or day) for one in said)

    def sees(self, user: str, channel: str) -> bool:
        """Whether somebody sees what is in a channel: as Slack has it, whatever the bot has heard."""
        public = channel != SECRET and user not in (GUS, OLGA)
        return public or user in self.members[channel]

    def hears_of(self, channel: str) -> bool:
        """Whether the bot has heard of everything that happened to a channel, and answers nothing from before."""
        waiting = [one for one in self.slack.events.log if one.event.get("type") in MEMBERS_CHANGE]
        told = all(one.outcome is not None and one.outcome.accepted for one in waiting)
        in_time = self.clock() > self.released_at + ANSWERED_BY
        return told and in_time and self.slack.bot_user_id in self.members[channel]

    def comes_or_leaves(self, user: str, channel: str) -> str:
        """Somebody (or the bot) leaves a channel, or comes into it if they are not there."""
        inside = user in self.members[channel]
        (self.slack.leave if inside else self.slack.join)(channel, user)
        (self.members[channel].discard if inside else self.members[channel].add)(user)
        self.settle()
        return "leaves" if inside else "joins"

    def closes_or_opens(self, channel: str) -> str:
        """A channel is archived, or brought back if it is."""
        there = channel not in self.archived
        (self.slack.archive if there else self.slack.unarchive)(channel)
        (self.archived.add if there else self.archived.discard)(channel)
        self.settle()
        return "is archived" if there else "is back"

    def loses_or_gets_account(self, user: str) -> str:
        """Somebody is deactivated, or has their account back."""
        active = user not in self.gone
        self.slack.set_user(user, deleted=active)
        self.were_gone.add(user)
        (self.gone.add if active else self.gone.discard)(user)
        self.settle()
        return "is deactivated" if active else "is back"

    def hold_or_release(self, order: Order) -> str:
        """Slack holds its events back; those that are held come now, in that order."""
        if not self.holding:
            self.holding = True
            self.slack.events.hold()
            return "holds them back"
        self.release(order)
        self.settle()
        return f"lets them go, {order.__name__.replace('_', ' ')}"

    def release(self, order: Order) -> None:
        """Events that were held come now, in that order."""
        self.holding, self.released_at = False, self.clock()
        self.slack.events.release(order)

    def become_slow(self) -> None:
        """The bot answers, and gets nothing else done."""
        self.too_slow = True

    def double_events(self) -> None:
        """Slack sends its last event once more, and the next one twice."""
        told = [one for one in self.slack.events.log if one.outcomes]
        if told:
            self.slack.events.again(told[-1])
        self.slack.events.double_next()
        self.settle()

    def come_back(self) -> None:
        """A new process on the same database: nothing of the old one's memory is left."""
        self.deaths += 1
        for _ in range(MOST_STARTS):
            with suppress(ConnectionProblem, Crash):
                self._start_bot()
                return
        raise AssertionError("the bot does not start any more")

    def apply(self, roster: str) -> None:
        """Apply a roster and let offers follow, as the command line does: in a process of its own."""
        self.hours = SecondHours(roster, ZONES, self.is_away)
        try:
            self._apply(roster)
        except Crash:
            self._apply(roster)
            self.come_back()

    def items(self) -> list[Item]:
        """All items, by number."""
        with self.database.read() as session:
            found = list(session.scalars(select(Item).order_by(Item.number)))
            session.expunge_all()
        return found

    def headline(self, item: Item) -> str:
        """What an item is called."""
        with self.database.read() as session:
            return session.get_one(Note, (item.id, item.note_version)).headline

    def card_of(self, item: Item) -> Message | None:
        """The card, as it stands in Slack."""
        if item.channel is None or item.ts is None:
            return None
        return next((one for one in self.slack.messages(item.channel) if one.ts == item.ts), None)

    def _come_to_rest(self) -> None:
        for _ in range(MANY):
            if not self.lookups.ask() + self.outbox.send_due() + self._say_later():
                self.slack.settle()
                return
        raise AssertionError("the bot does not come to rest")

    def _apply(self, roster: str) -> None:
        with self.database.write() as session:
            workspace = the_workspace(session)
            apply_roster(session, workspace, read_roster(roster), self.clock())
            replan_offers(session, Act(workspace.id, None, self.clock(), Surface.BOT))

    def _dispatch(self, body: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], str]:
        try:
            return super()._dispatch(body, headers)
        except Crash:
            self.come_back()
            raise ConnectionResetError from None
