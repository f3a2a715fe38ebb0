"""Settings: what is read, what is refused, and that no sentence repeats a secret."""

import os
from pathlib import Path

import pytest

from bot.emoji_setting import chosen_emoji
from bot.settings import Settings, SettingsProblem, load_settings
from handlers.emoji import AWAY_EMOJI, DEFAULT_EMOJI, Meaning

BOT, APP, SECRET = "xoxb-1-2-abc", "xapp-1-A-2-abc", "0123456789abcdef"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    for name in Settings.model_fields:
        for spelled in (name, name.upper()):
            if spelled in os.environ:
                monkeypatch.delenv(spelled)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def given(monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    for name, value in settings.items():
        monkeypatch.setenv(name, value)


def refusal() -> str:
    with pytest.raises(SettingsProblem) as problem:
        load_settings()
    return str(problem.value)


def test_nothing_set_starts_the_sandbox_with_the_defaults() -> None:
    settings = load_settings()
    assert settings.mode == "sandbox"
    assert settings.slack_api_url == "https://slack.com/api/"
    assert settings.database_url == "sqlite:///sunrelay.db"
    assert (settings.port, settings.tick_seconds, settings.clock_file) == (3000, 20.0, None)
    assert (settings.log_level, settings.log_format) == ("INFO", "text")


def test_an_app_token_means_socket_mode(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP)
    settings = load_settings()
    assert settings.mode == "socket"
    assert settings.slack_app_token is not None
    assert settings.slack_app_token.get_secret_value() == APP


def test_no_app_token_means_http(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SLACK_BOT_TOKEN=BOT, SLACK_SIGNING_SECRET=SECRET)
    assert load_settings().mode == "http"


def test_dotenv_is_read_and_the_environment_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=8080\nLOG_LEVEL=debug\nSOMETHING_ELSE=1\n", encoding="utf-8")
    given(monkeypatch, LOG_LEVEL="Warning")
    settings = load_settings()
    assert (settings.port, settings.log_level) == (8080, "WARNING")


def test_empty_and_blank_count_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    Path(".env").write_text("PORT=\nSLACK_APP_TOKEN=\n", encoding="utf-8")
    given(monkeypatch, SLACK_BOT_TOKEN="", TICK_SECONDS="  ", CLOCK_FILE="")
    settings = load_settings()
    assert (settings.mode, settings.port, settings.tick_seconds, settings.clock_file) == ("sandbox", 3000, 20.0, None)


def test_spaces_round_a_pasted_token_are_taken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SLACK_BOT_TOKEN=f" {BOT}\n", SLACK_APP_TOKEN=APP)
    token = load_settings().slack_bot_token
    assert token is not None
    assert token.get_secret_value() == BOT


def test_a_heartbeat_address_is_taken_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, HEARTBEAT_URL="http://127.0.0.1:8000/ping/x?y=1")
    assert load_settings().heartbeat_url == "http://127.0.0.1:8000/ping/x?y=1"


def test_the_api_address_gets_its_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SLACK_API_URL="http://127.0.0.1:9999/api")
    assert load_settings().slack_api_url == "http://127.0.0.1:9999/api/"


@pytest.mark.parametrize("seconds", ["0.05", "20", "1e3"])
def test_ticks_may_be_fractions(monkeypatch: pytest.MonkeyPatch, seconds: str) -> None:
    given(monkeypatch, TICK_SECONDS=seconds)
    assert load_settings().tick_seconds == float(seconds)


@pytest.mark.parametrize("given_as,pace", [("", None), ("300", 300.0), ("0.5", 0.5)])
def test_the_pace_is_set_or_learnt(monkeypatch: pytest.MonkeyPatch, given_as: str, pace: float | None) -> None:
    given(monkeypatch, POSTS_PER_MINUTE=given_as)
    assert load_settings().posts_per_minute == pace


@pytest.mark.parametrize(
    "url",
    ["sqlite:///other.db", "sqlite:////{folder}/a.db?timeout=5", "postgresql+psycopg://u:p@db.example.com/sunrelay"],
)
def test_both_kinds_of_database_are_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, url: str) -> None:
    url = url.format(folder=tmp_path)
    given(monkeypatch, DATABASE_URL=url)
    assert load_settings().database_url == url


def test_away_emoji_are_names_with_colons_or_without(monkeypatch: pytest.MonkeyPatch) -> None:
    assert set(load_settings().away_emoji.split(", ")) == AWAY_EMOJI
    given(monkeypatch, AWAY_EMOJI=":airplane:,palm_tree , +1")
    assert load_settings().away_emoji == "airplane, palm_tree, +1"


