"""What each setting must look like. A check takes the value as given and returns it as the bot uses it, or raises
ValueError with one sentence that names the setting and says what to do. No sentence repeats a secret."""

import math
import re
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, SecretStr
from pydantic_settings import NoDecode

from bot.emoji_setting import EMOJI, check_emoji

SQLITE = "sqlite:///"
POSTGRESQL = "postgresql+psycopg://"
LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL")
FORMS = ("text", "json")
_HOST = re.compile(r"[A-Za-z0-9_.:-]{1,253}")


def check_bot_token(token: SecretStr) -> SecretStr:
    """A bot token begins with xoxb-."""
    if not token.get_secret_value().startswith("xoxb-"):
        raise ValueError(
            "SLACK_BOT_TOKEN is not a bot token: copy the one that begins with xoxb- from your app's page, "
            "under OAuth & Permissions."
        )
    return token


def check_app_token(token: SecretStr) -> SecretStr:
    """An app-level token begins with xapp-."""
    if not token.get_secret_value().startswith("xapp-"):
        raise ValueError(
            "SLACK_APP_TOKEN is not an app-level token: make one that begins with xapp- on your app's page, under "
            "Basic Information, with the scope connections:write."
        )
    return token


def check_api_url(url: str) -> str:
    """An http or https address; it ends with a slash, because method names are put behind it."""
    if not _is_web_address(url):
        raise ValueError("SLACK_API_URL is not a web address: write one like https://slack.com/api/, or leave it out.")
    return url if url.endswith("/") else f"{url}/"


def check_heartbeat_url(url: str) -> str:
    """An http or https address; it is as good as a password, so no sentence repeats it."""
    if not _is_web_address(url):
        raise ValueError(
            "HEARTBEAT_URL is not a web address: copy the one that your monitoring service gives, or leave it out."
        )
    return url


def check_calendar_hosts(hosts: Any) -> frozenset[str] | None:
    """Names of hosts, between commas or spaces."""
    if hosts is None:
        return None
    names = str(hosts).replace(",", " ").split() if isinstance(hosts, str) else [str(host) for host in hosts]
    wrong = next((name for name in names if not _HOST.fullmatch(name)), None)
    if wrong is not None:
        raise ValueError(
            f"CALENDAR_HOSTS has {wrong!r}, which is no host: write names such as calendar.example.com, with commas "
            "between them."
        )
    return frozenset(name.lower() for name in names)


def check_public_url(url: str) -> str:
    """An http or https address without anything behind its path; paths are put behind it."""
    if not _is_web_address(url) or set(url) & set("?#<>| ") or "@" in url:
        raise ValueError(
            "PUBLIC_URL is not the start of a web address: write how others reach PORT, such as "
            "https://sunrelay.example.com, or leave it out."
        )
    return url.rstrip("/")


def _is_web_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def check_database_url(url: str) -> str:
    """An SQLite file in a folder that exists, or PostgreSQL with its driver installed."""
    if url.startswith(POSTGRESQL):
        if find_spec("psycopg") is None:
            raise ValueError(
                "DATABASE_URL names PostgreSQL, but its driver is not installed: pip install 'sunrelay[postgres]'."
            )
        return url
    if not url.startswith(SQLITE):
        raise ValueError(
            f"DATABASE_URL must begin with {SQLITE} and a file, or with {POSTGRESQL} and a server; write one of these."
        )
    path = url.removeprefix(SQLITE).partition("?")[0]
    if path in {"", ":memory:"}:
        raise ValueError(f"DATABASE_URL names no file, so nothing would be kept: write one, as in {SQLITE}sunrelay.db.")
    if not Path(path).parent.is_dir():
        raise ValueError(f"DATABASE_URL's folder {Path(path).parent} does not exist: make it, or name another file.")
    return url


def check_port(port: Any) -> int:
    """A whole number that TCP knows; 0 takes any port that is free."""
    try:
        number = int(port)
    except (TypeError, ValueError):
        number = -1
    if not 0 <= number <= 65535:
        raise ValueError(f"PORT is {port!r}: write a whole number from 0 to 65535 (0 takes any free port).")
    return number


def check_tick_seconds(seconds: Any) -> float:
    """Seconds between two ticks, more than none."""
    try:
        number = float(seconds)
    except (TypeError, ValueError):
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise ValueError(f"TICK_SECONDS is {seconds!r}: write a number of seconds above 0, such as 20 or 0.5.")
    return number


def check_posts_per_minute(posts: Any) -> float:
    """Posts a minute, more than none."""
    try:
        number = float(posts)
    except (TypeError, ValueError):
        number = math.nan
    if not (math.isfinite(number) and number > 0):
        raise ValueError(
            f"POSTS_PER_MINUTE is {posts!r}: write a number above 0, such as 300, or leave it out to have it learnt."
        )
    return number


def check_away_emoji(names: Any) -> str:
    """Names of emoji with commas between them, colons or not; the word none for none of them."""
    found = [name.strip().strip(":") for name in str(names).split(",")]
    if not all(EMOJI.fullmatch(name) for name in found):
        raise ValueError(
            f"AWAY_EMOJI is {names!r}: write names of emoji with commas between them, such as palm_tree, airplane; "
            "or none."
        )
    return ", ".join(found)


def check_clock_file(path: Path) -> Path:
    """Its folder exists; what the file says is the clock's to judge."""
    if not path.parent.is_dir():
        raise ValueError(f"CLOCK_FILE's folder {path.parent} does not exist: make it, or name another file.")
    return path


def check_level(level: Any) -> str:
    """A level of Python's logging, in any case."""
    name = str(level).upper()
    if name not in LEVELS:
        raise ValueError(f"LOG_LEVEL is {level!r}: write one of {', '.join(LEVELS)}.")
    return name


def check_form(form: Any) -> str:
    """How a line of the log is written, in any case."""
    name = str(form).lower()
    if name not in FORMS:
        raise ValueError(f"LOG_FORMAT is {form!r}: write one of {', '.join(FORMS)}.")
    return name


BotToken = Annotated[SecretStr, AfterValidator(check_bot_token)]
AppToken = Annotated[SecretStr, AfterValidator(check_app_token)]
ApiUrl = Annotated[str, AfterValidator(check_api_url)]
HeartbeatUrl = Annotated[str, AfterValidator(check_heartbeat_url)]
CalendarHosts = Annotated[frozenset[str] | None, NoDecode, BeforeValidator(check_calendar_hosts)]
PublicUrl = Annotated[str, AfterValidator(check_public_url)]
DatabaseUrl = Annotated[str, AfterValidator(check_database_url)]
Port = Annotated[int, BeforeValidator(check_port)]
TickSeconds = Annotated[float, BeforeValidator(check_tick_seconds)]
ChosenEmoji = Annotated[str, BeforeValidator(check_emoji)]
AwayEmoji = Annotated[str, BeforeValidator(check_away_emoji)]
PostsPerMinute = Annotated[float, BeforeValidator(check_posts_per_minute)]
ClockFile = Annotated[Path, AfterValidator(check_clock_file)]
Level = Annotated[Literal["DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"], BeforeValidator(check_level)]
Form = Annotated[Literal["text", "json"], BeforeValidator(check_form)]
