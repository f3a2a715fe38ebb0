"""What a digest tells its reader, as plain values."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.facts.covers import CoverFacts, not_taken_yet
from models.facts.decisions import DecisionFacts, decisions_told_in
from models.facts.discreet import discreet_decision
from models.facts.meanwhile import MeanwhileFacts, meanwhile_facts
from models.facts.shift_changes import ShiftChangeFacts, changes_in
from models.facts.since import SinceFacts, since_had_each
from models.facts.welcome import WelcomeFacts, welcome_facts
from models.owed.again import NOT_CHOSEN, Choice, choice_in
from models.owed.clocks import clocks_told_in
from models.owed.digest_parts import day_of
from models.owed.digests import NOTHING_BEYOND, Beyond, EntryFacts, digest_entries, was_late
from models.owed.owing import DECIDES, FOR_YOU, MEANWHILE, WAITING
from models.people import days_of, name_of
from models.queue import regions_on_shift
from models.roster.rows import teams_of
from models.shifts.coverage import ClockChange
from models.shifts.shift import Span, running_shift
from models.tables import Item, Message

# As many as a digest shows in full.
MOST_COMPARED: Final = 3


@dataclass(frozen=True, slots=True)
class TurnFacts:
    """A region at work, and until when (UTC)."""

    region: str
    until: datetime


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What a change of clocks does to a team that the reader leads."""

    team: str
    change: ClockChange


@dataclass(frozen=True, slots=True)
class DigestFacts:
    """A reader's day: `zone` is the one they read times in, `yours` the regions whose shift is theirs today, `awake`
    their teams' other regions that are at work now, `late` whether the digest came long after the day's start,
    `changes` what has become of their shifts, `welcomes` the teams they are new in, which never make a digest alone,
    `clocks` what changes of clocks do to the teams they lead, `untaken` the shifts they asked in vain to be covered,
    `since` what has changed of the first that wait (by their rows' ids) since the reader last had them,
    `meanwhile` what is told of an item (by its row's id) that they handed over, `beyond` what there are no entries of,
    `decisions` what they were asked in it to decide, `choice` what they want of reminders today; `id` is its row.
    """

    user: str
    name: str
    zone: str
    day: Span
    yours: tuple[TurnFacts, ...]
    awake: tuple[TurnFacts, ...]
    entries: tuple[EntryFacts, ...]
    beyond: Beyond = NOTHING_BEYOND
    late: bool = False
    changes: tuple[ShiftChangeFacts, ...] = ()
    welcomes: tuple[WelcomeFacts, ...] = ()
    clocks: tuple[ClockFacts, ...] = ()
    untaken: tuple[CoverFacts, ...] = ()
    meanwhile: Mapping[int, MeanwhileFacts] = field(default_factory=dict)
    decisions: tuple[DecisionFacts, ...] = ()
    since: Mapping[int, SinceFacts] = field(default_factory=dict)
    id: int = 0
    choice: Choice = NOT_CHOSEN

    @property
    def to_decide(self) -> tuple[DecisionFacts, ...]:
        """What the reader can decide."""
        return tuple(one for one in self.decisions if one.is_open and one.decider == self.user)

    @property
    def is_one_decision(self) -> bool:
        """Whether there is nothing to tell but one decision."""
        others = self.changes or self.clocks or self.untaken or self.welcomes or self.late
        return len(self.decisions) == 1 and not others and all(entry.part == DECIDES for entry in self.entries)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.entries or self.changes or self.clocks or self.untaken)


def digest_facts(session: Session, message: Message, now: datetime) -> DigestFacts:
    """What is true at `now` (UTC) of all that the digest shows."""
    user, day = str(message.user), day_of(message)
    entries, beyond = digest_entries(session, message, now)
    own = regions_on_shift(session, message.workspace_id, user, day)
    return DigestFacts(
        id=message.id,
        choice=choice_in(message),
        user=user,
        name=name_of(session, message.workspace_id, user),
        zone=days_of(session, message.workspace_id, user).zone,
        day=day,
        yours=tuple(TurnFacts(region.name, shift.end) for region, shift in own),
        awake=tuple(_awake_elsewhere(session, message.workspace_id, user, {region.id for region, _ in own}, now)),
        entries=tuple(entries),
        beyond=beyond,
        late=was_late(message),
        changes=tuple(changes_in(session, message)),
        welcomes=tuple(welcome_facts(session, message)),
        clocks=tuple(ClockFacts(team, change) for team, change in clocks_told_in(session, message)),
        untaken=tuple(not_taken_yet(session, message.workspace_id, user, now)),
        decisions=tuple(discreet_decision(one) for one in decisions_told_in(session, message)),
        since=_since_had(session, user, entries),
        meanwhile=meanwhile_facts(session, message, [one.item.id for one in entries if one.part == MEANWHILE]),
    )


def _since_had(session: Session, user: str, entries: Sequence[EntryFacts]) -> dict[int, SinceFacts]:
    waiting = [one.item for one in entries if one.part in {WAITING, FOR_YOU} and one.waits and one.seen]
    told = [item.id for item in waiting[:MOST_COMPARED] if not item.confidential]
    return since_had_each(session, session.scalars(select(Item).where(Item.id.in_(told))), user) if told else {}


def _awake_elsewhere(
    session: Session, workspace_id: int, user: str, own: Collection[int], now: datetime
) -> list[TurnFacts]:  # fmt: skip
    awake = []
    for team in teams_of(session, workspace_id, user):
        home = team.region_of(user)
        for region in team.regions:
            is_theirs = region is home or region.id in own
            shift = None if is_theirs or region.retired else running_shift(region.plan(), now)
            if shift is not None:
                awake.append(TurnFacts(region.name, shift.end))
    return awake
