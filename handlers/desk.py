"""What every listener works with: the database, the clock, the workspace, and how to answer."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from handlers.afterwards import Afterwards
from handlers.emoji import AWAY_EMOJI, DEFAULT_EMOJI, Emoji
from models.acts import Act
from models.people import zone_of
from models.storage.database import Database
from models.workspace.newcomers import meet


@dataclass(frozen=True, slots=True)
class Desk:
    """Given to every listener. `now` answers with an aware UTC datetime; `slack_id` and `bot_user` are Slack's ids.

    `public_url` is how others reach us over HTTP; empty where nobody has said.
    """

    database: Database
    now: Callable[[], datetime]
    workspace_id: int
    slack_id: str
    bot_user: str
    afterwards: Afterwards
    command: str = "/handoff"
    emoji: Emoji = field(default=DEFAULT_EMOJI)
    public_url: str = ""
    away_emoji: frozenset[str] = AWAY_EMOJI
    _told_of: set[str] = field(default_factory=set, repr=False)

    def zone_of(self, act: Act) -> str:
        """The name of the zone in which who acts reads times."""
        return zone_of(self.database, act.workspace_id, act.user or "")

    def meet(self, user: str) -> bool:
        """Make sure that the person has a row, and say whether Slack has told of them.

        Slack tells once for good, so who was known once is not looked up again: help then asks nothing of the database.
        """
        if user in self._told_of:
            return True
        known = meet(self.database, self.workspace_id, user)
        if known:
            self._told_of.add(user)
        return known
