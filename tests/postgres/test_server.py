"""The tests' PostgreSQL leaves nothing behind, however the process that started it ends, and can be started again."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path

from tests.postgres.server import PATIENCE, PostgresServer

STARTS_ONE = """
import sys, threading
from tests.postgres.server import PostgresServer
server = PostgresServer()
server.start()
print(server.folder, flush=True)
threading.Event().wait()
"""


def test_it_ends_with_a_process_that_was_killed() -> None:
    root = Path(__file__).parents[2]
    with subprocess.Popen([sys.executable, "-c", STARTS_ONE], stdout=subprocess.PIPE, text=True, cwd=root) as starter:
        assert starter.stdout is not None
        folder = Path(starter.stdout.readline().strip())
        postmaster = Path("/proc") / (folder / "data" / "postmaster.pid").read_text().splitlines()[0]
        starter.send_signal(signal.SIGKILL)

    ends = time.monotonic() + PATIENCE
    while folder.exists() or postmaster.exists():
        assert time.monotonic() < ends, f"{folder} is still there"
        threading.Event().wait(0.02)


def test_it_keeps_its_data_over_a_stop() -> None:
    with closing(PostgresServer()) as server:
        server.start()
        server.make_database("kept")
        server.stop()
        server.start()
        with server.asked() as connection:
            assert connection.execute("SELECT count(*) FROM pg_database WHERE datname = 'kept'").fetchone() == (1,)
    assert not server.folder.exists()
