"""Reading the calendars that the roster names, each every quarter of an hour, in a thread of its own."""

import logging
from collections.abc import Callable, Collection, Mapping
from datetime import datetime, timedelta
from typing import Final

from bot.calendars.bounded import within
from bot.calendars.fetching import fetch_calendar
from bot.clock import Clock
from bot.slack.calls import CallFailed
from bot.ticking.loops import Loop, reference
from models.calendars.keeping import CalendarToRead, follow_roster, take_due
from models.calendars.learning import (
    DAYS_BACK,
    LEAVE_AHEAD,
    ROTA_AHEAD,
    TimeOff,
    learn_leave,
    learn_turns,
    time_off,
    turn_of,
)
from models.calendars.naming import Names, unknown_mails
from models.calendars.reading import CalendarEvent, CalendarProblem, read_calendar
from models.calendars.troubles import note_read, note_trouble
from models.shifts.plan import RotaTurn
from models.storage.conflicts import ConflictError
from models.storage.database import Database

log = logging.getLogger(__name__)

LONGEST_WAIT: Final = 60.0
# So many seconds for what was fetched; the largest calendar that is taken needs about five.
READING: Final = 20.0
Mails = Callable[[Collection[str]], Mapping[str, str]]


class CalendarReader:
    """Reads what is due. `hosts` may be on a private network; `mails` gives the user ids of those e-mails that Slack
    knows, and may raise CallFailed."""

    def __init__(
        self,
        database: Database,
        workspace_id: int,
        clock: Clock,
        *,
        hosts: Collection[str] = (),
        mails: Mails = lambda _: {},
    ) -> None:
        self._database = database
        self._workspace_id = workspace_id
        self._clock = clock
        self._hosts = hosts
        self._mails = mails
        self.loop = Loop("calendars", self._step)

    def read_due(self) -> int:
        """Read all that is due, one after the other; says how many were. One that fails holds up no other."""
        follow_roster(self._database, self._workspace_id, self._clock())
        read = 0
        while not self.loop.is_stopping:
            calendar = take_due(self._database, self._workspace_id, self._clock())
            if calendar is None:
                break
            read += 1
            self._read(calendar)
        return read

    def _step(self) -> float:
        self.read_due()
        return LONGEST_WAIT

    def _read(self, calendar: CalendarToRead) -> None:
        try:
            self._learn(calendar, self._clock())
        except CalendarProblem as problem:
            log.warning("A calendar (row %s) was not read: %s", calendar.id, problem)
            self._note_trouble(calendar, str(problem))
        except CallFailed as problem:
            log.info("Slack was not asked about a calendar's e-mails (row %s): %s.", calendar.id, problem.failure.why)
        except ConflictError as conflict:
            log.info("What a calendar (row %s) says is kept at its next reading: %s.", calendar.id, conflict)
        except Exception:
            ours = reference()
            log.exception("Reading a calendar (row %s) failed (reference %s).", calendar.id, ours)
            self._note_trouble(calendar, f"Something went wrong; its reference in the log is {ours}.")

    def _note_trouble(self, calendar: CalendarToRead, trouble: str) -> None:
        if not self.loop.is_stopping:  # the database may be closed by now
            note_trouble(self._database, calendar, trouble, self._clock())

    def _learn(self, calendar: CalendarToRead, now: datetime) -> None:
        content = fetch_calendar(calendar.address, self._hosts)
        if self.loop.is_stopping:
            return  # the database may be closed by now
        ahead = LEAVE_AHEAD if calendar.region_id is None else ROTA_AHEAD
        today = now.date()
        first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=ahead)
        events = within(READING, lambda: read_calendar(content, first, last, calendar.zone))
        named, unnamed = self._whose(calendar, events)
        if calendar.region_id is None:
            off: list[TimeOff] = [time_off(user, event) for event, user in named]
            learn_leave(self._database, calendar, off, now)
        else:
            turns: list[RotaTurn] = [turn_of(user, event, calendar.zone) for event, user in named]
            learn_turns(self._database, calendar, turns, now)
        note_read(self._database, calendar, now, unnamed=unnamed, events=len(events))

    def _whose(
        self, calendar: CalendarToRead, events: list[CalendarEvent]
    ) -> tuple[list[tuple[CalendarEvent, str]], int]:
        """The events with whom each names, and how many name nobody."""
        if calendar.user is not None:
            return [(event, calendar.user) for event in events], 0
        unknown = unknown_mails(events, calendar.called)
        names = Names(calendar.members, calendar.called, self._mails(unknown) if unknown else {})
        named = [(event, names.named_by(event)) for event in events]
        pairs = [(event, user) for event, users in named for user in sorted(users)]
        return pairs, sum(not users for _, users in named)
