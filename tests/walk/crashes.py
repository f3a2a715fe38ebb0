"""The bot dies at a chosen moment: at a commit from now, before or after it, or when Slack has what nobody noted."""

from enum import StrEnum

from sqlalchemy import event

from bot.sandbox import StandIn
from models.storage.database import Database


class Crash(BaseException):
    """The process is gone. No `except Exception` stops it, as none stops kill -9."""


class Moment(StrEnum):
    """When the bot dies."""

    BEFORE_COMMIT = "before it can commit"
    AFTER_COMMIT = "after it has committed"
    NOW = "now"
    SLACK_HAS_IT = "once Slack has taken a message and before that is noted"


class Crashes:
    """Waits for its moment, and raises Crash there, once."""

    def __init__(self, database: Database, slack: StandIn) -> None:
        self._slack = slack
        self._database = database
        self._moment: Moment | None = None
        self._commits_left = 0
        self._calls_before = 0
        event.listen(database.engine, "commit", self._before_commit)
        database.on_commit = self._after_commit

    def close(self) -> None:
        """No more crashes."""
        event.remove(self._database.engine, "commit", self._before_commit)
        self._database.on_commit = lambda: None

    def arm(self, moment: Moment, commits: int) -> None:
        """Let the bot die at that moment, after so many further commits (where it is about commits)."""
        self._moment, self._commits_left = moment, commits
        self._calls_before = len(self._slack.calls)

    def disarm(self) -> None:
        """The bot lives on."""
        self._moment = None

    def _before_commit(self, _: object) -> None:
        if self._moment is Moment.SLACK_HAS_IT and self._slack_has_taken_something():
            self._die()
        if self._moment is Moment.BEFORE_COMMIT and self._is_this_one():
            self._die()

    def _after_commit(self) -> None:
        if self._moment is Moment.AFTER_COMMIT and self._is_this_one():
            self._die()

    def _is_this_one(self) -> bool:
        self._commits_left -= 1
        return self._commits_left < 0

    def _slack_has_taken_something(self) -> bool:
        since = self._slack.calls[self._calls_before :]
        return any(call.method == "chat.postMessage" and call.ok for call in since)

    def _die(self) -> None:
        self.disarm()
        raise Crash
