"""How the sandbox begins: from what was kept of it, or anew; and why."""

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.sandbox.keeping import KeptFiles
from bot.sandbox.kept_world import KeptWorld, NotKeptError
from bot.sandbox.stand_in import TEAM
from bot.sandbox_run.team import SandboxTeam, story_team, team_of_file

FOLDER: Final = Path(".sunrelay")
HERE: Final = "127.0.0.1"


class SandboxFolderProblem(Exception):
    """The sandbox has nowhere to keep itself. Its text says why, and what to do."""


@dataclass(frozen=True, slots=True)
class SandboxOptions:
    """What can be asked of the sandbox: where it keeps itself, to begin anew, whose team it is, who may reach it."""

    folder: Path = FOLDER
    reset: bool = False
    roster: Path | None = None
    host: str = HERE

    @property
    def database(self) -> Path:
        """The bot's database."""
        return self.folder / "sandbox.db"


@dataclass(frozen=True, slots=True)
class Start:
    """What it begins with: what was kept, or None for a new one of that team; `trouble` says why nothing was kept."""

    files: KeptFiles
    team: SandboxTeam
    kept: KeptWorld | None
    trouble: str = ""

    @property
    def is_new(self) -> bool:
        """Whether it begins anew."""
        return self.kept is None

    @property
    def source(self) -> str:
        """What its people are made from."""
        return self.team.source if self.kept is None else self.kept.source


def make_folder(folder: Path) -> None:
    """Where the sandbox keeps itself. Raises SandboxFolderProblem."""
    try:
        folder.mkdir(exist_ok=True)
    except OSError as problem:
        raise SandboxFolderProblem(
            f"The folder {folder}, in which the sandbox keeps itself, cannot be made ({problem.strerror}): "
            "start where this user may write, or move away what has that name."
        ) from None


def take_up(options: SandboxOptions) -> Start:
    """What the sandbox begins with; for a new one, what was kept of an earlier is removed. Raises RosterFileProblem."""
    team = story_team() if options.roster is None else team_of_file(options.roster)
    files = KeptFiles(options.folder)
    try:
        kept = _kept(options, files, team)
    except NotKeptError as problem:
        start = Start(files, team, None, f"{problem} So it begins anew.")
    else:
        start = Start(files, team, kept)
    if start.is_new:
        files.remove()
        for ending in ("", "-wal", "-shm"):
            options.database.with_name(f"{options.database.name}{ending}").unlink(missing_ok=True)
    return start


def _kept(options: SandboxOptions, files: KeptFiles, team: SandboxTeam) -> KeptWorld | None:
    if options.reset:
        return None
    kept = files.read(TEAM)
    if kept is None:
        return None
    if not options.database.exists():
        raise NotKeptError("The sandbox's database is gone.")
    if options.roster is not None and kept.source != team.source:
        raise NotKeptError(f"The sandbox was kept for another team than that of {options.roster}.")
    return kept
