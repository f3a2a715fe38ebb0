"""Keeps the workspace in a folder while it runs, so that the next start goes on where this one ended."""

import json
import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Final

from bot.sandbox.kept_world import LATEST, KeptWorld, NotKeptError, as_document, from_document
from bot.sandbox.world import World

log = logging.getLogger(__name__)

# It is written so often at most; a process that is killed loses no more than that of what Slack showed.
AT_MOST_EVERY: Final = 0.5
LOOKS_EVERY: Final = 20.0
# The clock is promised not to have passed an instant so far ahead, and begins there after a kill: it never goes back.
AHEAD: Final = 60.0


class KeptFiles:
    """The files in the folder: the workspace, and how far its clock may be."""

    def __init__(self, folder: Path) -> None:
        self._world = folder / "sandbox.json"
        self._clock = folder / "sandbox.clock"
        self._reaches = 0.0
        self._noting = threading.Lock()

    def read(self, team: str) -> KeptWorld | None:
        """What is kept of the workspace; None where nothing is. Raises NotKeptError."""
        try:
            document = json.loads(self._world.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except (OSError, ValueError):
            raise NotKeptError("What is kept of the sandbox cannot be read.") from None
        return from_document(document, team)

    def latest(self) -> float:
        """How far the clock may have been (seconds since the epoch); 0 where nobody noted it."""
        try:
            latest = float(self._clock.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0.0
        return latest if 0.0 <= latest < LATEST else 0.0

    def remove(self) -> None:
        """Forget the workspace, and its time."""
        for file in (self._world, self._clock):
            file.unlink(missing_ok=True)

    def write(self, world: World, source: str) -> None:
        """Keep the workspace as it is now."""
        with world.lock:
            text = json.dumps(as_document(world, source))
        _replace(self._world, text)

    def reaches(self, instant: float) -> None:
        """The clock is about to show that instant: note it before it does."""
        with self._noting:
            if instant > self._reaches:
                self._note(instant + AHEAD)

    def ended_at(self, instant: float) -> None:
        """The clock has stopped there."""
        with self._noting:
            self._note(instant)

    def _note(self, instant: float) -> None:
        self._reaches = instant
        try:
            _replace(self._clock, repr(instant))
        except OSError as problem:
            log.warning("How far the sandbox's clock is cannot be kept (%s).", problem.strerror)


class Keeping:
    """Writes the workspace when it has changed. Where that fails it is said, and tried again at the next change.

    `tidy` is called now and then, to forget what need not be remembered.
    """

    def __init__(
        self, files: KeptFiles, world: World, source: str, tidy: Callable[[], None] = lambda: None
    ) -> None:  # fmt: skip
        self._tidy = tidy
        self._files = files
        self._world = world
        self._source = source
        self._seen = 0
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sandbox-keeping", daemon=True)

    def start(self) -> None:
        """Write it now, and from now on."""
        self._seen = self._world.changes.count
        self._files.reaches(self._next_look())
        self._write()
        self._thread.start()

    def stop(self) -> None:
        """Write it for the last time, if it was started. Nothing may change any more."""
        if not self._thread.is_alive():
            return
        self._stopping.set()
        self._world.changes.note()
        self._thread.join()
        self._write()
        self._files.ended_at(self._world.now())

    def _run(self) -> None:
        while not self._stopping.is_set():
            count = self._world.changes.wait(self._seen, LOOKS_EVERY)
            self._files.reaches(self._next_look())
            if count != self._seen:
                self._write()
            self._seen = count
            self._tidy()
            self._stopping.wait(AT_MOST_EVERY)

    def _next_look(self) -> float:
        return self._world.now() + LOOKS_EVERY + AT_MOST_EVERY

    def _write(self) -> None:
        try:
            self._files.write(self._world, self._source)
        except OSError as problem:
            log.warning("The sandbox cannot be kept (%s): its next start begins anew.", problem.strerror)


def _replace(file: Path, text: str) -> None:
    """Write it in one step: whoever reads finds the whole of the old or of the new."""
    written = file.with_name(f"{file.name}.new")
    written.touch(mode=0o600)
    written.write_text(text, encoding="utf-8")
    written.replace(file)
