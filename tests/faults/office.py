"""Where the faults happen: the stand-in Slack with the cast, one database, and as many replicas of the bot as wanted.

The clock of Slack and of the bots is a file. It stands until it is turned, so that a minute's lease passes at once.
"""

import itertools
import re
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

from sqlalchemy import Connection, create_engine, text

from bot.clock import FileClock, wall_clock
from bot.sandbox import Person, StandIn
from bot.sandbox.delivery import Delivery
from bot.sandbox.people.form import Form
from bot.sandbox.people.message import Message
from tests.faults.balancer import Balancer
from tests.faults.process import Process
from tests.people import CAST, IN_OPS, IN_SECRET, LOBBY, OPS, SECRET, at
from tests.ports import KeptPort

PATIENCE: Final = 180.0
TICK: Final = "0.1"
# A conversation takes one post a second of real time. No story here is about that, and none has the time.
IN_A_HURRY: Final = "pace=0.02"
# Nor is one about a crowd that keeps people waiting: on a slow machine it would be, now and then.
PATIENTLY: Final = "busy=60"
A_TURN: Final = 0.25
IN_HAND: Final = 30.0
BUSY: Final = 503
OFTEN: Final = 10
LOOK_EVERY: Final = 0.02
AHEAD: Final = "clock-ahead"
LEASE_IS_OVER: Final = timedelta(seconds=61)
SERVES_BY_SOCKET: Final = "by Socket Mode"
SERVES: Final = re.compile(r"over HTTP on port (\d+)")


