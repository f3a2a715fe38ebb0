"""People in a roster file by e-mail or @name, and a roster file drafted from a channel."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.sandbox import StandIn
from models.storage.opening import open_database
from models.workspace.connecting import the_workspace
from models.workspace.directory import PersonNews, keep_person
from tests.people import ROSTER, at

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder of its own, where the database is made."""
    monkeypatch.chdir(tmp_path)
    for name in ("SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_API_URL", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "clock").write_text(str(at("mon 08:30").timestamp()), encoding="utf-8")
    monkeypatch.setenv("CLOCK_FILE", "clock")
    return lambda *words: CliRunner().invoke(main, words)


@pytest.fixture
def town(run: Run, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:  # noqa: ARG001 it clears the settings
    """The workspace that the commands ask: Luis in Los Angeles, and two people who are both called Kim."""
    with StandIn(now=lambda: at("mon 08:30").timestamp()) as slack:
        monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
        monkeypatch.setenv("SLACK_APP_TOKEN", slack.app_token)
        monkeypatch.setenv("SLACK_API_URL", slack.api_url)
        slack.add_user("U0LUIS", "Luis Romero", tz="America/Los_Angeles")
        slack.add_user("U0KIM", "Kim", tz="Asia/Seoul")
        slack.add_user("U0KIM2", "Kim", name="kim.two", tz=None)
        slack.add_user("U0GUS", "Gus", tz="Asia/Seoul", guest=True)
        slack.add_channel("C0HUB", "data-hub", members=["U0LUIS", "U0KIM", "U0KIM2", "U0GUS"])
        yield slack


def written(who: str) -> str:
    """A roster file in which Luis is written so."""
    path = Path("roster.yml")
    path.write_text(ROSTER.replace("U0LUIS", f'"{who}"'), encoding="utf-8")
    return str(path)


@pytest.mark.parametrize("who", ["luis.romero@example.com", "@luis.romero", "@Luis.Romero", "@luisromero"])
def test_slack_is_asked_whom_a_file_means(run: Run, town: StandIn, who: str) -> None:
    town.set_scopes("users:read.email")

    assert run("roster", "apply", written(who)).stdout == "Platform: new\n"

    assert "- user: U0LUIS\n" in run("roster", "show").stdout


@pytest.mark.parametrize(
    "who, sentence",
    [
        ("nobody@example.com", 'line 21: nobody in this workspace has the e-mail "nobody@example.com"'),
        ("@nobody", 'line 21: there is nobody called "@nobody": write the user id'),
        ("@kim", 'line 21: several people are called "@kim" (U0KIM, U0KIM2): write the user id'),
    ],
)
def test_who_is_not_found_is_named_with_the_line_and_nothing_changes(
    run: Run, town: StandIn, who: str, sentence: str
) -> None:
    town.set_scopes("users:read.email")

    result = run("roster", "apply", written(who))

    assert result.exit_code == 1
    assert sentence in result.stderr
    assert "sunrelay roster apply FILE" in run("roster", "show").stderr


def test_an_e_mail_without_the_optional_scope_says_what_to_do(run: Run, town: StandIn) -> None:
    town.set_scopes()

    assert "give it the scope users:read.email" in run("roster", "apply", written("luis.romero@example.com")).stderr


@pytest.mark.usefixtures("town")
def test_one_person_written_in_two_ways_is_there_twice(run: Run) -> None:
    named = ROSTER.replace("    regions:", '    names: {Luis R.: "@luis.romero"}\n    regions:')
    Path("names.yml").write_text(named, encoding="utf-8")
    assert run("roster", "apply", "names.yml").stdout == "Platform: new\n"

    Path("twice.yml").write_text(ROSTER.replace("{user: U0ANA}", '{user: U0LUIS}, {user: "@luis.romero"}'), "utf-8")

    assert "U0LUIS is in this team twice" in run("roster", "apply", "twice.yml").stderr


def test_without_a_connection_people_who_are_known_are_found_by_name(run: Run) -> None:
    database = open_database("sqlite:///sunrelay.db")
    with database.write() as session:
        workspace = the_workspace(session)
        session.flush()
        luis = PersonNews(
            "U0LUIS", "Luis Romero", "America/Los_Angeles", guest=False, external=False, deactivated=False
        )
        keep_person(session, workspace.id, luis, at("mon 08:30"))
    database.close()

    assert run("roster", "apply", written("@luis.romero")).stdout == "Platform: new\n"
    assert "set SLACK_BOT_TOKEN so that Slack can be asked" in run("roster", "apply", written("l@example.com")).stderr


@pytest.mark.usefixtures("town")
def test_a_draft_is_what_setup_proposes(run: Run) -> None:
    result = run("roster", "draft", "--channel", "C0HUB", "--lead", "@luis.romero")

    assert (
        result.stdout
        == """\
teams:
  - name: Data hub
    channel: C0HUB
    leads: [U0LUIS]
    starts: 2027-03-08
    regions:
      - name: Seoul
        timezone: Asia/Seoul
        hours: "09:00-17:00"
        holidays: KR
        rotation_from: 2027-03-08
        members:
          - user: U0KIM  # Kim
      - name: Los Angeles
        timezone: America/Los_Angeles
        hours: "09:00-17:00"
        holidays: US
        rotation_from: 2027-03-08
        members:
          - user: U0LUIS  # Luis Romero
"""
    )
    assert "Left out, as Slack gives them no time zone: Kim (U0KIM2)" in result.stderr
    Path("draft.yml").write_text(result.stdout, encoding="utf-8")
    assert run("roster", "apply", "draft.yml").stdout == "Data hub: new\n"


@pytest.mark.usefixtures("town")
def test_a_draft_that_cannot_be_made_says_why(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "Sunrelay cannot see that channel" in run("roster", "draft", "--channel", "C0NOWHERE").stderr
    assert '"hub" is no channel id' in run("roster", "draft", "--channel", "hub").stderr
    assert "several people" in run("roster", "draft", "--channel", "C0HUB", "--lead", "@kim").stderr
    assert (
        '"kim" is nobody: write a Slack user id' in run("roster", "draft", "--channel", "C0HUB", "--lead", "kim").stderr
    )
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    monkeypatch.delenv("SLACK_APP_TOKEN")
    assert "set SLACK_BOT_TOKEN" in run("roster", "draft", "--channel", "C0HUB").stderr
