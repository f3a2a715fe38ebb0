"""What every listener works with: the database, the clock, the workspace, and how to answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from handlers.afterwards import Afterwards
from handlers.emoji import DEFAULT_EMOJI, Emoji
from models.acts import Act
from models.people import days_of
from models.storage.database import Database


@dataclass(frozen=True, slots=True)
class Desk:
    """Given to every listener. `now` answers with an aware UTC datetime; `slack_id` and `bot_user` are Slack's ids."""

    database: Database
    now: Callable[[], datetime]
    workspace_id: int
    slack_id: str
    bot_user: str
    afterwards: Afterwards
    command: str = "/handoff"
    emoji: Emoji = field(default=DEFAULT_EMOJI)

    def zone_of(self, act: Act) -> str:
        """The name of the zone in which who acts reads times."""
        with self.database.read() as session:
            return days_of(session, act.workspace_id, act.user or "").zone