class Bot:
    """One replica: its process, its log, and the port on which it answers once it is well."""

    def __init__(self, process: Process, log: Path) -> None:
        self.process = process
        self._log = log
        self.port = 0

    @property
    def log(self) -> str:
        """What it has logged."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    @property
    def serves(self) -> bool:
        """Whether it says that it serves; its port is known from then on."""
        found = SERVES.search(self.log)
        self.port = int(found[1]) if found else 0
        return self.port > 0

    def figure(self, name: str) -> float:
        """The sum of a figure at its /metrics, by the beginning of its lines."""
        with urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=PATIENCE) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith(name))


class Office:
    """The database at `url` holds the cast's workspace already. The clock begins on the first Monday at 08:30 UTC."""

    def __init__(self, folder: Path, url: str, begins: datetime | None = None) -> None:
        self.url = url
        self.bots: list[Bot] = []
        self._folder = folder
        self._numbers = itertools.count(1)
        self._ports = ExitStack()
        self._ahead = timedelta(0)
        self._left: set[tuple[Any, ...]] = set()
        self._engine = create_engine(url, pool_pre_ping=True)
        self._clock_file = folder / "clock"
        self.turn_to(begins or at("mon 08:30"))
        self._clock = FileClock(self._clock_file)
        self.slack = StandIn(lambda: self._clock().timestamp(), stamp=lambda: wall_clock().timestamp())
        self.slack.start()
        self._people_and_channels()
        self.slack.deliver_in_process(Balancer(lambda: [bot.port for bot in self.bots if bot.process.is_alive]))

    def _people_and_channels(self) -> None:
        here = [one.user for one in CAST]
        for one in CAST:
            company = "T0OTHER" if one.external else None
            self.slack.add_user(one.user, one.name, tz=one.timezone, guest=one.guest, external_team=company)
        self.slack.add_channel(OPS, "ops", members=[user for user in here if user in IN_OPS])
        self.slack.add_channel(SECRET, "secret", members=[user for user in here if user in IN_SECRET], private=True)
        self.slack.add_channel(LOBBY, "lobby", members=here)

    def close(self) -> None:
        """End everything."""
        for bot in self.bots:
            bot.process.kill()
        self._ports.close()
        self.slack.stop()
        self._engine.dispose()

    @property
    def now(self) -> datetime:
        """The time it is in Slack (UTC)."""
        return self._clock()

    def turn_to(self, now: datetime) -> None:
        """Turn the clock of Slack and of the bots (UTC)."""
        for file, instant in ((self._folder / AHEAD, now + self._ahead), (self._clock_file, now)):
            written = file.with_suffix(".new")
            written.write_text(str(instant.timestamp()))
            written.rename(file)

    def turn_by(self, length: timedelta) -> None:
        """Turn it forward, or back."""
        self.turn_to(self.now + length)

    def start(
        self, *plan: str, waits: bool = True, ahead: timedelta | None = None, settings: Mapping[str, str] | None = None
    ) -> Bot:
        """Start a replica; `plan` is the launcher's. Unless it may die on its way, it serves when this returns.

        `ahead`: by how much its clock is before all others. `settings`: what differs from the others'.
        """
        settings = dict(settings or {})
        if ahead is not None:
            self._ahead = ahead
            settings["CLOCK_FILE"] = str(self._folder / AHEAD)
            self.turn_to(self.now)
        log = self._folder / f"bot-{next(self._numbers)}.log"
        bot = Bot(Process(self._folder, {**self._settings(), **settings}, (IN_A_HURRY, PATIENTLY, *plan), log), log)
        self.bots.append(bot)
        if waits:
            self.wait_for(lambda: bot.serves, "a bot to serve", alive=bot)
        return bot

    def start_by_socket(self) -> Bot:
        """Start a replica that Slack reaches over a connection of the replica's own."""
        port = self._ports.enter_context(KeptPort()).number
        settings = {"SLACK_APP_TOKEN": self.slack.app_token, "SLACK_SIGNING_SECRET": "", "PORT": str(port)}
        bot = self.start(waits=False, settings=settings)
        self.wait_for(lambda: SERVES_BY_SOCKET in bot.log, "a bot to serve", alive=bot)
        bot.port = port
        self.slack.deliver_by_socket(seconds=60)
        return bot

    def stop(self, bot: Bot) -> None:
        """Kill a replica."""
        bot.process.kill()
        self._is_dead(bot)

    def after_its_death(self, bot: Bot) -> None:
        """Wait until a replica has killed itself at its point."""
        self.wait_for(lambda: not bot.process.is_alive, "the bot to pass the point at which it dies")
        assert bot.process.was_killed, bot.log
        self._is_dead(bot)

    def _is_dead(self, bot: Bot) -> None:
        """What it had in hand, or anybody, may be nobody's by now: only the clock brings it on."""
        self.bots.remove(bot)
        self._left.update(self._in_hand())

    def person(self, user: str) -> Person:
        """Somebody of the cast, at their client."""
        return self.slack.person(user)

    def hands_off(self, user: str, headline: str, to: str | None = None) -> Form:
        """Somebody sends the form in. Where Slack got no answer it stays open: see `insist`."""
        form = self.person(user).types(OPS, f"/handoff {headline}").form
        assert form is not None, "the form did not open"
        form.fill("Next step", "Restart the rebuild")
        if to is not None:
            form.choose("To", to)
        form.submit()
        return form

    def insist(self, form: Form) -> None:
        """Whoever sees that the form was not taken sends it again."""
        for _ in range(5):
            if not form.is_open:
                return
            form.submit()
        assert not form.is_open, form.errors

    def card(self, headline: str) -> Message:
        """The card of the item with that headline, once it stands."""
        self.wait_for(lambda: self._cards(headline), f"the card of {headline}")
        return self._cards(headline)[0]

    def _cards(self, headline: str) -> list[Message]:
        return [one for one in self.slack.messages(OPS) if one.by_bot and headline in one.text and not one.thread_ts]

    def dms(self, user: str) -> list[Message]:
        """The bot's DMs to the person, oldest first."""
        return [one for one in self.person(user).dms if one.by_bot]

    def rows(self, sql: str, **values: Any) -> list[tuple[Any, ...]]:
        """What plain SQL finds."""
        with self._engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(sql), values)]

    def change(self, sql: str, **values: Any) -> None:
        """Change the database behind the bots' backs."""
        with self._engine.begin() as connection:
            connection.execute(text(sql), values)

    def writing(self) -> Connection:
        """A connection of its own for who administers the database; each statement is a transaction."""
        return self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")

    def wait_for(
        self, what: Callable[[], object], name: str, alive: Bot | None = None, seconds: float = PATIENCE
    ) -> None:
        """Wait until it is so, for some seconds at most."""
        ends = time.monotonic() + seconds
        while not what():
            assert alive is None or alive.process.is_alive, f"the bot ended:\n{alive.log}"
            assert time.monotonic() < ends, f"waited in vain for {name}:\n" + self._logs()
            threading.Event().wait(LOOK_EVERY)

    def let_it_tick(self, times: int = 2) -> None:
        """Wait until every replica has ticked that often more: what it would do by then, it has done."""
        for bot in list(self.bots):
            enough = bot.figure("sunrelay_ticks_total") + times
            threading.Event().wait((times - 1) * float(TICK))  # a look costs the bot as much as half a tick
            self.wait_for(lambda bot=bot, enough=enough: bot.figure("sunrelay_ticks_total") >= enough, "a tick")  # type: ignore[misc]

    def asks(self, user: str, words: str = "list", *, insists: bool = True) -> Delivery:
        """Somebody writes to the bot in its DM, which owes them an answer there; gives the event that tells of it.

        `insists`: where the bot is busy, Slack tells it again at once.
        """
        self.person(user).writes_to_bot(words)
        if insists:
            self.tells_again()
        return [one for one in self.slack.deliveries if one.kind == "event" and one.event.get("user") == user][-1]

    def tells_again(self) -> None:
        """Where the bot said that it is busy, Slack tells it again: at once, and later, for which nobody waits here."""
        for told in [one for one in self.slack.deliveries if one.kind == "event" and one.outcome]:
            for _ in range(OFTEN):
                if told.outcome is None or told.outcome.status != BUSY:
                    break
                told.outcomes.append(self.slack.resend(told))

    def wait_for_people(self) -> None:
        """Wait until the bot has asked Slack who everybody is."""
        unknown = "SELECT count(*) FROM people WHERE fetched_at IS NULL"
        self.wait_for(lambda: self.rows(unknown) == [(0,)], "the bot to know everybody")

    def finish(self, within: timedelta = timedelta(minutes=5), seconds: float = PATIENCE) -> None:
        """Let time pass until nothing is owed that soon: the clock is turned to whatever is waited for.

        What is owed for later, such as a reminder, stays owed; what is being sent does not.
        """
        latest, ends = self.now + within, time.monotonic() + seconds
        while owed := self._owed_by(latest):
            assert self.now <= latest + 2 * LEASE_IS_OVER, f"still owed at {self.now}: {owed}\n{self._logs()}"
            assert time.monotonic() < ends, f"still owed at {self.now}: {owed}\n{self._logs()}"
            if not self._goes_on(owed, latest):
                waited_for = [instant for *_, instant in owed if instant > self.now]
                self.turn_to(min(waited_for, default=self.now + timedelta(seconds=1)))

    def _goes_on(self, owed: list[tuple[Any, ...]], latest: datetime) -> bool:
        """Whether anything comes of it without the clock. What is due may have to wait for its conversation's turn, and
        what somebody has in hand for Slack."""
        begun = time.monotonic()
        turn = A_TURN if any(since <= self.now for *_, since in owed) else 0
        while True:
            self.let_it_tick()
            if self._owed_by(latest) != owed:
                return True
            is_in_hand = bool(self._in_hand() - self._left)
            if time.monotonic() >= begun + (IN_HAND if is_in_hand else turn):
                return False

    def _in_hand(self) -> set[tuple[Any, ...]]:
        """What somebody has taken and does not yet know more about, by its lease."""
        return set(self.rows("SELECT id, lease FROM deliveries WHERE state = 'sending' AND trouble = ''"))

    def _owed_by(self, latest: datetime) -> list[tuple[Any, ...]]:
        return [one for one in self.owed() if one[-1] <= latest or one[1] == "sending"]

    def owed(self) -> list[tuple[Any, ...]]:
        """What has not been sent: id, state, tries, and from when on something will be done about it (UTC).

        An edit of what never stood is owed to nobody.
        """
        found = self.rows(
            "SELECT d.id, d.state, d.attempts, d.lease_until, d.due_at FROM deliveries d"
            " JOIN messages m ON m.id = d.message_id JOIN deliveries p ON p.message_id = m.id AND p.action = 'post'"
            " WHERE d.state IN ('pending', 'sending') AND (m.ts IS NOT NULL OR p.state IN ('pending', 'sending'))"
            " ORDER BY d.id"
        )
        return [(*what, instant(lease if lease is not None else due)) for *what, lease, due in found]

    def _logs(self) -> str:
        return "\n".join(bot.log for bot in self.bots)

    def _settings(self) -> Mapping[str, str]:
        return {
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_SIGNING_SECRET": self.slack.signing_secret,
            "SLACK_API_URL": self.slack.api_url,
            "DATABASE_URL": self.url,
            "CLOCK_FILE": str(self._clock_file),
            "TICK_SECONDS": TICK,
            "POSTS_PER_MINUTE": "6000",
            "PORT": "0",
        }


def instant(found: Any) -> datetime:
    """An instant as either driver gives it to plain SQL, as aware UTC."""
    read = datetime.fromisoformat(found) if isinstance(found, str) else found
    assert isinstance(read, datetime)
    return read.replace(tzinfo=UTC) if read.tzinfo is None else read.astimezone(UTC)
