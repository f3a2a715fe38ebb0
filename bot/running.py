"""The running bot: all its parts, put together from the settings, started in order and ended in the reverse order."""

import logging
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from slack_bolt import App

from bot.answers import Answers
from bot.calendars.feed import read_calendar_feed
from bot.calendars.reader import CalendarReader
from bot.clock import Clock, choose_clock
from bot.emoji_setting import chosen_emoji
from bot.heartbeat import Heartbeat
from bot.outbox.outbox import Outbox
from bot.outbox.pace import PostPace
from bot.run_lock import RunLock
from bot.settings import Settings
from bot.slack.app import make_app
from bot.slack.calls import posting_client
from bot.slack.connection import Connected, connect
from bot.slack.groups import UserGroups
from bot.slack.lookups import Lookups
from bot.slack.mails import MailBook
from bot.slack.socket import Socket
from bot.ticking.auditor import Auditor
from bot.ticking.tick import Tick
from bot.ticking.ticker import Ticker
from bot.web.health import Health
from bot.web.metrics import Metrics
from bot.web.server import HttpServer, PortProblem
from bot.web.site import Site
from handlers.afterwards import Afterwards
from handlers.asks.kept import carry_out_kept
from handlers.desk import Desk
from models.owed.auditing import TOLERANCE
from models.shifts.zones import check_zone_data
from models.storage.database import Database, file_of
from models.storage.opening import open_database
from models.workspace.zone_rules import follow_zone_rules

log = logging.getLogger(__name__)

STOP_SECONDS: Final = 5.0


class Sunrelay:
    """The bot for one workspace. Made, it is whole but still; tests call its parts, `start` lets them run."""

    def __init__(
        self, settings: Settings, database: Database, connected: Connected, clock: Clock, *, listens: bool = True
    ) -> None:
        """`listens`: whether PORT is this bot's own; the sandbox serves its page there."""
        self._listens = listens
        token, url = _secret(settings.slack_bot_token), settings.slack_api_url
        self.settings, self.database, self.connected, self.clock = settings, database, connected, clock
        self.metrics = Metrics(database, clock, settings.posts_per_minute)
        self._answers = Answers()
        self.desk = Desk(
            database, clock, connected.workspace_id, connected.slack_id, connected.bot_user,
            Afterwards(posting_client(token, url), self._answers.later, self._answers.has_room),
            emoji=chosen_emoji(settings.emoji), away_emoji=frozenset(settings.away_emoji.split(", ")) - {"none"},
            public_url=settings.public_url or "",
        )  # fmt: skip
        pace = PostPace(database, settings.posts_per_minute)
        self.outbox = Outbox(database, posting_client(token, url), clock, pace=pace, count=self.metrics.sent)
        kept = partial(carry_out_kept, self.desk)
        self.lookups = Lookups(database, posting_client(token, url), clock, connected, kept)
        self.auditor = Auditor(
            database, connected.workspace_id,
            goes_out=lambda: self.outbox.may_send and self._hears(), missed=self.metrics.missed, wake=self.wake,
            is_well=Heartbeat(settings.heartbeat_url).beat if settings.heartbeat_url else lambda: None,
            gap=max(TOLERANCE, timedelta(seconds=3 * settings.tick_seconds)),
        )  # fmt: skip
        self.groups = UserGroups(database, posting_client(token, url), clock, connected)
        mails = MailBook(posting_client(token, url), clock, connected)
        self.calendars = CalendarReader(
            database, connected.workspace_id, clock, hosts=settings.calendar_hosts or (), mails=mails
        )
        self.tick = Tick(database, clock, connected.workspace_id, self.wake, self._ticked)
        self.ticker = Ticker(
            self.tick, settings.tick_seconds, ticked=self.metrics.ticked, noticed=self.metrics.watchdog_stepped_in
        )
        self._followers = (self.auditor.loop, self.groups.loop, self.calendars.loop)
        loops = (*self.outbox.loops, self.lookups.loop, *self._followers, self.ticker.watchdog)
        self.health = Health(database, connected.workspace_id, self.ticker, loops, self._hears)
        secret = _secret(settings.slack_signing_secret)
        self.app: App = make_app(self.desk, connected, token=token, api_url=url, signing_secret=secret)
        dispatch = self.app.dispatch if settings.mode == "http" else None
        feed = partial(read_calendar_feed, database, clock)
        self.site = Site(dispatch, self.health.troubles, self.health.audited, self.metrics, feed)
        self.http: HttpServer | None = None
        self._socket: Socket | None = None
        self._ends = ExitStack()
        self._ends.callback(self._answers.stop, STOP_SECONDS)

    @property
    def port(self) -> int | None:
        """The port on which the bot answers, if it does."""
        return self.http.port if self.http is not None else None

    def wake(self) -> None:
        """Something was committed: there may be something to send or to ask."""
        self.outbox.wake()
        self.lookups.wake()

    def start(self) -> None:
        """Start everything. Raises PortProblem and ConnectionProblem; what had been started is then ended again."""
        try:
            self._start()
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """End everything, each part within seconds: first what comes in, then the tick, then what goes out."""
        self.database.on_commit = lambda: None
        self._ends.close()

    def settle(self) -> None:
        """Tick, ask and send in the caller's thread until nothing is left to do now: for tests and the play."""
        self.tick()
        while self._follow() + self.outbox.send_due() + self._answers.wait():
            pass

    def _follow(self) -> int:
        """Ask Slack, and read calendars; how much of it there was to do."""
        return self.lookups.ask() + self.calendars.read_due() + self.groups.set_due()

    def _start(self) -> None:
        self.database.on_commit = self.wake
        self._begin(self.outbox.start, self.outbox.stop, "the outbox")
        self._begin(self.lookups.start, self.lookups.stop, "the lookups")
        for loop in self._followers:
            self._begin(loop.start, loop.stop, f"the thread {loop.name}")
        self._begin(self.ticker.start, self.ticker.stop, "the tick")
        if self._listens:
            self._listen()
        if self.settings.slack_app_token is not None:
            token = _secret(self.settings.slack_app_token)
            self._socket = Socket(self.app, token, self.metrics.turned_away)
            self._begin(self._socket.start, self._socket.stop, "the Socket Mode connection")

    def _ticked(self, now: datetime) -> None:
        """The tick has done what was due at `now` (UTC): what else may be due by then is looked at in other threads."""
        self.auditor.ticked(now)
        self.groups.loop.wake()
        self.calendars.loop.wake()

    def _hears(self) -> bool:
        """Over HTTP, Slack calls us; in Socket Mode there must be a connection."""
        return self._socket is None or self._socket.is_connected

    def _listen(self) -> None:
        """In Socket Mode the port only says how the bot is: that it is taken is no reason not to run."""
        try:
            self.http = HttpServer(self.site, self.settings.port, turned_away=self.metrics.turned_away)
        except PortProblem as problem:
            if self.settings.mode == "http":
                raise
            log.warning("%s Without it, nobody can ask at /healthz how Sunrelay is.", problem)
            return
        self._begin(self.http.start, self.http.stop, "the web server")

    def _begin(self, start: Callable[[], None], stop: Callable[[float], bool], name: str) -> None:
        self._ends.callback(_end, stop, name)
        start()


