"""One process of the bot: `sunrelay run`, with its port and its log."""

import signal
import socket
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from urllib.error import URLError
from urllib.request import urlopen

RUN: Final = (sys.executable, "-c", "from bot.cli import main; main()")
END_SECONDS: Final = 40.0


class BotProcess:
    """Started when it is made. `port` is where it answers."""

    def __init__(self, folder: Path, settings: Mapping[str, str], log: Path) -> None:
        self.port = _free_port()
        self._log = log
        with log.open("ab") as out:
            self._process = subprocess.Popen(
                [*RUN, "run"], cwd=folder, env={**settings, "PORT": str(self.port)}, stdout=out, stderr=out
            )

    @property
    def runs(self) -> bool:
        """Whether the process has not ended."""
        return self._process.poll() is None

    @property
    def is_well(self) -> bool:
        """Whether it says at /healthz that it is well."""
        try:
            with urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1) as answer:
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    @property
    def ticks(self) -> float:
        """How often it has ticked."""
        with urlopen(f"http://127.0.0.1:{self.port}/metrics", timeout=20) as answer:
            lines = answer.read().decode().splitlines()
        return sum(float(line.split()[-1]) for line in lines if line.startswith("sunrelay_ticks_total"))

    @property
    def log(self) -> str:
        """What it has logged."""
        return self._log.read_text(encoding="utf-8") if self._log.exists() else ""

    def end(self, number: signal.Signals) -> int:
        """End it by that signal, if it has not ended; its exit code. One that does not heed it is killed."""
        self._process.send_signal(number)
        try:
            return self._process.wait(timeout=END_SECONDS)
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


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        port: int = taken.getsockname()[1]
        return port
