"""What the tick does: offers move on, days start and end, people are reminded, old things go. It costs what is due."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Final

from bot.clock import Clock
from bot.ticking.failing import Failing
from bot.ticking.loops import reference
from models.due_now import is_anything_due
from models.owed.evenings import due_evenings, end_days
from models.owed.mornings import AT_ONCE, begin_days, due_people
from models.owed.stuck import ask_again_about_parked
from models.owed.turning import due_to_turn, turn_card
from models.search.index import due_to_index, index_items
from models.storage.conflicts import AwayError, ConflictError
from models.storage.database import Database
from models.verbs.decisions_due import due_to_be_decided_soon, due_to_lapse, lapse, remind_decider
from models.verbs.moving_on import due_to_move, move_on
from models.verbs.reminding import due_to_remind, remind
from models.verbs.snoozing import due_to_wake, end_snoozes
from models.workspace.past import forget_past
from models.workspace.reactions import forget_reactions
from models.workspace.seen import forget_seen

log = logging.getLogger(__name__)

# So many rows are looked for at once.
BATCH: Final = 20
# An upgrade may have a million items indexed: so many batches a tick, so that nobody's morning waits for that.
INDEXED_AT_ONCE: Final = 100
INDEXED_BATCHES: Final = 5
# Slack sends an event again for up to a day with delayed events (docs.slack.dev/apis/events-api).
SEEN_FOR: Final = timedelta(hours=48)
AN_HOUR: Final = timedelta(hours=1)

Find = Callable[..., list[int]]
ActOn = Callable[[Database, int, datetime], object]
ActOnMany = Callable[[Database, list[int], datetime], object]


class Tick:
    """Called, it does what is due. `wake` is called at its end: lookups and the outbox go on with what it left.

    `ticked` is told then which instant (UTC) it was about.
    """

    def __init__(
        self,
        database: Database,
        clock: Clock,
        workspace_id: int,
        wake: Callable[[], None],
        ticked: Callable[[datetime], None] = lambda _: None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._workspace_id = workspace_id
        self._wake = wake
        self._ticked = ticked
        self._failing = Failing()
        self._last_hour: datetime | None = None

    def __call__(self) -> None:
        """One tick. A part or row that fails is logged and holds up no other."""
        now = self._clock()
        if self._is_anything_due(now):
            self._do_due(now)
        self._part("hourly", lambda: self._hourly(now))
        self._wake()
        self._ticked(now)

    def _is_anything_due(self, now: datetime) -> bool:
        """One look at all of it. Where that fails, each part says for itself what is the matter."""
        try:
            with self._database.read() as session:
                return is_anything_due(session, now, now - SEEN_FOR)
        except ConflictError:
            return True
        except Exception:
            log.exception("Nobody knows whether anything is due (reference %s): every part looks.", reference())
            return True

    def _do_due(self, now: datetime) -> None:
        # What moves to a region whose day begins with this tick stands in its digest: one DM, not two. So does what
        # was not decided in time.
        self._part("offers", lambda: self._each("offer", due_to_move, move_on, now))
        self._part("lapses", lambda: self._each("lapse", due_to_lapse, lapse, now))
        self._part("days", lambda: self._together("day", due_people, begin_days, now, AT_ONCE))
        self._part("evenings", lambda: self._together("evening", due_evenings, end_days, now, AT_ONCE))
        self._part("reminders", lambda: self._each("reminder", due_to_remind, remind, now))
        self._part("decisions", lambda: self._each("decision", due_to_be_decided_soon, remind_decider, now))
        self._part("snoozes", lambda: self._each("snooze", due_to_wake, end_snoozes, now))
        self._part("cards", lambda: self._each("card", due_to_turn, turn_card, now))
        self._part("search", lambda: self._index(now))
        self._part("seen", lambda: forget_seen(self._database, now - SEEN_FOR))
        self._part("reactions", lambda: forget_reactions(self._database, now - SEEN_FOR))

    def _part(self, name: str, work: Callable[[], object]) -> None:
        try:
            work()
        except ConflictError as conflict:
            log.warning("The tick's part %s goes on at the next tick: %s.", name, conflict)
        except Exception:
            log.exception("The tick's part %s failed (reference %s).", name, reference())

    def _index(self, now: datetime) -> None:
        self._together("word index", due_to_index, index_items, now, INDEXED_AT_ONCE, INDEXED_BATCHES)

    def _together(
        self, what: str, find: Find, act_on: ActOnMany, now: datetime, most: int, batches: int | None = None
    ) -> None:
        """Do what is due for so many rows at once, so many times if it is said; where that fails, one by one."""
        for rows in islice(self._batches(find, what, now, most), batches):
            try:
                act_on(self._database, rows, now)
            except AwayError:
                raise
            except Exception:
                log.exception("The %s of %s rows is done one by one (reference %s).", what, len(rows), reference())
                for one in rows:
                    self._row(what, one, now, lambda one=one: act_on(self._database, [one], now))  # type: ignore[misc]

    def _each(self, what: str, find: Find, act_on: ActOn, now: datetime) -> None:
        """Do what is due row by row, each in a transaction of its own."""
        for rows in self._batches(find, what, now, BATCH):
            for one in rows:
                self._row(what, one, now, lambda one=one: act_on(self._database, one, now))  # type: ignore[misc]

    def _batches(self, find: Find, what: str, now: datetime, most: int) -> Iterator[list[int]]:
        """What is due, until nothing is, or nothing but what another process has in hand just now."""
        before: list[int] = []
        while (rows := self._due(find, what, now, most)) and rows != before:
            yield rows
            before = rows

    def _due(self, find: Find, what: str, now: datetime, most: int) -> list[int]:
        """The next rows that are due, without those that have failed and wait."""
        with self._database.read() as session:
            found = find(session, now, most + len(self._failing))
        return [row for row in found if not self._failing.waits((what, row), now)][:most]

    def _row(self, what: str, row: int, now: datetime, work: Callable[[], object]) -> None:
        try:
            work()
            self._failing.went_well((what, row))
        except AwayError:
            raise
        except ConflictError as conflict:
            log.info("The %s of row %s is looked at again at the next tick: %s.", what, row, conflict)
        except Exception:
            log.exception("The %s of row %s failed and waits (reference %s).", what, row, reference())
            self._failing.failed((what, row), now)

    def _hourly(self, now: datetime) -> None:
        if self._last_hour is None or not self._last_hour <= now < self._last_hour + AN_HOUR:
            ask_again_about_parked(self._database, self._workspace_id)
            forget_past(self._database, now)
            self._last_hour = now
