"""The product as it is measured: the whole bot in this process, or `sunrelay run` in one of its own."""

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final, NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from pydantic import SecretStr

from benchmarks.town import BOT, NOW, TEAM
from bot.clock import wall_clock
from bot.running import Sunrelay, connected_bot
from bot.sandbox import StandIn
from bot.settings import Settings

PATIENCE: Final = 60.0


class Slack(NamedTuple):
    """A stand-in Slack: where it is, and what the bot knows of it."""

    api_url: str
    bot_token: str
    signing_secret: str


@contextmanager
def slack() -> Iterator[Slack]:
    """The stand-in Slack, at an instant at which nothing is due; signatures go by the real time.

    It is in a process of its own, as Slack is: what it does is none of the bot's work.
    """
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    running = context.Process(target=_stand_in, args=(theirs,), daemon=True)
    running.start()
    try:
        yield Slack(*ours.recv())
    finally:
        running.terminate()
        running.join()


def _stand_in(pipe: Connection) -> None:
    stand_in = StandIn(NOW.timestamp, stamp=lambda: wall_clock().timestamp(), team_id=TEAM)
    if stand_in.bot_user_id != BOT:
        raise RuntimeError("the stand-in's bot has another id than the one that was filled in")
    with stand_in:
        pipe.send((stand_in.api_url, stand_in.bot_token, stand_in.signing_secret))
        threading.Event().wait()


@contextmanager
def in_process(database_url: str) -> Iterator[Sunrelay]:
    """The whole bot on that database, still: nothing runs beside what is asked of it."""
    with slack() as stand_in:
        settings = Settings.model_construct(
            slack_bot_token=SecretStr(stand_in.bot_token),
            slack_signing_secret=SecretStr(stand_in.signing_secret),
            slack_api_url=stand_in.api_url,
            database_url=database_url,
        )
        with connected_bot(settings, clock=lambda: NOW, listens=False) as bot:
            yield bot


def secret_of(bot: Sunrelay) -> str:
    """With what Slack signs what it sends to this bot."""
    secret = bot.settings.slack_signing_secret
    return secret.get_secret_value() if secret is not None else ""


class Running:
    """A process that listens on a port."""

    def __init__(self, process: "subprocess.Popen[bytes]", port: int) -> None:
        self.process = process
        self.port = port

    def resident(self) -> float:
        """Its resident memory, in MiB (Linux: /proc/<pid>/statm, in pages)."""
        pages = int(Path(f"/proc/{self.process.pid}/statm").read_text(encoding="ascii").split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 2**20

    def end(self) -> None:
        """End it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(timeout=PATIENCE)


@contextmanager
def process(command: tuple[str, ...], port: int, path: str) -> Iterator[Running]:
    """The command's process, once it answers at `path` on its port."""
    root = str(Path(__file__).parents[1])
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    started = subprocess.Popen(command, env={**kept, "PYTHONPATH": root}, stderr=subprocess.DEVNULL)
    running = Running(started, port)
    try:
        _wait_for(f"http://127.0.0.1:{port}{path}", started)
        yield running
    finally:
        running.end()


@contextmanager
def sunrelay_run(stand_in: Slack, database_url: str, port: int) -> Iterator[Running]:
    """The bot over HTTP in a process of its own, with all that runs beside, at an instant at which nothing is due."""
    known = (stand_in.api_url, stand_in.bot_token, stand_in.signing_secret)
    command = (sys.executable, "-m", "benchmarks.bot_server", database_url, str(port), *known)
    with process(command, port, "/healthz") as running:
        yield running


@contextmanager
def bare_server(port: int, secret: str, *how: str) -> Iterator[Running]:
    """The bare acknowledgement behind the same kind of server; `how` is "default" for Bolt's default settings."""
    command = (sys.executable, "-m", "benchmarks.bare_server", str(port), secret, *how)
    with process(command, port, "/healthz") as running:
        yield running


def _wait_for(address: str, started: "subprocess.Popen[bytes]") -> None:
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if started.poll() is not None:
            raise RuntimeError(f"{started.args!r} ended with {started.returncode}")
        try:
            with urlopen(address, timeout=2):
                return
        except (URLError, OSError):
            time.sleep(0.05)
    raise RuntimeError(f"{address} did not answer within {PATIENCE:.0f} s")
