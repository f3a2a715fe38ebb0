"""One `run` for one SQLite file."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.run_lock import AlreadyRunningError, RunLock

HOLD = "import sys, time; from pathlib import Path; from bot.run_lock import RunLock\n"
HOLD += "with RunLock(Path(sys.argv[1])): print('held', flush=True); time.sleep(600)"


def hold(file: Path) -> subprocess.Popen[str]:
    """Another process that holds the lock."""
    root = Path(__file__).resolve().parents[2]
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(file)], cwd=root, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_process_is_refused_until_the_first_is_killed(tmp_path: Path) -> None:
    file = tmp_path / "sunrelay.db"
    process = hold(file)
    try:
        with pytest.raises(AlreadyRunningError, match=rf"process {process.pid}\): stop that one first"), RunLock(file):
            pass
        with RunLock(tmp_path / "another.db"):
            pass
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.communicate(timeout=60)
    with RunLock(file):
        pass


def test_the_lock_can_be_taken_again_in_the_same_process(tmp_path: Path) -> None:
    for _ in range(2):
        with RunLock(tmp_path / "sunrelay.db"):
            pass
