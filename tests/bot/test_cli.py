"""The command line, as a person types it."""

import json
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile

import pytest
import recurring_ical_events
from click.testing import CliRunner, Result
from icalendar import Calendar
from sqlalchemy import select

from bot.cli import main
from bot.logs import OurHandler
from bot.sandbox import StandIn
from models.calendars.keeping import follow_roster, take_due
from models.calendars.troubles import note_read, note_trouble
from models.roster.file import read_roster
from models.storage.database import Database
from models.tables import Delivery, DeliveryState, Item, State
from tests.bot.conftest import OPS, ROSTER, START, Desk

Run = Callable[..., Result]
KEYS = [
    "id", "headline", "next_step", "urgency", "kind", "state", "owner", "team", "region", "offered_to", "by", "hops",
    "created_at", "updated_at", "channel", "ts",
]  # fmt: skip


@pytest.fixture
def run(tmp_path: Path, empty_file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Run]:
    """Runs a command in an empty folder, on a clock that stands at START, with an empty database."""
    for name in [name for name in os.environ if name.startswith(("SLACK_", "DATABASE_", "PORT", "TICK_", "LOG_"))]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    copyfile(empty_file, tmp_path / "sunrelay.db")
    (tmp_path / "clock").write_text(str(START.timestamp()))
    monkeypatch.setenv("CLOCK_FILE", "clock")
    before = logging.getLogger().level
    yield lambda *words: CliRunner().invoke(main, words)
    root = logging.getLogger()
    root.setLevel(before)
    for handler in [one for one in root.handlers if isinstance(one, OurHandler)]:
        root.removeHandler(handler)


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    path = tmp_path / "roster.yml"
    path.write_text(ROSTER, encoding="utf-8")
    return path


@pytest.fixture
def tokens(slack: StandIn, monkeypatch: pytest.MonkeyPatch) -> StandIn:
    monkeypatch.setenv("SLACK_BOT_TOKEN", slack.bot_token)
    monkeypatch.setenv("SLACK_APP_TOKEN", slack.app_token)
    monkeypatch.setenv("SLACK_API_URL", slack.api_url)
    return slack