@pytest.mark.parametrize(
    "name,value",
    [
        ("LOG_LEVEL", "LOUD"),
        ("LOG_FORMAT", "xml"),
        ("PORT", "http"),
        ("PORT", "-1"),
        ("PORT", "65536"),
        ("PORT", "80.5"),
        ("TICK_SECONDS", "0"),
        ("TICK_SECONDS", "-3"),
        ("TICK_SECONDS", "soon"),
        ("TICK_SECONDS", "nan"),
        ("TICK_SECONDS", "inf"),
        ("POSTS_PER_MINUTE", "0"),
        ("POSTS_PER_MINUTE", "-300"),
        ("POSTS_PER_MINUTE", "many"),
        ("POSTS_PER_MINUTE", "nan"),
        ("DATABASE_URL", "mysql://u:geheim@db.example.com/x"),
        ("DATABASE_URL", "postgresql://u:geheim@db.example.com/x"),
        ("DATABASE_URL", "sunrelay.db"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "sqlite:///no/such/folder/a.db"),
        ("SLACK_BOT_TOKEN", "xoxp-geheim"),
        ("SLACK_APP_TOKEN", "xoxb-geheim"),
        ("SLACK_API_URL", "ftp://slack.com/api/"),
        ("SLACK_API_URL", "slack.com/api/"),
        ("SLACK_API_URL", "https://"),
        ("SLACK_API_URL", "https://[/"),
        ("CLOCK_FILE", "no/such/folder/clock"),
        ("AWAY_EMOJI", "palm tree"),
        ("AWAY_EMOJI", "palm_tree,,airplane"),
        ("AWAY_EMOJI", "🌴"),
        ("HEARTBEAT_URL", "hc-ping.com/geheim"),
        ("HEARTBEAT_URL", "file:///etc/geheim"),
        ("HEARTBEAT_URL", "https://"),
        ("HEARTBEAT_URL", "https://example.com:geheim/"),
    ],
)
def test_a_wrong_setting_is_named_in_one_sentence(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    given(monkeypatch, **{name: value})
    sentence = refusal()
    assert name in sentence
    assert sentence.endswith((".", ")."))
    assert "\n" not in sentence
    assert "geheim" not in sentence


def test_postgresql_without_its_driver_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.setting_checks.find_spec", lambda _name: None)
    given(monkeypatch, DATABASE_URL="postgresql+psycopg://u:geheim@db.example.com/x")
    assert "pip install 'sunrelay[postgres]'" in refusal()


def test_http_needs_the_signing_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SLACK_BOT_TOKEN=BOT)
    assert "SLACK_SIGNING_SECRET" in refusal()


@pytest.mark.parametrize("name,value", [("SLACK_APP_TOKEN", APP), ("SLACK_SIGNING_SECRET", SECRET)])
def test_half_a_connection_is_not_taken_for_the_sandbox(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    given(monkeypatch, **{name: value})
    sentence = refusal()
    assert "SLACK_BOT_TOKEN is missing" in sentence
    assert value not in sentence


def test_a_dotenv_that_is_no_text_is_named() -> None:
    Path(".env").write_bytes(b"PORT=\xff\xfe\n")
    assert ".env" in refusal()


def test_secrets_are_never_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    url = "postgresql+psycopg://u:geheim@db.example.com/x"
    given(monkeypatch, SLACK_BOT_TOKEN=BOT, SLACK_APP_TOKEN=APP, SLACK_SIGNING_SECRET=SECRET, DATABASE_URL=url,
          HEARTBEAT_URL="https://hc-ping.com/geheim")  # fmt: skip
    shown = repr(load_settings()) + str(load_settings())
    for secret in (BOT, APP, SECRET, "geheim"):
        assert secret not in shown


def test_the_problem_drags_no_input_along(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, SLACK_BOT_TOKEN="xoxp-geheim")
    with pytest.raises(SettingsProblem) as problem:
        load_settings()
    assert problem.value.__suppress_context__
    assert "geheim" not in str(problem.value.__context__)


def test_calendar_hosts_stand_between_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings().calendar_hosts is None
    given(monkeypatch, CALENDAR_HOSTS="Calendar.internal, 10.0.0.7,localhost")
    assert load_settings().calendar_hosts == frozenset({"calendar.internal", "10.0.0.7", "localhost"})
    given(monkeypatch, CALENDAR_HOSTS="https://calendar.internal/")
    with pytest.raises(SettingsProblem, match=r"CALENDAR_HOSTS has .* which is no host"):
        load_settings()


def test_the_public_address_is_the_start_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    given(monkeypatch, PUBLIC_URL="https://sunrelay.example.com/bot/")
    assert load_settings().public_url == "https://sunrelay.example.com/bot"
    for wrong in ("sunrelay.example.com", "ftp://a.test", "https://a.test/?x=1", "https://u:p@a.test", "https://a b"):
        given(monkeypatch, PUBLIC_URL=wrong)
        with pytest.raises(SettingsProblem, match="PUBLIC_URL is not the start of a web address"):
            load_settings()


def test_emoji_are_chosen_by_what_they_mean(monkeypatch: pytest.MonkeyPatch) -> None:
    assert chosen_emoji(load_settings().emoji) == DEFAULT_EMOJI
    given(monkeypatch, EMOJI="claim=:eyes:, hand ;done=heavy_check_mark; concern=none;")
    chosen = chosen_emoji(load_settings().emoji)
    assert (chosen.names_of(Meaning.CLAIM), chosen.names_of(Meaning.CONCERN)) == (("eyes", "hand"), ())
    assert chosen.meaning_of("white_check_mark") is None
    assert chosen.meaning_of("question") is Meaning.QUESTION


@pytest.mark.parametrize(
    "value, says",
    [
        ("claim", "cannot be read"),
        ("claim=", "cannot be read"),
        ("claim=🙋", "cannot be read"),
        ("claim=eyes; claim=hand", "cannot be read"),
        ("claims=eyes", "has 'claims', which is none of claim, done"),
        ("region=eyes", "has 'region', which is none of claim, done"),
        ("claim=white_check_mark", "gives white_check_mark two meanings, done and claim"),
        ("claim=eyes; question=eyes", "gives eyes two meanings, claim and question"),
    ],
)
def test_emoji_that_cannot_be_meant_stop_the_start_in_one_sentence(
    monkeypatch: pytest.MonkeyPatch, value: str, says: str
) -> None:
    given(monkeypatch, EMOJI=value)
    said = refusal()
    assert said.startswith("EMOJI is ")
    assert says in said
