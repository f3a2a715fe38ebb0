"""What the bot is told from outside: the environment and `.env`, read and checked once, before anything starts."""

from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from bot.setting_checks import (
    ApiUrl,
    AppToken,
    AwayEmoji,
    BotToken,
    CalendarHosts,
    ChosenEmoji,
    ClockFile,
    DatabaseUrl,
    Form,
    HeartbeatUrl,
    Level,
    Port,
    PostsPerMinute,
    PublicUrl,
    TickSeconds,
)

Mode = Literal["sandbox", "socket", "http"]


class SettingsProblem(Exception):
    """A setting is wrong or missing. Its text is one sentence: which one, and what to do."""


class Settings(BaseSettings):
    """Every setting there is, under its name in small letters. What is empty or blank counts as not set.

    docs/reference/settings.md describes each; a test holds the two together.
    """

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8",
        env_ignore_empty=True,
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    slack_bot_token: BotToken | None = None
    slack_app_token: AppToken | None = None
    slack_signing_secret: SecretStr | None = None
    slack_api_url: ApiUrl = "https://slack.com/api/"
    # Not shown: it may hold a password.
    database_url: DatabaseUrl = Field(default="sqlite:///sunrelay.db", repr=False)
    port: Port = 3000
    tick_seconds: TickSeconds = 20.0
    posts_per_minute: PostsPerMinute | None = None
    # Not shown: whoever has it can say that all is well.
    heartbeat_url: HeartbeatUrl | None = Field(default=None, repr=False)
    # Hosts on a private network from which calendars may be fetched all the same.
    calendar_hosts: CalendarHosts = None
    public_url: PublicUrl | None = None
    emoji: ChosenEmoji | None = None
    away_emoji: AwayEmoji = "palm_tree, face_with_thermometer, beach_with_umbrella, desert_island"
    clock_file: ClockFile | None = None
    log_level: Level = "INFO"
    log_format: Form = "text"

    @property
    def mode(self) -> Mode:
        """How Slack is reached: not at all (`sandbox`), over Socket Mode (`socket`), or by its requests (`http`)."""
        if self.slack_bot_token is None:
            return "sandbox"
        return "http" if self.slack_app_token is None else "socket"

    @model_validator(mode="before")
    @classmethod
    def _leave_out_blanks(cls, given: Any) -> Any:
        """A value copied with spaces or a line end round it is taken without them."""
        if not isinstance(given, dict):
            return given
        trimmed = {name: value.strip() if isinstance(value, str) else value for name, value in given.items()}
        return {name: value for name, value in trimmed.items() if value != ""}

    @model_validator(mode="after")
    def _check_what_belongs_together(self) -> Self:
        if self.slack_bot_token is None:
            for name in ("slack_app_token", "slack_signing_secret"):
                if getattr(self, name) is not None:
                    raise ValueError(
                        f"SLACK_BOT_TOKEN is missing while {name.upper()} is set: copy the token that begins with "
                        f"xoxb- from your app's page, or remove {name.upper()} to start the sandbox."
                    )
        elif self.slack_app_token is None and self.slack_signing_secret is None:
            raise ValueError(
                "SLACK_APP_TOKEN and SLACK_SIGNING_SECRET are both missing: set the first for Socket Mode, or the "
                "second for HTTP, so that requests can be proved to be Slack's."
            )
        return self


def load_settings() -> Settings:
    """The settings of this process, from the environment and, for what is not set there, from `.env` in the working
    directory.

    Raises SettingsProblem with one sentence about the first thing that is wrong.
    """
    try:
        return Settings()
    except ValidationError as problem:
        first = problem.errors(include_url=False, include_input=False)[0]
        sentence = str(first.get("ctx", {}).get("error") or f"{_name(first['loc'])}: {first['msg']}.")
        # Not chained: the original shows what was given, which may be a secret.
        raise SettingsProblem(sentence) from None
    except UnicodeDecodeError:
        raise SettingsProblem(".env is not text in UTF-8: save it as that, or remove it.") from None
    except OSError as problem:
        raise SettingsProblem(
            f".env cannot be read ({problem.strerror}): let this user read it, or remove it."
        ) from None


def _name(location: tuple[int | str, ...]) -> str:
    return str(location[0]).upper() if location else "The settings"
