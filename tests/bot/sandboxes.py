"""Sandboxes for tests: the real one, that also ends quickly."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest.mock import patch

from bot.sandbox_run import Sandbox, SandboxOptions, open_sandbox
from bot.settings import Settings


@contextmanager
def a_sandbox(
    options: SandboxOptions,
    say: Callable[[str], None] = lambda _: None,
    *,
    clock_file: Path | None = None,
    is_ended: Callable[[], bool] = lambda: False,
) -> Iterator[Sandbox]:
    """The sandbox on a free port. Its end waits for one ping of the Socket Mode connection, so these are frequent."""
    settings = Settings(port=0, log_level="ERROR", clock_file=clock_file)
    running = open_sandbox(settings, say, "Why.", options, is_ended)
    with patch("bot.slack.socket.PING_SECONDS", 0.1), running as sandbox:
        yield sandbox
