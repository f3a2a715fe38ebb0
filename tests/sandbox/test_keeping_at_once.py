"""What happens while the workspace begins to be kept, and while its time is noted."""

import threading
from pathlib import Path

import pytest

import bot.sandbox.keeping
from bot.sandbox import Person, StandIn
from bot.sandbox.keeping import LOOKS_EVERY, Keeping, KeptFiles
from bot.sandbox.world import World
from tests.sandbox.beside import AT_ONCE, beside
from tests.sandbox.conftest import Clock
from tests.sandbox.test_http_delivery import eventually


def test_a_change_right_after_the_start_is_kept(
    tmp_path: Path, slack: StandIn, wei: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    files, early = KeptFiles(tmp_path), ["early"]
    keeping, write = Keeping(files, slack.world, "story"), files.write

    def write_and_go_on(world: World, source: str) -> None:
        write(world, source)
        if early:
            wei.posts("ops", early.pop())

    monkeypatch.setattr(files, "write", write_and_go_on)
    keeping.start()
    eventually(lambda: '"early"' in (tmp_path / "sandbox.json").read_text(encoding="utf-8"))
    keeping.stop()


def test_a_sandbox_killed_right_after_its_start_shows_no_earlier_time_again(
    tmp_path: Path, slack: StandIn, clock: Clock
) -> None:
    files = KeptFiles(tmp_path)
    keeping = Keeping(files, slack.world, "story")
    keeping.start()
    assert files.latest() >= clock() + LOOKS_EVERY
    keeping.stop()


def test_two_do_not_note_the_time_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One would put the other's half a file in place, or an earlier time."""
    files, noting, most = KeptFiles(tmp_path), list[str](), list[int]()
    both = threading.Event()

    def replace(_: Path, text: str) -> None:
        noting.append(text)
        most.append(len(noting))
        if len(noting) == 2:
            both.set()
        both.wait(AT_ONCE)
        noting.remove(text)

    monkeypatch.setattr(bot.sandbox.keeping, "_replace", replace)
    with beside(lambda: files.reaches(1_000)), beside(lambda: files.reaches(5_000)):
        pass
    assert max(most) == 1
