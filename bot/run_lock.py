"""One `run` for one SQLite file: a lock that the operating system takes back when the process ends, however it ends."""

import fcntl
import os
from pathlib import Path
from types import TracebackType
from typing import Self


class AlreadyRunningError(Exception):
    """Another process runs on the same file. Its text is one sentence: which, and what to do."""


class RunLock:
    """Held from `with` on. Beside the database stands a file `.lock`, which says which process that is."""

    def __init__(self, database: Path, instead: str = "set DATABASE_URL to another file") -> None:
        """`instead` completes "stop that one first, or …"."""
        self._database = database
        self._instead = instead
        self._path = database.with_name(f"{database.name}.lock")
        self._file: int | None = None

    def __enter__(self) -> Self:
        """Take the lock. Raises AlreadyRunningError."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(file, 20).decode("ascii", "replace").strip()
            os.close(file)
            raise AlreadyRunningError(
                f"Sunrelay runs on {self._database} already{f' (process {holder})' if holder else ''}: "
                f"stop that one first, or {self._instead}."
            ) from None
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode("ascii"))
        self._file = file
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Give it back. The file stays: removing it would let two processes hold two files of one name."""
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.close(self._file)
            self._file = None
