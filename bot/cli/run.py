"""`sunrelay run`: connected to Slack when tokens are set, otherwise the sandbox."""

import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import click

from bot.logs import set_up_logs
from bot.running import connected_bot
from bot.sandbox_run import run_sandbox
from bot.settings import Settings, load_settings

log = logging.getLogger(__name__)

NO_TOKENS = "No Slack tokens are set (SLACK_BOT_TOKEN, SLACK_APP_TOKEN), so Sunrelay is not connected to your Slack."


@click.command()
def run() -> None:
    """Run the bot: in Slack when tokens are set, else in the sandbox.

    The sandbox is a Slack of its own, on this machine.
    """
    settings = load_settings()
    set_up_logs(settings.log_level, settings.log_format)
    with until_told_to_end() as ended:
        if settings.mode == "sandbox":
            run_sandbox(settings, ended, click.echo, NO_TOKENS)
        else:
            _run_connected(settings, ended)


@contextmanager
def until_told_to_end() -> Iterator[threading.Event]:
    """An event that SIGTERM or Ctrl+C sets; the second time, the process ends at once."""
    ended = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 (signal calls it so)
        signal.signal(number, signal.SIG_DFL)
        ended.set()

    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield ended
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run_connected(settings: Settings, ended: threading.Event) -> None:
    with connected_bot(settings) as bot:
        bot.start()
        how = "by Socket Mode" if settings.mode == "socket" else f"over HTTP on port {bot.port}"
        log.info("Sunrelay serves the workspace %s %s.", bot.connected.name, how)
        ended.wait()
        log.info("Sunrelay ends.")
