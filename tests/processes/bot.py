"""One process of the bot: `sunrelay run`, with its port and its log."""

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

from tests.ports import KeptPort

RUN: Final = (sys.executable, "-c", "from bot.cli import main; main()")
# On a slow machine nobody is told to come again because of that: how the bot does it, tests/bot/test_overload.py holds.
PATIENTLY: Final = (sys.executable, "-m", "tests.faults.crashing", "busy=60")
PATIENCE: Final = 180.0


class BotProcess:
    """Started when it is made. `port` is where it answers."""

    def __init__(self, folder: Path, settings: Mapping[str, str], log: Path) -> None:
        self._kept_port = KeptPort()
        self.port = self._kept_port.number
        self._log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [*PATIENTLY, "run"], cwd=folder, env={**settings, "PORT": str(self.port)}, stdout=out, stderr=out
            )

    @property
    def runs(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    @property
    def is_well(self) -> bool:
        """Whether it says at /healthz that it is well."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=PATIENCE) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    @property
    def ticks(self) -> float:
        """How often it has ticked."""
        with urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=PATIENCE) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith("sunrelay_ticks_total"))

    @property
    def log(self) -> str:
        """What it has logged."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def end(self, number: signal.Signals) -> int:
        """End it by that signal, if it has not ended; its exit code. One that does not heed it is killed."""
        self._process.send_signal(number)
        self._kept_port.close()
        try:
            return self._process.wait(timeout=PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
            raise

    def pause(self) -> None:
        """Let it stand still, as a machine that hangs does."""
        self._process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it go on."""
        self._process.send_signal(signal.SIGCONT)
