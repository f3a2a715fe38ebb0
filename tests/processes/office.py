"""A workspace whose bot is a process of its own, or several: their clock is a file, their Slack the stand-in."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from bot.clock import FileClock, wall_clock
from bot.sandbox import StandIn
from bot.sandbox.people.message import Message
from tests.faults.balancer import Balancer
from tests.people import CAST, IN_OPS, OPS, ROSTER
from tests.processes.bot import PATIENCE, RUN, BotProcess

FAST: Final = 5
TICK: Final = "0.2"


class ProcessOffice:
    """Slack with the cast, a folder for the bots' files, a database, and the bots' processes, over `http` or `socket`.

    Slack gives what happens to each of them in turn, as through any balancer or over several connections.
    """

    def __init__(self, folder: Path, mode: str, begins: datetime, database_url: str | None = None) -> None:
        self._folder = folder
        self._mode = mode
        self._database_url = database_url or f"sqlite:///{folder / 'bot.db'}"
        self._clock_file = folder / "clock"
        self.turn_to(begins)
        self._clock = FileClock(self._clock_file)
        self.slack = StandIn(lambda: self._clock().timestamp(), stamp=lambda: wall_clock().timestamp())
        self.slack.start()
        for one in CAST:
            self.slack.add_user(one.user, one.name, tz=one.timezone, guest=one.guest)
        self.slack.add_channel(OPS, "ops", members=[one.user for one in CAST if one.user in IN_OPS])
        self.bots: list[BotProcess] = []
        (folder / "roster.yml").write_text(ROSTER, encoding="utf-8")
        self.sunrelay("roster", "apply", "roster.yml")
        if mode == "http":
            self.slack.deliver_in_process(Balancer(lambda: [bot.port for bot in self.bots if bot.runs]))
        else:
            self.slack.deliver_by_socket(seconds=60)

    def turn_to(self, now: datetime) -> None:
        """Turn the clock of Slack and of the bots (UTC)."""
        written = self._folder / "clock.new"
        written.write_text(str(now.timestamp()))
        written.rename(self._clock_file)

    def sunrelay(self, *words: str, fails: bool = False) -> str:
        """Run one command of the command line, and give what it printed: on its error output, if it is to fail."""
        done = subprocess.run(
            [*RUN, *words], cwd=self._folder, env=self._environment(), capture_output=True, text=True, check=False
        )
        assert (done.returncode != 0) is fails, done.stdout + done.stderr
        return done.stderr if fails else done.stdout

    def start_bot(self) -> BotProcess:
        """Start a bot and wait until it is well and Slack reaches it."""
        connections = self.slack.sockets.count
        bot = BotProcess(self._folder, self._environment(), self._folder / f"bot-{len(self.bots)}.log")
        self.bots.append(bot)
        self.wait_for(lambda: bot.is_well, "the bot to be well")
        if self._mode != "http":
            self.wait_for(lambda: self.slack.sockets.count > connections, "the bot to connect")
        return bot

    def kill_bot(self, bot: BotProcess | None = None) -> None:
        """Kill a bot (the only one) as a power cut would: with no time to end anything."""
        bot = bot or self.bots[0]
        self.bots.remove(bot)
        bot.end(signal.SIGKILL)

    def close(self) -> None:
        """End everything."""
        with ExitStack() as all_of_it:
            all_of_it.callback(self.slack.stop)
            for bot in self.bots:
                bot.go_on()
                all_of_it.callback(bot.end, signal.SIGTERM)

    def wait_for(self, what: Callable[[], object], name: str) -> None:
        """Wait until it is so, for some seconds at most."""
        ends = time.monotonic() + PATIENCE
        while not what():
            assert all(bot.runs for bot in self.bots), f"a bot ended:\n{self.log()}"
            assert time.monotonic() < ends, f"waited in vain for {name}:\n{self.log()}"
            threading.Event().wait(0.02)

    def wait_while_time_passes(self, what: Callable[[], object], name: str) -> None:
        """The same, while the clock goes on, and fast: the lease of one that hangs is over before we lose patience."""
        begun, at = time.monotonic(), self._clock()

        def turned() -> object:
            self.turn_to(at + FAST * timedelta(seconds=time.monotonic() - begun))
            return what()

        self.wait_for(turned, name)

    def let_it_tick(self, times: int = 3) -> None:
        """Wait until each bot has ticked that often more: what it would do by then, it has done."""
        for bot in self.bots:
            enough = bot.ticks + times
            self.wait_for(lambda bot=bot, enough=enough: bot.ticks >= enough, "the bot to tick")  # type: ignore[misc]

    def hands_off(self, user: str, headline: str, to: str | None = None) -> None:
        """Somebody opens an item by the form."""
        form = self.slack.person(user).types(OPS, f"/handoff {headline}").form
        assert form is not None
        form.fill("Next step", "Ask the vault")
        if to is not None:
            form.choose("To", to)
        assert form.submit() == {}

    def dms(self, user: str) -> list[Message]:
        """The bot's DMs to the person, oldest first."""
        return [one for one in self.slack.person(user).dms if one.by_bot]

    def log(self) -> str:
        """What the bots have logged."""
        return "\n".join(path.read_text(encoding="utf-8") for path in sorted(self._folder.glob("bot-*.log")))

    def _environment(self) -> Mapping[str, str]:
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
        http = self._mode == "http"
        proof = (
            {"SLACK_SIGNING_SECRET": self.slack.signing_secret} if http else {"SLACK_APP_TOKEN": self.slack.app_token}
        )
        return {
            **kept,
            **proof,
            "PYTHONPATH": str(Path(__file__).parents[2]),
            "SLACK_BOT_TOKEN": self.slack.bot_token,
            "SLACK_API_URL": self.slack.api_url,
            "DATABASE_URL": self._database_url,
            "CLOCK_FILE": str(self._clock_file),
            "TICK_SECONDS": TICK,
        }
