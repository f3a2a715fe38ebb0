"""`sunrelay run` as a process of its own: the sandbox comes up, refuses a second one, and ends when told to."""

import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.bot.conftest import PATIENCE, wait_for

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-c", "from bot.cli import main; main(prog_name='sunrelay')"]


def environment() -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_", "CLOCK_"))}
    return {**kept, "PORT": "0", "PYTHONPATH": str(ROOT), "LOG_LEVEL": "WARNING"}


def start(folder: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*COMMAND, *words], cwd=folder, env=environment(), text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )


@pytest.fixture
def sandbox(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    process = start(tmp_path, "run")
    yield process
    process.kill()
    process.communicate(timeout=PATIENCE)


def test_run_without_tokens_is_the_sandbox(sandbox: subprocess.Popen[str], tmp_path: Path) -> None:
    assert sandbox.stdout is not None
    address = sandbox.stdout.readline().strip()
    assert address.startswith("http://127.0.0.1:")
    assert "No Slack tokens are set" in sandbox.stdout.readline()
    with urllib.request.urlopen(address, timeout=PATIENCE) as page:  # noqa: S310 - our own address
        assert page.status == 200
    second = start(tmp_path, "sandbox")
    out, err = second.communicate(timeout=PATIENCE)
    assert (second.returncode, out) == (1, "")
    assert err.startswith("Error: Sunrelay runs on .sunrelay/sandbox.db already")
    wait_for((tmp_path / ".sunrelay" / "sandbox.db").exists)
    sandbox.send_signal(signal.SIGTERM)
    _, err = sandbox.communicate(timeout=PATIENCE)
    assert sandbox.returncode == 0
    assert "Traceback" not in err
    assert not (tmp_path / "sunrelay.db").exists()
