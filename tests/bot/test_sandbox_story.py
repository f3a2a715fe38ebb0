"""The sandbox's story, what is kept of the sandbox between two starts, and how it begins anew."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from shutil import copytree

import pytest

from bot.sandbox import StandIn
from bot.sandbox.play.story import REPLICA, story_begins
from bot.sandbox_run import SandboxOptions
from bot.sandbox_run.starting import take_up
from tests.bot.sandboxes import a_sandbox


def opened(folder: Path, look: Callable[[StandIn], None] = lambda _: None) -> list[str]:
    """Start the sandbox there, look at it, end it; what it said."""
    said: list[str] = []
    with a_sandbox(SandboxOptions(folder), said.append) as running:
        look(running.slack)
    return said


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, object]]:
    """A folder in which the story has been told and the sandbox ended; and what stood on the screens then."""
    folder, seen = tmp_path_factory.mktemp("story"), dict[str, object]()

    def look(slack: StandIn) -> None:
        jonas = slack.person("U0JONAS")
        seen["cards"] = [m.text.splitlines()[0] for m in slack.messages("C0OPS") if m.by_bot and m.thread_ts is None]
        seen["morning"] = jonas.unread[-1].text
        seen["unread"] = {user: len(slack.person(user).unread) for user in ("U0WEI", "U0PRIYA", "U0LUIS", "U0JONAS")}
        seen["local"] = datetime.fromtimestamp(slack.now, UTC).astimezone(jonas.user.zone())
        seen["ready"] = (slack.world.is_ready, slack.world.opens_as)
        seen["files"] = [name for m in slack.messages("C0OPS") for name in m.files]
        seen["now"], seen["ops"] = slack.now, [m.text for m in slack.messages("C0OPS")]

    seen["said"] = opened(folder, look)
    return folder, seen


Told = tuple[Path, dict[str, object]]


def test_something_waits_for_the_reader_on_a_tuesday_morning(told: Told) -> None:
    _, seen = told
    assert isinstance(seen["local"], datetime)
    assert f"{seen['local']:%a %H:%M}" == "Tue 09:05"
    assert REPLICA in str(seen["morning"])
    assert "2 waiting" in str(seen["morning"])
    assert seen["unread"] == {"U0WEI": 0, "U0PRIYA": 0, "U0LUIS": 0, "U0JONAS": 1}
    assert seen["ready"] == (True, "U0JONAS")


def test_a_few_things_are_under_way(told: Told) -> None:
    _, seen = told
    assert [str(line).partition(" · ")[0] for line in seen["cards"]] == [  # type: ignore[attr-defined]
        "🟢 Steady", "✓ Done", "🟡 Watch", "🔴 Critical",
    ]  # fmt: skip
    assert seen["files"] == ["banner-v3.png"]


def test_the_address_is_said_first_then_why_then_what_to_try(told: Told) -> None:
    said = told[1]["said"]
    assert isinstance(said, list)
    assert said[0].startswith("http://127.0.0.1:")
    assert said[1].startswith("Why.\n")
    assert "Jonas Weber" in said[1]
    assert "--reset" in said[1]
    assert "WARNING" not in said[1]


def test_the_next_start_goes_on_from_there(told: Told, tmp_path: Path) -> None:
    folder, seen = told
    copy = copytree(folder, tmp_path / "copy")

    def look(slack: StandIn) -> None:
        assert slack.now >= float(str(seen["now"])), "the clock never runs backwards"
        assert [m.text for m in slack.messages("C0OPS")] == seen["ops"]
        jonas = slack.person("U0JONAS")
        assert jonas.presses(jonas.unread[-1], "Claim H-4").ok
        assert slack.world.clock is not None
        slack.world.clock.rest()
        assert "Jonas Weber" in next(m for m in slack.messages("C0OPS") if REPLICA in m.text).text

    opened(copy, look)
    opened(copy, _is_claimed)


def _is_claimed(slack: StandIn) -> None:
    card = next(m for m in slack.messages("C0OPS") if REPLICA in m.text)
    assert card.edits
    assert "Owner: Jonas Weber" in card.text


def test_what_cannot_be_read_begins_anew_and_says_so(told: Told, tmp_path: Path) -> None:
    copy = copytree(told[0], tmp_path / "copy")
    (copy / "sandbox.json").write_text("{", encoding="utf-8")
    start = take_up(SandboxOptions(copy))
    assert (start.is_new, start.trouble) == (True, "What is kept of the sandbox cannot be read. So it begins anew.")
    assert not (copy / "sandbox.db").exists()


@pytest.mark.parametrize(
    "spoil, why",
    [
        (lambda folder: (folder / "sandbox.db").unlink(), "The sandbox's database is gone. So it begins anew."),
        (lambda folder: (folder / "sandbox.json").unlink(), ""),
    ],
)
def test_one_without_the_other_begins_anew(told: Told, tmp_path: Path, spoil: Callable[[Path], None], why: str) -> None:
    copy = copytree(told[0], tmp_path / "copy")
    spoil(copy)
    start = take_up(SandboxOptions(copy))
    assert (start.is_new, start.trouble) == (True, why)


def test_reset_forgets_all_of_it(told: Told, tmp_path: Path) -> None:
    copy = copytree(told[0], tmp_path / "copy")
    assert take_up(SandboxOptions(copy)).kept is not None
    assert take_up(SandboxOptions(copy, reset=True)).is_new
    assert not list(copy.glob("sandbox.[jcd]*[!k]"))
    assert take_up(SandboxOptions(copy)).is_new


def test_a_database_of_a_later_version_is_told_with_the_way_out(told: Told, tmp_path: Path) -> None:
    copy = copytree(told[0], tmp_path / "copy")
    with closing(sqlite3.connect(copy / "sandbox.db")) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(Exception, match=r"Or begin anew: sunrelay sandbox --reset\."):
        opened(copy)


@pytest.mark.parametrize(
    "now, begins",
    [
        ("2027-03-04 12:00", "Mon 01 Mar 07:00"),  # a Thursday
        ("2027-03-02 08:05", "Mon 01 Mar 07:00"),  # the very minute in which it ends
        ("2027-03-02 08:04", "Mon 22 Feb 07:00"),
        ("2027-03-01 10:00", "Mon 22 Feb 07:00"),
        ("2027-07-07 00:00", "Mon 05 Jul 07:00"),
    ],
)
def test_the_story_never_lies_ahead(now: str, begins: str) -> None:
    found = story_begins(datetime.fromisoformat(now).replace(tzinfo=UTC))
    assert f"{found:%a %d %b %H:%M}" == begins
