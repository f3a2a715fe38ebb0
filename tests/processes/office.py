"""A workspace whose bot is a process of its own: its clock is a file, its Slack the stand-in on this machine."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from bot.clock import FileClock, wall_clock
from bot.sandbox import StandIn
from bot.sandbox.people.message import Message
from tests.people import CAST, IN_OPS, OPS, ROSTER

PATIENCE: Final = 20.0
TICK: Final = "0.2"
RUN: Final = (sys.executable, "-c", "from bot.cli import main; main()")


class ProcessOffice:
    """Slack with the cast, a folder for the bot's files, and the bot's process, over `http` or `socket`."""

    def __init__(self, folder: Path, mode: str, begins: datetime, port: int) -> None:
        self._folder = folder
        self._mode = mode
        self._port = port
        self._clock_file = folder / "clock"
        self.turn_to(begins)
        clock = FileClock(self._clock_file)
        self.slack = StandIn(lambda: clock().timestamp(), stamp=lambda: wall_clock().timestamp())
        self.slack.start()
        for one in CAST:
            self.slack.add_user(one.user, one.name, tz=one.timezone, guest=one.guest)
        self.slack.add_channel(OPS, "ops", members=[one.user for one in CAST if one.user in IN_OPS])
        self._bot: subprocess.Popen[bytes] | None = None
        (folder / "roster.yml").write_text(ROSTER, encoding="utf-8")
        self.sunrelay("roster", "apply", "roster.yml")

    def turn_to(self, now: datetime) -> None:
        """Turn the clock of Slack and of the bot (UTC)."""
        written = self._folder / "clock.new"
        written.write_text(str(now.timestamp()))
        written.rename(self._clock_file)

    def sunrelay(self, *words: str) -> str:
        """Run one command of the command line, and give what it printed."""
        done = subprocess.run(
            [*RUN, *words], cwd=self._folder, env=self._environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start_bot(self) -> None:
        """Start the bot and wait until it is well and Slack reaches it."""
        log = (self._folder / "bot.log").open("ab")
        self._bot = subprocess.Popen([*RUN, "run"], cwd=self._folder, env=self._environment(), stdout=log, stderr=log)
        log.close()
        self.wait_for(self._is_well, "the bot to be well")
        if self._mode == "http":
            self.slack.deliver_http(f"http://127.0.0.1:{self._port}/slack/events", seconds=10)
        else:
            self.wait_for(lambda: self.slack.sockets.count > 0, "the bot to connect")
            self.slack.deliver_by_socket(seconds=10)

    def kill_bot(self) -> None:
        """Kill the bot as a power cut would: with no time to end anything."""
        self._end(signal.SIGKILL)

    def close(self) -> None:
        """End everything."""
        if self._bot is not None:
            self._end(signal.SIGTERM)
        self.slack.stop()

    def wait_for(self, what: Callable[[], object], name: str) -> None:
        """Wait until it is so, for some seconds at most."""
        ends = time.monotonic() + PATIENCE
        while not what():
            assert self._bot is None or self._bot.poll() is None, f"the bot ended:\n{self.log()}"
            assert time.monotonic() < ends, f"waited in vain for {name}:\n{self.log()}"
            threading.Event().wait(0.02)

    def let_it_tick(self, times: int = 3) -> None:
        """Wait until the bot has ticked that often more: what it would do by then, it has done."""
        enough = self._ticks() + times
        self.wait_for(lambda: self._ticks() >= enough, "the bot to tick")

    def dms(self, user: str) -> list[Message]:
        """The bot's DMs to the person, oldest first."""
        return [one for one in self.slack.person(user).dms if one.by_bot]

    def log(self) -> str:
        """What the bot has logged."""
        path = self._folder / "bot.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _ticks(self) -> float:
        with urlopen(f"http://127.0.0.1:{self._port}/metrics", timeout=2) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith("sunrelay_ticks_total"))

    def _end(self, number: signal.Signals) -> None:
        assert self._bot is not None
        self._bot.send_signal(number)
        self._bot.wait(timeout=PATIENCE)
        self._bot = None

    def _is_well(self) -> bool:
        try:
            with urlopen(f"http://127.0.0.1:{self._port}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

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
            "DATABASE_URL": f"sqlite:///{self._folder / 'sunrelay.db'}",
            "CLOCK_FILE": str(self._clock_file),
            "TICK_SECONDS": TICK,
            "PORT": str(self._port),
        }
