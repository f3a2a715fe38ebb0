"""The auditor: once an hour it asks whether what was owed is there, mends what was missed, and says so.

It shares nothing with what owes and sends but the tables. A miss is a fault of Sunrelay's: its log line says of what.
"""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from bot.ticking.loops import Loop, reference
from models.owed.auditing import TOLERANCE, keep_audit, missing_digests, owe_missing_digest
from models.owed.auditing_evenings import doubled_evenings, missing_evenings, owe_missing_evening
from models.owed.overdue import find_owner, overdue_deliveries, overdue_lapses, overdue_moves, overdue_turns, ownerless
from models.owed.turning import turn_card
from models.storage.database import Database
from models.verbs.decisions_due import lapse
from models.verbs.moving_on import move_on

log = logging.getLogger(__name__)

EVERY: Final = timedelta(hours=1)
LONGEST_WAIT: Final = 3_600.0


class Missed(StrEnum):
    """What can have been missed."""

    DIGEST = "digest"
    DELIVERY = "delivery"
    MOVE = "move"
    OWNER = "owner"
    LAPSE = "lapse"
    EVENING = "evening"
    TWICE = "twice"
    TURN = "turn"


class Auditor:
    """Looks in a thread of its own, when the tick says that it is time.

    `goes_out` says whether Slack can be reached and lets us send: otherwise nothing is overdue. `missed` is told the
    kind of each miss, `is_well` is called when all is as it should be, `wake` when there is something to send.
    """

    def __init__(
        self,
        database: Database,
        workspace_id: int,
        *,
        goes_out: Callable[[], bool] = lambda: True,
        missed: Callable[[str], None] = lambda _: None,
        is_well: Callable[[], None] = lambda: None,
        wake: Callable[[], None] = lambda: None,
        gap: timedelta = TOLERANCE,
    ) -> None:
        """`gap`: a longer time between two ticks means that the bot, or its machine, was away."""
        self._database = database
        self._workspace_id = workspace_id
        self._goes_out = goes_out
        self._missed = missed
        self._is_well = is_well
        self._wake = wake
        self._gap = gap
        self._ticked: datetime | None = None
        self._here_since: datetime | None = None
        self._audited: datetime | None = None
        # The tick's thread alone sets the one, the auditor's the other: neither takes back what the other has said.
        self._asked: datetime | None = None
        self._looked: datetime | None = None
        self._looks = (
            self._digests, self._evenings, self._doubled, self._moves, self._lapses, self._turns, self._owners,
            self._deliveries,
        )  # fmt: skip
        self.loop = Loop("auditor", self._step)

    def ticked(self, now: datetime) -> None:
        """A tick has done what was due at `now` (UTC): once an hour, and when the bot was here for ten minutes, audit.

        Before that, what fell due while it was away may still be on its way. A clock that is set begins this anew.
        """
        if self._ticked is None or self._here_since is None or not self._ticked <= now <= self._ticked + self._gap:
            self._here_since = now
        self._ticked = now
        is_due = self._audited is None or not self._audited <= now < self._audited + EVERY
        if is_due and now >= self._here_since + TOLERANCE:
            self._audited = self._asked = now
            self.loop.wake()

    def audit(self, now: datetime) -> int:
        """Look, mend and tell at `now` (UTC), and say how much was missed. A look that fails blinds no other."""
        found, is_whole = 0, True
        for look in self._looks:
            try:
                for kind, what in look(now):
                    log.warning("The auditor found what was missed: %s.", what)
                    self._missed(kind.value)
                    found += 1
            except Exception:
                log.exception("A part of the audit failed (reference %s).", reference())
                is_whole = False
        keep_audit(self._database, self._workspace_id, found, now)
        if found:
            self._wake()
        elif is_whole and self._goes_out():
            self._is_well()
        return found

    def _step(self) -> float:
        asked = self._asked
        if asked is not None and asked != self._looked:
            self._looked = asked
            self.audit(asked)
        return LONGEST_WAIT

    def _digests(self, now: datetime) -> Iterator[tuple[Missed, str]]:
        for one in missing_digests(self._database, self._workspace_id, now):
            if owe_missing_digest(self._database, one, now):
                yield Missed.DIGEST, f"{one.key}, due at {one.day.start:%H:%M} UTC, is owed now"

    def _evenings(self, now: datetime) -> Iterator[tuple[Missed, str]]:
        here_since = self._here_since or now - 2 * EVERY
        for one in missing_evenings(self._database, self._workspace_id, here_since, now):
            if owe_missing_evening(self._database, one, now):
                yield Missed.EVENING, f"{one.key}, due at {one.due:%H:%M} UTC, is owed now"
            elif now >= one.day.end:
                yield Missed.EVENING, f"{one.key}, due at {one.due:%H:%M} UTC, whose reader has gone home"

    def _doubled(self, now: datetime) -> Iterator[tuple[Missed, str]]:
        with self._database.read() as session:
            doubled = doubled_evenings(session, self._workspace_id, now)
        for key in doubled:
            yield Missed.TWICE, f"{key} asks about the end of a day about which another message asks"

    def _turns(self, now: datetime) -> Iterator[tuple[Missed, str]]:
        with self._database.read() as session:
            late = overdue_turns(session, self._workspace_id, now)
        for item_id in late:
            turn_card(self._database, item_id, now)
            yield Missed.TURN, f"the card of item row {item_id} says now whether it is parked"

    def _moves(self, now: datetime) -> Iterator[tuple[Missed, str]]:
        with self._database.read() as session:
            late = overdue_moves(session, self._workspace_id, now)
        for item_id in late:
            if move_on(self._database, item_id, now):
                yield Missed.MOVE, f"the offer of item row {item_id} has moved on now"

    def _lapses(self, now: datetime) -> Iterator[tuple[Missed, str]]:
        with self._database.read() as session:
            late = overdue_lapses(session, self._workspace_id, now)
        for decision_id in late:
            if lapse(self._database, decision_id, now):
                yield Missed.LAPSE, f"the question of row {decision_id} has lapsed now"

    def _owners(self, now: datetime) -> Iterator[tuple[Missed, str]]:
        with self._database.read() as session:
            without = ownerless(session, self._workspace_id, now)
        for item_id in without:
            if find_owner(self._database, item_id, now):
                yield Missed.OWNER, f"item row {item_id} was nobody's, and has an owner or is offered now"

    def _deliveries(self, now: datetime) -> Iterator[tuple[Missed, str]]:
        if not self._goes_out():
            return
        with self._database.read() as session:
            overdue = overdue_deliveries(session, self._workspace_id, now)
        for key in overdue:
            yield Missed.DELIVERY, f"delivery {key} should have gone long ago; the outbox is woken"