@contextmanager
def connected_bot(
    settings: Settings,
    *,
    clock: Clock | None = None,
    locks: bool = True,
    prepare: Callable[[Database], None] = lambda _: None,
    listens: bool = True,
) -> Iterator[Sunrelay]:
    """The bot for the settings, connected and still; its database, lock and connection end with the block.

    `clock` is another than the settings name. `locks`: unless the caller holds the run lock. `prepare` is given the
    database before Slack is asked who we are. Raises AlreadyRunningError, ClockProblem, DatabaseProblem, ZoneDataError
    and ConnectionProblem, each with a sentence.
    """
    check_zone_data()
    clock = clock or choose_clock(settings.clock_file)
    with ExitStack() as ends:
        path = file_of(settings.database_url)
        if path is not None and locks:
            ends.enter_context(RunLock(path))
        database = open_database(settings.database_url)
        ends.callback(database.close)
        prepare(database)
        connected = connect(database, posting_client(_secret(settings.slack_bot_token), settings.slack_api_url), clock)
        if follow_zone_rules(database, clock()):
            log.info("The rules of time zones are new: what was planned by the old ones has been planned anew.")
        bot = Sunrelay(settings, database, connected, clock, listens=listens)
        ends.callback(bot.stop)
        yield bot


def _secret(value: object) -> str:
    return str(value.get_secret_value()) if hasattr(value, "get_secret_value") else ""


def _end(stop: Callable[[float], bool], name: str) -> None:
    if not stop(STOP_SECONDS):
        log.warning("%s did not end in time; what it had in hand is taken up at the next start.", name.capitalize())