@pytest.fixture
def same_database(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.setenv("DATABASE_URL", str(desk.database.engine.url))
    return desk


def refused(result: Result, *words: str) -> None:
    """One sentence on stderr, an exit code, and no traceback."""
    assert result.exit_code in {1, 2}
    assert result.stdout == ""
    assert "Traceback" not in result.stderr
    for word in words:
        assert word in result.stderr


def test_help_names_every_command(run: Run) -> None:
    result = run("--help")
    for command in ("run", "sandbox", "roster", "shifts", "items", "deliveries", "doctor", "backup"):
        assert f"  {command} " in result.stdout


def test_a_roster_is_applied_shown_and_applied_again(run: Run, roster: Path, tmp_path: Path) -> None:
    assert run("roster", "apply", str(roster)).stdout == "Platform: new\n"
    assert run("roster", "apply", str(roster)).stdout == "Platform: unchanged\n"
    shown = run("roster", "show").stdout
    (tmp_path / "again.yml").write_text(shown, encoding="utf-8")
    assert run("roster", "apply", "again.yml").stdout == "Platform: unchanged\n"


def test_mistakes_are_named_with_their_lines_and_change_nothing(run: Run, roster: Path) -> None:
    run("roster", "apply", str(roster))
    roster.write_text(ROSTER.replace("Asia/Singapore", "Asia/Singapur").replace("U0LUIS", "nobody!"), encoding="utf-8")
    result = run("roster", "apply", str(roster))
    refused(result, "roster.yml, line 7: ", "Asia/Singapore?", "line 13: ")
    assert "U0LUIS" in run("roster", "show").stdout


def test_a_file_that_cannot_be_read_is_a_sentence(run: Run, tmp_path: Path) -> None:
    refused(run("roster", "apply", "nowhere.yml"), "nowhere.yml cannot be read (No such file or directory)")
    refused(run("roster", "apply", str(tmp_path)), "cannot be read")
    (tmp_path / "latin.yml").write_bytes(b"teams: \xff")
    refused(run("roster", "apply", "latin.yml"), "UTF-8")


def test_before_any_roster_commands_say_what_to_do(run: Run) -> None:
    for words in (("roster", "show"), ("shifts", "--team", "Platform")):
        refused(run(*words), "sunrelay roster apply FILE")
    assert "sunrelay roster apply FILE" in run("shifts").stdout
    assert run("shifts", "--format", "json").stdout == "[]\n"
    assert run("items").stdout == "There are no items.\n"
    assert run("items", "--format", "json").stdout == "[]\n"


def test_applying_moves_on_what_was_offered_to_a_region_that_left(run: Run, roster: Path, same_database: Desk) -> None:
    same_database.hand_off()
    roster.write_text(ROSTER.replace("name: EMEA", "name: Europe"), encoding="utf-8")
    assert run("roster", "apply", str(roster)).stdout == "Platform: changed\n"
    (row,) = json.loads(run("items", "--format", "json").stdout)
    assert row["offered_to"] == "Europe"


def test_shifts_of_a_team_from_a_date(run: Run, roster: Path) -> None:
    run("roster", "apply", str(roster))
    result = run("shifts", "--team", "Platform", "--from", "2027-03-05", "--days", "4", "--format", "json")
    rows = json.loads(result.stdout)
    assert [(row["date"], row["region"]) for row in rows] == [
        ("2027-03-05", "APAC"), ("2027-03-05", "EMEA"), ("2027-03-05", "AMER"),
        ("2027-03-08", "APAC"), ("2027-03-08", "EMEA"), ("2027-03-08", "AMER"),
    ]  # fmt: skip
    assert rows[1] == {
        "team": "Platform", "region": "EMEA", "date": "2027-03-05", "start": "2027-03-05T08:00:00Z",
        "end": "2027-03-05T16:00:00Z", "on_shift": ["U0JONAS", "U0ANA"],
    }  # fmt: skip


def test_shifts_begin_today_by_the_clock_and_last_two_weeks(run: Run, roster: Path) -> None:
    run("roster", "apply", str(roster))
    dates = [row["date"] for row in json.loads(run("shifts", "--format", "json").stdout)]
    assert (min(dates), max(dates), len(dates)) == ("2027-03-02", "2027-03-15", 30)
    assert run("shifts", "--format", "ics").stdout.count("BEGIN:VEVENT") == 30
    assert run("shifts").stdout.splitlines()[1].startswith("Platform  APAC    Tue 2027-03-02  09:00-17:00")


def test_an_unknown_team_is_a_sentence_with_the_names(run: Run, roster: Path) -> None:
    run("roster", "apply", str(roster))
    for command in ("shifts", "items"):
        refused(run(command, "--team", "Platfrom"), 'no team "Platfrom", did you mean "Platform"?')


@pytest.mark.parametrize("words", [("--days", "0"), ("--from", "soon"), ("--days", "3660", "--from", "9999-12-01")])
def test_dates_that_are_none_are_a_sentence(run: Run, roster: Path, words: tuple[str, ...]) -> None:
    run("roster", "apply", str(roster))
    refused(run("shifts", *words))


def test_items_have_exactly_the_keys_of_the_design(run: Run, same_database: Desk) -> None:
    desk = same_database
    desk.hand_off("Replica <!channel> lags")
    desk.send()
    desk.hand_off("Second")
    with desk.database.write() as session:
        second = session.scalars(select(Item).where(Item.number == 2)).one()
        second.state = State.DONE
        second.end_offer()
    first, done = json.loads(run("items", "--format", "json").stdout)
    assert list(first) == KEYS
    assert first["id"] == "H-1"
    assert (first["headline"], first["next_step"]) == ("Replica <!channel> lags", "look")
    assert (first["urgency"], first["kind"], first["state"]) == ("steady", "general", "offered")
    assert (first["owner"], first["team"], first["region"], first["offered_to"]) == (
        "U0WEI",
        "Platform",
        "APAC",
        "EMEA",
    )
    assert (first["by"], first["created_at"]) == ("2027-03-02T16:00:00Z", "2027-03-02T08:40:00Z")
    assert (first["hops"], first["channel"], first["ts"]) == (0, OPS, desk.cards()[0].ts)
    assert (done["state"], done["offered_to"], done["channel"], done["ts"]) == ("done", None, None, None)
    assert len(json.loads(run("items", "--team", "Platform", "--format", "json").stdout)) == 2


def test_the_table_of_items_has_names_and_no_control_characters(run: Run, same_database: Desk) -> None:
    same_database.hand_off("Red \x1b[31m alert")
    table = run("items").stdout
    assert "\x1b" not in table
    assert table.splitlines()[1].split("  ")[0] == "H-1"
    assert "Wei" in table


def test_check_says_per_line_what_is_wrong(run: Run, roster: Path, tokens: StandIn) -> None:
    assert "All is there in Slack: 5 people, 1 channels" in run("roster", "check", str(roster)).stdout
    tokens.add_channel("C0OLD", "old", members=["U0WEI"], bot=False)
    tokens.set_user("U0LUIS", deleted=True)
    text = ROSTER.replace("C0OPS", "C0OLD").replace("U0LEAD", "U0SUNBOT").replace("U0ANA", '"@Nobody"')
    roster.write_text(text.replace("U0JONAS", "U0GHOST"), encoding="utf-8")
    result = run("roster", "check", str(roster))
    refused(
        result, "line 4: Sunrelay is not in #old: type /invite", "line 5: Sunrelay (U0SUNBOT) is a bot",
        "U0GHOST is nobody in this workspace", 'nobody called "@Nobody"', "(U0LUIS) is deactivated",
    )  # fmt: skip
    tokens.archive("C0OLD")
    refused(run("roster", "check", str(roster)), "line 4: #old is archived")


def test_check_needs_slack(run: Run, roster: Path, tokens: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens.set_token_error("invalid_auth")
    refused(run("roster", "check", str(roster)), "Slack cannot be asked (invalid_auth)")
    monkeypatch.delenv("SLACK_BOT_TOKEN")
    monkeypatch.delenv("SLACK_APP_TOKEN")
    refused(run("roster", "check", str(roster)), "set SLACK_BOT_TOKEN")


def test_the_doctor_finds_all_well(run: Run, same_database: Desk, tokens: StandIn) -> None:
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "WRONG" not in result.stdout
    for words in ("Time zones: release", "revision 0004", "Platform", "the workspace Sandbox", "Socket Mode"):
        assert words in result.stdout
    assert tokens.bot_token not in result.stdout
    assert same_database.database.is_sqlite


def test_the_doctor_says_what_a_refused_permission_takes_away(run: Run, same_database: Desk, tokens: StandIn) -> None:
    tokens.set_scopes("groups:history")
    result = run("doctor")
    assert "without channels:history" in result.stdout
    assert "Emoji on replies in public channels tag nothing" in result.stdout
    assert "private channels" not in result.stdout
    assert same_database.database.is_sqlite


def test_the_doctor_finds_what_is_wrong(run: Run, same_database: Desk, tokens: StandIn) -> None:
    tokens.remove_bot(OPS)
    same_database.hand_off()
    same_database.send()
    with same_database.database.write() as session:
        waiting = session.scalars(select(Delivery).where(Delivery.state == DeliveryState.SENT)).first()
        assert waiting is not None
        waiting.state, waiting.due_at = DeliveryState.PENDING, START.replace(hour=1)
    result = run("doctor")
    assert result.exit_code == 1
    for words in (
        "1 cannot be sent and are kept (not_in_channel: 1); sunrelay deliveries",
        "due for 420 minutes",
        "Sunrelay is not in #ops",
    ):
        assert words in result.stdout


@pytest.mark.parametrize(
    "name,value,says",
    [
        ("SLACK_BOT_TOKEN", "xoxp-1", "SLACK_BOT_TOKEN is not a bot token"),
        ("DATABASE_URL", "sqlite:///nowhere.db", "nowhere.db is not there yet"),
        ("CLOCK_FILE", "empty", "CLOCK_FILE empty does not say when it is"),
    ],
)
def test_the_doctor_says_what_is_wrong_with_the_settings(
    run: Run, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    monkeypatch.setenv(name, value)
    result = run("doctor")
    assert result.exit_code == 1
    assert f"WRONG  {says}" in result.stdout or says in result.stdout


@pytest.mark.parametrize("words", [("items",), ("shifts",), ("roster", "show")])
def test_who_only_looks_makes_no_database(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, words: tuple[str, ...]
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'nowhere.db'}")

    refused(run(*words), "nowhere.db is not there yet: sunrelay roster apply makes it.")

    assert not (tmp_path / "nowhere.db").exists()


def test_a_backup_is_a_database_and_overwrites_nothing(run: Run, roster: Path, tmp_path: Path) -> None:
    run("roster", "apply", str(roster))
    assert run("backup", "copy.db").stdout == "The database is copied to copy.db.\n"
    refused(run("backup", "copy.db"), "copy.db is there already")
    refused(run("backup", "nowhere/copy.db"), "nowhere/copy.db cannot be written")
    (tmp_path / "copy.db").replace(tmp_path / "sunrelay.db")
    assert "Platform" in run("roster", "show").stdout


def test_there_is_nothing_to_back_up_before_the_first_run(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sunrelay.db").unlink()
    refused(run("backup", "copy.db"), "no database sunrelay.db yet")
    assert not (tmp_path / "copy.db").exists()


def test_a_file_that_is_no_database_is_a_sentence(run: Run, tmp_path: Path) -> None:
    (tmp_path / "sunrelay.db").write_text("This is a letter to my aunt, and it is long enough to be looked at." * 20)
    refused(run("items"), "The database sunrelay.db cannot be used (file is not a database)")
    assert run("doctor").exit_code == 1


def test_a_database_of_a_newer_release_is_a_sentence(run: Run, tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'sunrelay.db'}")
    with database.engine.execution_options(writes=True).begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    database.close()
    refused(run("items"), "made by a newer Sunrelay")


def test_run_says_in_a_sentence_why_it_does_not(run: Run, tokens: StandIn, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens.set_token_error("invalid_auth")
    refused(run("run"), "Slack does not know SLACK_BOT_TOKEN")
    tokens.set_token_error(None)
    monkeypatch.setenv("SLACK_APP_TOKEN", "xapp-wrong")
    refused(run("run"), "Slack does not know SLACK_APP_TOKEN")
    monkeypatch.setenv("PORT", "many")
    refused(run("run"), "PORT is 'many'")


def test_an_unforeseen_failure_is_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.items.item_rows", lambda *_: 1 // 0)
    refused(run("items"), "Sunrelay failed (ZeroDivisionError", "sunrelay doctor")


def test_the_day_plays_itself(run: Run) -> None:
    result = run("sandbox", "--play")
    assert result.exit_code == 0, result.output
    assert "Nothing waits for Wei" in result.stdout


def test_a_calendar_that_cannot_be_read_is_told_by_the_doctor_and_above_the_roster(
    run: Run, roster: Path, tmp_path: Path
) -> None:
    address = "https://calendar.example.com/secret.ics"
    text = ROSTER.replace("{user: U0JONAS}", f"{{user: U0JONAS, leave: {address}}}")
    roster.write_text(text, encoding="utf-8")
    assert run("roster", "apply", str(roster)).exit_code == 0
    with closing(Database(f"sqlite:///{tmp_path / 'sunrelay.db'}")) as database:
        follow_roster(database, 1, START)
        calendar = take_due(database, 1, START)
        assert calendar is not None
        assert "Calendar: the leave calendar of a teammate (Platform), never read yet." in run("doctor").stdout
        note_read(database, calendar, START, unnamed=2, events=3)
        assert "2 events name nobody of the team" in run("doctor").stdout
        assert not run("roster", "show").stdout.startswith("#")
        note_trouble(database, calendar, "The calendar's server answers 500.", START)

    told = "(Platform) cannot be read (since 2027-03-02 08:40 UTC, last read 2027-03-02 08:40 UTC). "
    assert f"WRONG  Calendar: the leave calendar of a teammate {told}The calendar's server" in run("doctor").stdout
    shown = run("roster", "show").stdout
    assert shown.startswith(f"# Calendar: the leave calendar of a teammate {told}")
    assert read_roster(shown) == read_roster(shown.partition("\n")[2])
    assert address in shown


def test_a_calendar_that_was_not_read_for_hours_is_wrong(run: Run, roster: Path, tmp_path: Path) -> None:
    text = ROSTER.replace("{user: U0JONAS}", "{user: U0JONAS, leave: 'https://calendar.example.com/x.ics'}")
    roster.write_text(text, encoding="utf-8")
    run("roster", "apply", str(roster))
    with closing(Database(f"sqlite:///{tmp_path / 'sunrelay.db'}")) as database:
        follow_roster(database, 1, START)
        calendar = take_due(database, 1, START)
        assert calendar is not None
        note_read(database, calendar, START - timedelta(hours=3))
    assert "that is over two hours ago; is sunrelay run running?" in run("doctor").stdout


def test_shifts_as_a_calendar_read_back_equal_the_json(run: Run, roster: Path) -> None:
    run("roster", "apply", str(roster))
    when = ("--from", "2027-03-10", "--days", "30")  # both sides change their clocks meanwhile
    written = json.loads(run("shifts", *when, "--format", "json").stdout)
    calendar = Calendar.from_ical(run("shifts", *when, "--format", "ics").stdout)
    events = recurring_ical_events.of(calendar).between(date(2027, 3, 1), date(2027, 4, 20))
    read = [
        (event.start.strftime("%FT%TZ"), event.end.strftime("%FT%TZ"), event["X-SUNRELAY-REGION"]) for event in events
    ]
    assert sorted(read) == sorted((one["start"], one["end"], one["region"]) for one in written)
    assert len(read) > 60
