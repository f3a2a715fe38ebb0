"""When the sandbox has come to rest: the bot has done what is due, and nothing is on its way between it and Slack."""

import logging
import time
from typing import Final

from bot.running import Sunrelay
from bot.sandbox import StandIn
from models.owed.figures import outbox_figures
from models.tables import DeliveryState

log = logging.getLogger(__name__)

LONGEST_SECONDS: Final = 10.0
LOOK_SECONDS: Final = 0.01
# The clock also goes on by itself; so little of it makes nothing due that the bot's own tick would not find.
JUST_NOW: Final = 1.0


class Resting:
    """Called, it returns once the running bot and Slack have come to rest; what takes over ten seconds is left."""

    def __init__(self, bot: Sunrelay, slack: StandIn) -> None:
        self._bot = bot
        self._slack = slack
        self._last = ((-1, -1), 0.0)

    def __call__(self) -> None:
        """Come to rest."""
        until = time.monotonic() + LONGEST_SECONDS
        while not (self._rests_still() or self._rests()):
            if time.monotonic() > until:
                log.warning("The clock goes on although Sunrelay has not done all that is due.")
                return
            time.sleep(LOOK_SECONDS)

    def _heard(self) -> tuple[int, int]:
        """What the bot did that can be seen, and what it was told: of both something may follow."""
        return self._slack.changes.count, self._slack.taken

    def _rests_still(self) -> bool:
        heard, at = self._last
        return heard == self._heard() and self._slack.now - at < JUST_NOW

    def _rests(self) -> bool:
        """Do what is due; whether nothing came of it, so that nothing can follow. What comes from now on is heard."""
        before, at = self._heard(), self._slack.now
        self._bot.settle()
        idle = self._slack.rest()
        with self._bot.database.read() as session:
            in_hand = outbox_figures(session, self._bot.clock()).by_state[DeliveryState.SENDING.value]
        if not idle or in_hand or self._heard() != before:
            return False
        self._last = (before, at)
        return True
