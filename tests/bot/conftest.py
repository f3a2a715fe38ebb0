"""A bot with a real SQLite file and the stand-in Slack, both on a clock that is turned by hand."""

import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from shutil import copyfile
from typing import Any

import pytest
from pydantic import SecretStr
from slack_sdk import WebClient
from sqlalchemy import select

from bot import running, waiting_room
from bot.clock import wall_clock
from bot.outbox.outbox import Outbox
from bot.running import Sunrelay
from bot.sandbox import Message, StandIn
from bot.sandbox.faults import Fault
from bot.settings import Settings
from bot.slack.calls import posting_client
from bot.slack.connection import Connected, connect
from bot.slack.lookups import Lookups
from bot.waiting_room import WAITS_HERE, WAITS_IN_ALL
from models.acts import Act, Surface
from models.notes import Draft
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.storage.database import Database
from models.tables import Delivery, KeptAct
from models.targets import Target, ToNext
from models.verbs.handing_off import open_and_offer
from models.workspace.connecting import the_workspace
from tests.databases import begin_anew

# For what must happen, however slow the machine is: nobody waits for so long where it does.
PATIENCE = 120.0
GIVES_UP = 0.5
OPS = "C0OPS"
SIDE = "C0SIDE"
ROSTER = """
teams:
  - name: Platform
    channel: C0OPS
    leads: [U0LEAD]
    regions:
      - {name: APAC, timezone: Asia/Singapore, hours: "09:00-17:00", members: [{user: U0WEI}]}
      - name: EMEA
        timezone: Europe/Berlin
        hours: "09:00-17:00"
        rotation: all
        members: [{user: U0JONAS}, {user: U0ANA}]
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
        self.kept: list[KeptAct] = []
        self.outbox = self.new_outbox()
        self.lookups = Lookups(database, self.client(), clock, connected, self.kept.append)

    def client(self, gives_up_on: Fault | None = None) -> WebClient:
        """A client that waits for an answer as long as it takes, but soon gives up the post that meets the fault."""
        client = posting_client(self.slack.bot_token, self.slack.api_url)
        client.timeout = PATIENCE  # type: ignore[assignment]
        if gives_up_on is not None:
            _give_up(client, gives_up_on)
        return client

    def new_outbox(self, gives_up_on: Fault | None = None) -> Outbox:
        """As after a restart: nothing is remembered but what the database holds."""
        return Outbox(self.database, self.client(gives_up_on), self.clock, count=self.outcomes.append)

    def hand_off(self, headline: str = "Replica lags", to: Target | None = None, opened_in: str = OPS) -> int:
        act = Act(self.connected.workspace_id, "U0WEI", self.clock(), Surface.FORM, channel=opened_in)
        draft = Draft(headline=headline, next_step="look")
        with self.database.read() as session:
            team = the_workspace(session).id
        return open_and_offer(self.database, act, team, opened_in, draft, to or ToNext()).item.number

    def in_socket_mode(self, port: int = 0) -> Sunrelay:
        """A whole bot of this desk's, not started yet, that Slack reaches over a connection of the bot's own."""
        settings = Settings.model_construct(
            slack_bot_token=SecretStr(self.slack.bot_token), slack_app_token=SecretStr(self.slack.app_token),
            slack_api_url=self.slack.api_url, port=port, tick_seconds=20.0,
        )  # fmt: skip
        return Sunrelay(settings, self.database, self.connected, self.clock)

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


def _give_up(client: WebClient, fault: Fault) -> None:
    """Whatever else the client calls is answered, however slow the machine is."""
    post = client.chat_postMessage

    def posts(**says: Any) -> Any:
        meets = "hang" in fault.kind or fault.kind == "accept_late"
        meets = meets and fault.times > 0 and (fault.when is None or fault.when(says))
        client.timeout = GIVES_UP if meets else PATIENCE  # type: ignore[assignment]
        return post(**says)

    client.chat_postMessage = posts  # type: ignore[method-assign]


def fill(slack: StandIn) -> None:
    """The people and the channel of the roster."""
    for user, zone in (
        ("U0WEI", "Asia/Singapore"), ("U0JONAS", "Europe/Berlin"), ("U0ANA", "Europe/Berlin"),
        ("U0LUIS", "America/Los_Angeles"), ("U0LEAD", "Europe/Berlin"),
    ):  # fmt: skip
        slack.add_user(user, user.removeprefix("U0").title(), tz=zone)
    slack.add_channel(OPS, "ops", members=["U0WEI", "U0JONAS", "U0ANA", "U0LUIS", "U0LEAD"])


@pytest.fixture(autouse=True)
def patient_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody is told to come again because this machine is slow; what is about that says so (see `slacks_patience`)."""
    monkeypatch.setattr(waiting_room, "WAITS_HERE", PATIENCE)
    monkeypatch.setattr(waiting_room, "WAITS_IN_ALL", 2 * PATIENCE)
    # Nothing of one test's bot runs on beside the next.
    monkeypatch.setattr(running, "STOP_SECONDS", PATIENCE)


