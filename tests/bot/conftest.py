"""A bot with a real SQLite file and the stand-in Slack, both on a clock that is turned by hand."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from time import time

import pytest

from slack_sdk import WebClient
from sqlalchemy import select

from bot.calls import posting_client
from bot.connection import Connected, connect
from bot.lookups import Lookups
from bot.outbox import Outbox
from bot.sandbox import Message, StandIn
from models.acts import Act, Surface
from models.notes import Draft
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.storage.database import Database
from models.storage.opening import open_database
from models.tables import Delivery, KeptCommand
from models.targets import Target, ToNext
from models.verbs.handing_off import open_and_offer
from models.workspaces import the_workspace

PATIENCE = 0.3
OPS = "C0OPS"
SIDE = "C0SIDE"
ROSTER = """
teams:
  - name: Platform
    channel: C0OPS
    leads: [U0LEAD]
    regions:
      - {name: APAC, timezone: Asia/Singapore, hours: "09:00-17:00", members: [{user: U0WEI}]}
      - {name: EMEA, timezone: Europe/Berlin, hours: "09:00-17:00", members: [{user: U0JONAS}, {user: U0ANA}], rotation: all}
      - {name: AMER, timezone: America/Los_Angeles, hours: "09:00-17:00", members: [{user: U0LUIS}]}
"""
# A Tuesday, 16:40 in Singapore, 09:40 in Berlin.
START = datetime(2027, 3, 2, 8, 40, tzinfo=UTC)


class TurnedClock:
    """An instant that stands until it is turned."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def forward(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


class Desk:
    """What a test does: hands off, sends, and looks at what stands in Slack."""

    def __init__(self, slack: StandIn, database: Database, clock: TurnedClock, connected: Connected) -> None:
        self.slack = slack
        self.database = database
        self.clock = clock
        self.connected = connected
        self.outcomes: list[str] = []
        self.kept: list[KeptCommand] = []
        self.outbox = self.new_outbox()
        self.lookups = Lookups(database, self._client(), clock, connected, self.kept.append)
        self.lookups.ask()
        slack.calls.clear()

    def _client(self) -> WebClient:
        client = posting_client(self.slack.bot_token, self.slack.api_url)
        client.timeout = PATIENCE  # type: ignore[assignment]
        return client

    def new_outbox(self) -> Outbox:
        """As after a restart: nothing is remembered but what the database holds."""
        return Outbox(self.database, self._client(), self.clock, count=self.outcomes.append)

    def hand_off(self, headline: str = "Replica lags", to: Target | None = None, opened_in: str = OPS) -> int:
        act = Act(self.connected.workspace_id, "U0WEI", self.clock(), Surface.FORM, channel=opened_in)
        draft = Draft(headline=headline, next_step="look")
        with self.database.read() as session:
            team = the_workspace(session).id
        return open_and_offer(self.database, act, team, opened_in, draft, to or ToNext()).item.number

    def cards(self, channel: str = OPS) -> list[Message]:
        """The messages of the channel that stand in no thread."""
        return [message for message in self.slack.messages(channel) if message.thread_ts in {None, message.ts}]

    def delivery(self, prefix: str) -> Delivery:
        """The one delivery whose key begins so."""
        with self.database.read() as session:
            return session.scalars(select(Delivery).where(Delivery.key.startswith(prefix))).one()

    def send(self) -> list[str]:
        """Send what is due; what came of each."""
        self.outcomes.clear()
        self.outbox.send_due()
        return list(self.outcomes)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def slack(clock: TurnedClock) -> Iterator[StandIn]:
    with StandIn(lambda: clock().timestamp(), stamp=time) as slack:
        for user, zone in (
            ("U0WEI", "Asia/Singapore"), ("U0JONAS", "Europe/Berlin"), ("U0ANA", "Europe/Berlin"),
            ("U0LUIS", "America/Los_Angeles"), ("U0LEAD", "Europe/Berlin"),
        ):  # fmt: skip
            slack.add_user(user, user.removeprefix("U0").title(), tz=zone)
        slack.add_channel(OPS, "ops", members=["U0WEI", "U0JONAS", "U0ANA", "U0LUIS", "U0LEAD"])
        yield slack


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database that was brought up once, to be copied: migrations take longer than most tests."""
    path = tmp_path_factory.mktemp("database") / "empty.db"
    open_database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def database(tmp_path: Path, empty_file: Path) -> Iterator[Database]:
    database = Database(f"sqlite:///{copyfile(empty_file, tmp_path / 'test.db')}")
    yield database
    database.close()


@pytest.fixture
def connected(slack: StandIn, database: Database, clock: TurnedClock) -> Connected:
    with database.write() as session:
        apply_roster(session, the_workspace(session), read_roster(ROSTER), clock())
    return connect(database, posting_client(slack.bot_token, slack.api_url), clock)


@pytest.fixture
def desk(slack: StandIn, database: Database, clock: TurnedClock, connected: Connected) -> Desk:
    return Desk(slack, database, clock, connected)
