"""One day round the world, played by itself: the real bot, in this process, on a clock that only the play turns."""

import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from pydantic import SecretStr
from slack_bolt import App, BoltRequest

from bot.clock import wall_clock
from bot.running import Sunrelay, connected_bot
from bot.sandbox import StandIn
from bot.sandbox.in_process import Headers
from bot.sandbox.play import BEGINS, play_a_day
from bot.sandbox.seed import seed
from bot.sandbox_run.running import seed_roster
from bot.sandbox_run.team import story_team
from bot.settings import Settings


class TurnedClock:
    """Stands at the instant (UTC) that it was turned to."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def __call__(self) -> datetime:
        """The instant, in UTC."""
        return self.at

    def turn_to(self, at: datetime) -> None:
        """From now on it is `at`."""
        self.at = at


def play(say: Callable[[str], None]) -> None:
    """Play the day and print it with `say`. Nothing of it is kept."""
    clock = TurnedClock(BEGINS)
    slack = StandIn(lambda: clock().timestamp(), stamp=lambda: wall_clock().timestamp())
    seed(slack)
    with slack, tempfile.TemporaryDirectory(prefix="sunrelay-") as folder:
        settings = Settings.model_construct(
            slack_bot_token=SecretStr(slack.bot_token),
            slack_signing_secret=SecretStr(slack.signing_secret),
            slack_api_url=slack.api_url,
            database_url=f"sqlite:///{Path(folder) / 'play.db'}",
        )
        with connected_bot(settings, clock=clock, prepare=seed_roster(clock, story_team().teams), listens=False) as bot:
            slack.deliver_in_process(_answering(bot.app))
            _settle(slack, bot)
            play_a_day(slack, clock.turn_to, lambda: _settle(slack, bot), say)


def _answering(app: App) -> Callable[[str, dict[str, str]], tuple[int, Headers, str]]:
    def answer(body: str, headers: dict[str, str]) -> tuple[int, Headers, str]:
        response = app.dispatch(BoltRequest(body=body, headers=dict(headers)))
        return response.status, response.headers, response.body

    return answer


def _settle(slack: StandIn, bot: Sunrelay) -> None:
    """Until neither has anything left to do: what the bot does in Slack comes back to it as events."""
    bot.settle()
    slack.settle()
    bot.settle()
