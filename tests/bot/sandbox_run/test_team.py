"""One's own team in the sandbox: people, names and channels from a roster file, and what it says of a wrong one."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.sandbox_run import Sandbox, SandboxOptions
from bot.sandbox_run.starting import take_up
from bot.sandbox_run.team import RosterFileProblem, team_of_file
from tests.bot.sandboxes import a_sandbox

FILE = """\
teams:
  - name: Data & Search
    channel: C0DATA
    leads: ["@maya.ortiz"]
    regions:
      - name: Lisbon
        timezone: Europe/Lisbon
        hours: "09:00-17:00"
        members:
          - user: U0RITA  # Rita Alves
          - user: tom.b-smith@example.com
      - name: Tokyo
        timezone: Asia/Tokyo
        hours: "09:00-17:00"
        members: [{user: U0KEN}, {user: U0MIKA, timezone: Asia/Seoul}]
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "roster.yml"
    path.write_text(FILE, encoding="utf-8")
    return path


def test_people_are_called_what_the_file_says_of_them(file: Path) -> None:
    team = team_of_file(file)
    names = dict(team.names)
    assert names.pop("U0RITA") == "Rita Alves"
    assert sorted(name for user, name in names.items() if user.startswith("U0SANDBOX")) == ["Maya Ortiz", "Tom B Smith"]
    assert all(" " in names[user] for user in ("U0KEN", "U0MIKA")), "made-up names"
    assert len(set(team.names.values())) == 5


def test_it_runs_with_that_team(file: Path, tmp_path: Path) -> None:
    said: list[str] = []
    options = SandboxOptions(tmp_path / "kept", roster=file)
    with a_sandbox(options, said.append) as running:
        _looks_right(running)
    assert "It is your own team's: Data & Search, 4 people in 2 regions" in said[1]
    assert take_up(SandboxOptions(tmp_path / "kept")).kept is not None, "also without naming the file again"
    assert take_up(options).kept is not None
    file.write_text(FILE.replace("Tokyo", "Osaka").replace("Asia/Osaka", "Asia/Tokyo"), encoding="utf-8")
    start = take_up(options)
    assert start.is_new
    assert start.trouble.startswith(f"The sandbox was kept for another team than that of {file}.")


def _looks_right(running: Sandbox) -> None:
    slack = running.slack
    zones = {user.id: user.tz for user in slack.world.users.values() if not user.is_bot and user.id != "USLACKBOT"}
    assert (zones["U0RITA"], zones["U0MIKA"], len(zones)) == ("Europe/Lisbon", "Asia/Seoul", 5)
    channel = slack.world.channels["C0DATA"]
    assert (channel.name, len(channel.members)) == ("data-search", 6)
    assert [one["region"] for one in slack.regions()] == ["Lisbon", "Tokyo"]
    answer = slack.person("U0RITA").types("C0DATA", "/handoff who")
    assert "Lisbon" in answer.shown


@pytest.mark.parametrize(
    "text, says",
    [
        ("teams:\n  - name: x\n", ', line 2: a team needs "channel"'),
        ("teams: []\n", "is empty: it needs at least one entry"),
        (None, "cannot be read"),
    ],
)
def test_a_wrong_file_stops_the_start_with_its_lines(file: Path, text: str | None, says: str) -> None:
    if text is None:
        file.unlink()
    else:
        file.write_text(text, encoding="utf-8")
    with pytest.raises(RosterFileProblem, match=says):
        team_of_file(file)


def test_it_is_said_on_the_command_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["sandbox", "--roster", "nowhere.yml"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: nowhere.yml cannot be read")
    assert "Traceback" not in result.stderr


def test_nowhere_to_keep_it_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".sunrelay").write_text("a file", encoding="utf-8")
    result = CliRunner().invoke(main, ["sandbox"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr.startswith("Error: The folder .sunrelay, in which the sandbox keeps itself, cannot be made")


def test_listening_elsewhere_is_said_loudly(tmp_path: Path) -> None:
    said: list[str] = []
    options = SandboxOptions(tmp_path, host="0.0.0.0")  # noqa: S104 - that is what is tried
    with a_sandbox(options, said.append, clock_file=_clock(tmp_path)) as running:
        assert running.slack.world.is_exposed
        assert running.slack.url == said[0]
        assert said[0].startswith("http://127.0.0.1:")
    assert said[1].startswith("WARNING: it listens on 0.0.0.0")


def _clock(folder: Path) -> Path:
    file = folder / "clock"
    file.write_text("1803805200", encoding="ascii")
    return file
