"""Sandboxes for tests: the real one, on a machine that may be slow."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

from bot.clock import Clock, wall_clock
from bot.sandbox import StandIn
from bot.sandbox_run import Sandbox, SandboxOptions, open_sandbox
from bot.settings import Settings

# Who is told to come again, and when Slack gives up, has tests of its own: here everything that comes is waited for.
PATIENCE: Final = 60
WAITS: Final = (
    "bot.sandbox.courier.FIRST_TRY_SECONDS", "bot.sandbox.triggers.LIFE_SECONDS",
    "bot.sandbox.turned_clock.LONGEST_HOLD", "bot.sandbox_run.resting.LONGEST_SECONDS",
    "bot.sandbox_run.running.CONNECTS_WITHIN", "bot.slack.app.CALL_SECONDS", "bot.waiting_room.WAITS_HERE",
    "bot.waiting_room.WAITS_IN_ALL",
)  # fmt: skip


@contextmanager
def a_sandbox(
    options: SandboxOptions,
    say: Callable[[str], None] = lambda _: None,
    *,
    clock_file: Path | None = None,
    is_ended: Callable[[], bool] = lambda: False,
) -> Iterator[Sandbox]:
    """The sandbox on a free port. Its clock stands until it is turned, or goes by the file."""
    settings = Settings(port=0, log_level="ERROR", clock_file=clock_file)
    with ExitStack() as patient:
        for name in WAITS:
            patient.enter_context(patch(name, PATIENCE))
        if clock_file is None:
            patient.enter_context(patch("bot.sandbox_run.running.choose_clock", _clock_that_stands))
        patient.enter_context(patch.object(StandIn, "deliver_by_socket", _deliver_patiently))
        yield patient.enter_context(open_sandbox(settings, say, "Why.", options, is_ended))


def _clock_that_stands(_: Path | None) -> Clock:
    begins = wall_clock()
    return lambda: begins


_deliver = StandIn.deliver_by_socket


def _deliver_patiently(slack: StandIn) -> None:
    _deliver(slack, seconds=PATIENCE)
