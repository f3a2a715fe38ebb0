"""Whether the bot is well: its database answers, it ticks, none of its threads has ended, Slack reaches it.

And what its auditor found when it looked last.
"""

import logging
from collections.abc import Callable, Sequence

from bot.ticking.loops import Loop
from bot.ticking.ticker import Ticker
from models.owed.auditing import last_audit
from models.owed.taking import next_due
from models.storage.conflicts import ConflictError
from models.storage.database import Database

log = logging.getLogger(__name__)


class Health:
    """Asked at /healthz."""

    def __init__(
        self,
        database: Database,
        workspace_id: int,
        ticker: Ticker,
        loops: Sequence[Loop],
        hears: Callable[[], bool],
    ) -> None:
        """`hears`: whether Slack's events can arrive."""
        self._database = database
        self._workspace_id = workspace_id
        self._hears = hears
        self._ticker = ticker
        self._loops = loops

    def troubles(self) -> list[str]:
        """What is not well, each in a sentence; none where all is."""
        found = [f"The thread {loop.name} has ended." for loop in self._loops if not loop.is_alive]
        if not self._ticker.is_well:
            found.append(f"The last tick finished {self._ticker.seconds_since:.0f} s ago.")
        if not self._hears():
            found.append("The Socket Mode connection is down: Slack's events wait.")
        if not self._database_answers():
            found.append("The database does not answer.")
        return found

    def audited(self) -> str:
        """When the auditor looked last, and what it found, in a sentence."""
        with self._database.read() as session:
            last = last_audit(session, self._workspace_id)
        if last is None:
            return "The auditor has not looked yet."
        at, missed = last
        found = f"{missed} missed, and mended what can be" if missed else "nothing missed"
        return f"The auditor looked at {at:%Y-%m-%d %H:%M} UTC and found {found}."

    def _database_answers(self) -> bool:
        try:
            with self._database.read() as session:
                next_due(session)
        except ConflictError as conflict:
            log.warning("The database does not answer: %s.", conflict)
            return False
        except Exception:
            log.exception("The database does not answer.")
            return False
        return True
