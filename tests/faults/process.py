"""A `sunrelay run` in a process of its own, that can be killed, paused and looked at.

A process that has read the code already forks the bots off, so that a start costs a tenth of a second, not a whole one:
from there on it is the command line, with arguments, environment and working directory of its own.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Final

from tests.faults.crashing import launch

CODE: Final = ["tests.faults.crashing", "bot.cli.run", "bot.running", "sqlalchemy.dialects.sqlite", "alembic.command"]

PATIENCE: Final = 120.0

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(CODE)


class Process:
    """One run. `plan` says what the launcher does to it: see `crashing.py`."""

    def __init__(self, folder: Path, environment: Mapping[str, str], plan: tuple[str, ...], log: Path) -> None:
        self._looking = threading.Lock()  # of two that look when it ends, only the first is told how it ended
        self._process: ForkServerProcess = _context.Process(
            target=_live, args=(str(folder), dict(environment), plan, str(log)), daemon=True
        )
        self._process.start()

    @property
    def is_alive(self) -> bool:
        """Whether it runs (a paused one does)."""
        with self._looking:
            return self._process.is_alive()

    def kill(self) -> None:
        """End it as a power cut would, and wait until it is gone."""
        with self._looking:
            self._process.kill()
            self._process.join(PATIENCE)

    def end(self) -> None:
        """Ask it to end; kill it where it does not."""
        with self._looking:
            self._process.terminate()
            self._process.join(PATIENCE)
        self.kill()

    def pause(self) -> None:
        """Stop it in the middle of whatever it does, as a machine that sleeps."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Let a paused one go on as if nothing had been."""
        self._signal(signal.SIGCONT)

    @property
    def is_paused(self) -> bool:
        """Whether it has been stopped in the middle of what it did (proc(5))."""
        stat = Path(f"/proc/{self._process.pid}/stat").read_text(encoding="utf-8")
        return stat.rpartition(")")[2].split()[0] == "T"

    @property
    def was_killed(self) -> bool:
        """Whether it ended by SIGKILL: ours, or its own at a crash point."""
        with self._looking:
            return self._process.exitcode == -signal.SIGKILL

    def _signal(self, number: signal.Signals) -> None:
        if self._process.pid is not None:
            os.kill(self._process.pid, number)


def _live(folder: str, environment: dict[str, str], plan: tuple[str, ...], log: str) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    file = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for stream in (1, 2):
        os.dup2(file, stream)
    launch([*plan, "run"])
