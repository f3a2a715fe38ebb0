"""A sandbox that is killed: its next start shows no earlier time, and goes on with what was there."""

import json
import os
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from bot.sandbox_run import SandboxOptions
from bot.sandbox_run.starting import take_up
from tests.bot.sandbox_run.conftest import Told
from tests.house.tree import ROOT

COMMAND = [sys.executable, "-c", "from bot.cli import main; main(prog_name='sunrelay')", "sandbox"]
HOUR = 3_600.0


@pytest.fixture
def folder(told: Told, tmp_path: Path) -> Path:
    return copytree(told.folder, tmp_path / ".sunrelay")


@pytest.fixture
def process(folder: Path) -> Iterator[subprocess.Popen[str]]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SLACK_", "DATABASE_", "CLOCK_"))}
    running = subprocess.Popen(
        COMMAND, cwd=folder.parent, env={**kept, "PORT": "0", "PYTHONPATH": str(ROOT), "LOG_LEVEL": "ERROR"},
        text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip
    yield running
    running.kill()
    running.communicate(timeout=60)


def asked(address: str, path: str, body: dict[str, Any] | None = None) -> Any:
    sent = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(f"{address}{path}", sent, {"Content-Type": "application/json"})  # noqa: S310
    with urllib.request.urlopen(request, timeout=120) as answer:  # noqa: S310 - our own address
        return json.loads(answer.read())


def test_its_clock_never_goes_back(process: subprocess.Popen[str], folder: Path, told: Told) -> None:
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    before = asked(address, "page/state?as=U0JONAS")["clock"]["now"]
    assert before >= told.now
    assert asked(address, "page/act", {"as": "U0JONAS", "do": "forward", "seconds": HOUR})["ok"]
    shown = asked(address, "page/state?as=U0JONAS")["clock"]["now"]
    assert shown >= before + HOUR
    process.send_signal(signal.SIGKILL)
    process.wait(60)
    start = take_up(SandboxOptions(folder))
    assert start.kept is not None
    assert start.kept.at >= told.now
    assert max(start.kept.at, start.files.latest()) >= shown