@pytest.fixture
def slacks_patience(patient_rooms: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 (it goes first)
    """Requests wait no longer than Slack does."""
    monkeypatch.setattr(waiting_room, "WAITS_HERE", WAITS_HERE)
    monkeypatch.setattr(waiting_room, "WAITS_IN_ALL", WAITS_IN_ALL)


@pytest.fixture
def clock() -> TurnedClock:
    return TurnedClock()


@pytest.fixture
def slack(clock: TurnedClock) -> Iterator[StandIn]:
    with StandIn(lambda: clock().timestamp(), stamp=lambda: wall_clock().timestamp()) as slack:
        fill(slack)
        yield slack


@pytest.fixture(scope="session")
def known_file(tmp_path_factory: pytest.TempPathFactory, empty_file: Path) -> tuple[Path, Connected]:
    """A database with the roster, connected, for which Slack has been asked all: to be copied, as that takes long."""
    path = copyfile(empty_file, tmp_path_factory.mktemp("known") / "known.db")
    clock = TurnedClock()
    with StandIn(lambda: clock().timestamp()) as slack, closing(Database(f"sqlite:///{path}")) as database:
        fill(slack)
        with database.write() as session:
            apply_roster(session, the_workspace(session), read_roster(ROSTER), clock())
        client = posting_client(slack.bot_token, slack.api_url)
        connected = connect(database, client, clock)
        Lookups(database, client, clock, connected, lambda _: None).ask()
    return Path(path), connected


@pytest.fixture(scope="session")
def one_engine(tmp_path_factory: pytest.TempPathFactory) -> Database:
    """A database object whose file each test has anew: what SQLAlchemy has compiled once need not be compiled again."""
    return Database(f"sqlite:///{tmp_path_factory.mktemp('bot') / 'test.db'}")


@pytest.fixture
def database(
    one_engine: Database, known_file: tuple[Path, Connected], monkeypatch: pytest.MonkeyPatch
) -> Iterator[Database]:
    path = Path(str(one_engine.engine.url.database))
    begin_anew(path, known_file[0])
    one_engine.engine.dispose()  # nobody gets a connection to the file that was there
    one_engine.on_commit = lambda: None
    started: list[Sunrelay] = []
    start = Sunrelay.start

    def starts(bot: Sunrelay) -> None:
        started.append(bot)
        start(bot)

    monkeypatch.setattr(Sunrelay, "start", starts)
    yield one_engine
    for bot in started:
        bot.stop()  # one whose test failed would go on in the database of the next
    one_engine.close()


@pytest.fixture
def connected(known_file: tuple[Path, Connected]) -> Connected:
    return known_file[1]


@pytest.fixture
def desk(slack: StandIn, database: Database, clock: TurnedClock, connected: Connected) -> Desk:
    return Desk(slack, database, clock, connected)


def wait_for(what: Callable[[], object]) -> None:
    """Wait until it is so, for some seconds at most."""
    ends = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < ends, "waited in vain"
        time.sleep(0.02)
