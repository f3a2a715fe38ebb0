"""A whole workspace for the journeys: the stand-in Slack over HTTP, the real bot behind real Bolt, and a clock to turn.

People act through `workspace.person`; `turn_to` sets the clock and lets the bot do what is due. Only Slack and the
clock are not the real ones.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, Final

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient
from sqlalchemy import event

from bot.calendars.reader import CalendarReader
from bot.clock import wall_clock
from bot.outbox.outbox import Outbox
from bot.sandbox import StandIn
from bot.slack.app import make_app
from bot.slack.connection import connect
from bot.slack.groups import UserGroups
from bot.slack.lookups import Lookups
from bot.slack.mails import MailBook
from bot.ticking.tick import Tick
from handlers.afterwards import Afterwards
from handlers.asks.kept import carry_out_kept
from handlers.desk import Desk
from handlers.emoji import DEFAULT_EMOJI, Emoji
from models.roster.file import read_roster
from models.storage.database import Database
from models.verbs.new_roster import put_into_effect
from models.workspace.connecting import the_workspace
from tests.doing import Doing
from tests.people import CAST, IN_OPS, IN_SECRET, LOBBY, OPS, ROSTER, SECRET, at

MANY: Final = 1_000
# Slack answers at once here, however slow the machine is.
PATIENCE: Final = 60


class HandClock:
    """A clock that stands still until it is turned. It is called for the time (aware UTC)."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


class Workspace(Doing):
    """One workspace with its bot. `roster` is a roster file; the clock begins on the first Monday at 08:30 UTC.
    `scopes` are those of the optional scopes that were granted, all by default.

    `database` is one, or the file of one; where a roster has been applied to it already, `roster` is None.
    """

    def __init__(
        self,
        database: Database | Path,
        *,
        roster: str | None = ROSTER,
        begins: datetime | None = None,
        emoji: Emoji = DEFAULT_EMOJI,
        scopes: Sequence[str] | None = None,
    ) -> None:
        self._emoji = emoji
        self.clock = HandClock(begins or at("mon 08:30"))
        self.slack = StandIn(
            now=lambda: self.clock().timestamp(), stamp=lambda: wall_clock().timestamp(), optional_scopes=scopes
        )
        self.slack.start()
        self._people_and_channels()
        self.database = database if isinstance(database, Database) else quick_database(database)
        if roster is not None:
            self.apply(roster)
        self._start_bot()

    def _people_and_channels(self) -> None:
        here = [one.user for one in CAST]
        for one in CAST:
            company = "T0OTHER" if one.external else None
            self.slack.add_user(one.user, one.name, tz=one.timezone, guest=one.guest, external_team=company)
        self.slack.add_channel(OPS, "ops", members=[user for user in here if user in IN_OPS])
        self.slack.add_channel(SECRET, "secret", members=[user for user in here if user in IN_SECRET], private=True)
        self.slack.add_channel(LOBBY, "lobby", members=here)

    def _start_bot(self) -> None:
        slack = self.slack
        client = WebClient(slack.bot_token, base_url=slack.api_url, timeout=PATIENCE, retry_handlers=[])
        self.connected = connect(self.database, client, self.clock)
        self._later: list[Callable[[], None]] = []
        self._holds = False
        self.desk = Desk(
            database=self.database, now=self.clock, workspace_id=self.connected.workspace_id,
            slack_id=slack.team_id, bot_user=slack.bot_user_id, afterwards=Afterwards(client, self._later.append),
            public_url="https://sunrelay.test", emoji=self._emoji,
        )  # fmt: skip
        self.app = make_app(
            self.desk, self.connected, token=slack.bot_token, api_url=slack.api_url,
            signing_secret=slack.signing_secret,
        )  # fmt: skip
        self.app.client.timeout = PATIENCE
        self.outbox = Outbox(self.database, client, self.clock)
        kept = partial(carry_out_kept, self.desk)
        self.lookups = Lookups(self.database, client, self.clock, self.connected, kept)
        hosts, mails = {"localhost"}, MailBook(client, self.clock, self.connected)
        self.calendars = CalendarReader(
            self.database, self.connected.workspace_id, self.clock, hosts=hosts, mails=mails
        )
        self.groups = UserGroups(self.database, client, self.clock, self.connected)
        self.tick = Tick(self.database, self.clock, self.connected.workspace_id, lambda: None)
        slack.deliver_in_process(self._dispatch)
        self.settle()

    def close(self) -> None:
        """Stop Slack and close the database."""
        self.slack.stop()
        self.database.close()

    def apply(self, roster: str) -> None:
        """Apply a roster file, as the command line does."""
        with self.database.write() as session:
            put_into_effect(session, the_workspace(session), read_roster(roster), self.clock())

    def settle(self) -> None:
        """Let the bot do all there is to do at this instant."""
        for _ in range(MANY):
            self.tick()
            followed = self.lookups.ask() + self.calendars.read_due() + self.groups.set_due()
            if not followed + self.outbox.send_due() + self._say_later():
                self.slack.settle()
                return
        raise AssertionError("the bot does not come to rest")

    def turn_to(self, now: datetime) -> None:
        """Set the clock (UTC), and let the bot do what is due then."""
        self.clock.now = now
        self.settle()

    def turn_by(self, **length: int) -> None:
        """Set the clock forward by hours, minutes or seconds."""
        self.turn_to(self.clock() + timedelta(**length))

    @contextmanager
    def holding_answers(self, *, backwards: bool = False) -> Iterator[None]:
        """Inside, nothing happens that comes after Slack has its answer: people are quicker. Then it does, also
        `backwards`."""
        self._holds = True
        yield
        self._holds = False
        if backwards:
            self._later.reverse()

    def _say_later(self) -> int:
        """Send the ephemeral answers that come after Slack has its own."""
        said = 0 if self._holds else len(self._later)
        while self._later and not self._holds:
            self._later.pop(0)()
        return said

    def _dispatch(self, body: str, headers: Mapping[str, str]) -> tuple[int, dict[str, str], str]:
        return dispatch(self.app, body, headers, self._say_later)


def quick_database(path: Path) -> Database:
    """A database in that file that does not wait for the disk."""
    database = Database(f"sqlite:///{path}")
    event.listen(database.engine, "connect", _without_waiting)
    return database


def _without_waiting(connection: Any, _: object) -> None:
    """No power fails in a test, so nothing waits for the disk: a journey is several times quicker."""
    connection.execute("PRAGMA synchronous=OFF")


def dispatch(
    app: App, body: str, headers: Mapping[str, str], after: Callable[[], object]
) -> tuple[int, dict[str, str], str]:
    """Give a signed request to Bolt, as the HTTP server does, and what comes after Slack has its answer its turn."""
    response = app.dispatch(BoltRequest(body=body, headers=dict(headers)))
    after()
    return response.status, {name: values[0] for name, values in response.headers.items()}, response.body
