"""The sandbox after its story, told once for all tests here."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from bot.sandbox import StandIn
from bot.sandbox.play.story import READER
from bot.sandbox_run import SandboxOptions
from tests.bot.sandboxes import a_sandbox

READERS = ("U0WEI", "U0PRIYA", "U0LUIS", "U0JONAS")


@dataclass
class Told:
    """The folder of a sandbox that has ended after its story, and what stood on its screens then."""

    folder: Path
    said: list[str] = field(default_factory=list)
    cards: list[str] = field(default_factory=list)
    ops: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    morning: str = ""
    unread: dict[str, int] = field(default_factory=dict)
    now: float = 0.0
    local: str = ""
    opens_as: str | None = None
    is_ready: bool = False

    def look(self, slack: StandIn) -> None:
        """Note what is there."""
        reader, messages = slack.person(READER), slack.messages("C0OPS")
        self.ops = [one.text for one in messages]
        self.cards = [one.text.splitlines()[0] for one in messages if one.by_bot and one.thread_ts is None]
        self.files = [name for one in messages for name in one.files]
        self.morning = reader.unread[-1].text
        self.unread = {user: len(slack.person(user).unread) for user in READERS}
        self.now = slack.now
        self.local = f"{datetime.fromtimestamp(slack.now, UTC).astimezone(reader.user.zone()):%a %H:%M}"
        self.opens_as, self.is_ready = slack.world.opens_as, slack.world.is_ready


def opened(folder: Path, look: Callable[[StandIn], None]) -> list[str]:
    """Start the sandbox there, look at it, end it; what it said."""
    said: list[str] = []
    with a_sandbox(SandboxOptions(folder), said.append) as running:
        look(running.slack)
    return said


@pytest.fixture(scope="session")
def told(tmp_path_factory: pytest.TempPathFactory) -> Told:
    """The sandbox after its story: to be looked at."""
    found = Told(tmp_path_factory.mktemp("story"))
    found.said = opened(found.folder, found.look)
    return found


@pytest.fixture
def copy(told: Told, tmp_path: Path) -> Path:
    """A copy of what was kept of it: to be gone on with, or spoilt."""
    return copytree(told.folder, tmp_path / "copy")
