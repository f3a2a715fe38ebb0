"""The audit: whose day has started, what was owed to them, and is it there? It asks the tables itself.

It shares no query and no sum with what begins days and sends messages, so that a fault there does not hide itself here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import Session

from models.owed.owing import RANK_DM, owe_message
from models.people import days_of, find_person
from models.roster.rows import teams_of
from models.shifts.shift import Span, shift_on
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.storage.once import insert_once
from models.tables import (
    Action,
    Channel,
    ChannelKind,
    ChannelMember,
    Decision,
    Delivery,
    Happening,
    Item,
    ItemPerson,
    Member,
    Message,
    MessageKind,
    Person,
    SenderQuestion,
    ShiftChange,
    TeamLead,
    Workspace,
)
from models.tables.decisions import IS_PENDING, IS_UNDECIDED
from models.tables.items import IS_LIVE, IS_OFFERED

# What is younger may still be on its way.
TOLERANCE: Final = timedelta(minutes=10)
AT_ONCE: Final = 200
TAKEN: Final = "taken"


@dataclass(frozen=True, slots=True)
class MissingDM:
    """Somebody whose DM about a day of theirs (UTC instants) is not there. `kind` is the DM's."""

    kind: ClassVar[MessageKind]
    workspace_id: int
    user: str
    day: Span

    @property
    def key(self) -> str:
        """The key under which it is owed, by whomever."""
        return f"{self.kind.value}:{self.workspace_id}:{self.user}:{self.day.date.isoformat()}"


class MissingDigest(MissingDM):
    """The day runs, something waited for them when it began, and they were told nothing."""

    kind = MessageKind.DIGEST


def missing_digests(database: Database, workspace_id: int, now: datetime) -> list[MissingDigest]:
    """The digests of days running at `now` (UTC) that are neither sent, nor wait, nor were given up.

    Only who has something is looked at, some people in each look, so that nobody waits for the audit.
    """
    with database.read() as session:
        told = {str(user) for user in session.scalars(_told(workspace_id, now))}
        concerned = sorted(_concerned(session, workspace_id, now) - told)
    found: list[MissingDigest] = []
    for first in range(0, len(concerned), AT_ONCE):
        with database.read() as session:
            found += _missing(session, workspace_id, concerned[first : first + AT_ONCE], now)
    return found


def owe_missing_digest(database: Database, missing: MissingDigest, now: datetime) -> bool:
    """Owe it now (UTC); False where it has been owed meanwhile: by the tick, or by another replica's audit."""
    return owe_after_all(database, missing, missing.day.end, now)


@again_after_conflicts
def owe_after_all(database: Database, missing: MissingDM, expires_at: datetime | None, now: datetime) -> bool:
    """Owe the DM at `now` (UTC), or its post where its row is there; False where both are."""
    key, day = missing.key, missing.day
    body = {"date": day.date.isoformat(), "start": day.start.isoformat(), "end": day.end.isoformat()}
    with database.write() as session:
        if owe_message(
            session, missing.workspace_id, missing.kind, key, now,
            rank=RANK_DM, user=missing.user, body=body, expires_at=expires_at,
        ):  # fmt: skip
            return True
        message = session.scalars(select(Message).where(Message.key == key)).one()
        post = {"message_id": message.id, "action": Action.POST, "rank": RANK_DM, "due_at": now}
        return insert_once(session, Delivery, key=key, **post)


def keep_audit(database: Database, workspace_id: int, missed: int, now: datetime) -> None:
    """Keep when (UTC) was looked, and how much was found missed."""
    with database.write() as session:
        workspace = session.get_one(Workspace, workspace_id)
        workspace.audited_at, workspace.audit_missed = now, missed


def last_audit(session: Session, workspace_id: int) -> tuple[datetime, int] | None:
    """When (UTC) was looked last, and how much was found missed; None before the first time."""
    workspace = session.get(Workspace, workspace_id)
    if workspace is None or workspace.audited_at is None:
        return None
    return workspace.audited_at, workspace.audit_missed


def _told(workspace_id: int, now: datetime) -> Select[str | None]:
    """Who has a digest for a day that runs: its post is a delivery in any state."""
    posted = exists().where(Delivery.message_id == Message.id, Delivery.action == Action.POST)
    digests = select(Message.user).where(Message.workspace_id == workspace_id, Message.kind == MessageKind.DIGEST)
    return digests.where(Message.expires_at > now, posted)


def _concerned(session: Session, workspace_id: int, now: datetime) -> set[str]:
    """The user ids for whom an item or a decision may have waited ten minutes ago, or a change of their shifts."""
    since = now - TOLERANCE
    offered = and_(IS_OFFERED, Item.offered_at <= since)
    asked: tuple[Select[Any], ...] = (
        select(Item.owner).where(IS_LIVE, Item.owner_since <= since),
        select(Item.offered_user).where(offered, Item.offered_user.is_not(None)),
        select(Member.user).join(Item, Item.offered_region_id == Member.region_id).where(offered),
        select(Decision.decider).join(Item).where(Decision.asked_at <= since, IS_UNDECIDED, IS_PENDING),
        select(SenderQuestion.asked).join(Item).where(IS_LIVE, _is_unanswered(since)),
        select(TeamLead.user).join(Item, Item.team_id == TeamLead.team_id).where(Item.settle_since <= since, IS_LIVE),
    )
    ours = Item.workspace_id == workspace_id
    changed = select(ShiftChange.user).where(ShiftChange.workspace_id == workspace_id, _is_untold(since))
    happened = select(Happening.user).where(Happening.workspace_id == workspace_id, _is_news(since))
    told = {str(user) for query in asked for user in session.scalars(query.where(ours).distinct())}
    return told | set(session.scalars(changed.distinct())) | set(session.scalars(happened.distinct()))


def _missing(session: Session, workspace_id: int, users: Iterable[str], now: datetime) -> Iterable[MissingDigest]:
    for user in users:
        person = find_person(session, workspace_id, user)
        day = days_of(session, workspace_id, user).current(now)
        if person is None or person.deactivated or day is None or day.start > now - TOLERANCE:
            continue
        if any(session.scalar(query.limit(1)) is not None for query in _waited(session, person, day)):
            yield MissingDigest(workspace_id, user, day)


def _waited(session: Session, person: Person, day: Span) -> Iterator[Select[int]]:
    """What the person's digest would have shown: items that were there when the day began and that the person sees,
    what they were asked and what had become of some, and changes of their shifts."""
    teams = teams_of(session, person.workspace_id, person.user)
    own = [region for team in teams for region in team.regions_worked(person.user, day.date)]
    shifts = [(region.id, shift_on(region.plan(), day.date)) for region in own]
    on_shift = [region_id for region_id, shift in shifts if shift is not None and person.user in shift.on_shift]
    led = [team.id for team in teams if team.is_led_by(person.user)]
    seen = select(Item.id).where(Item.workspace_id == person.workspace_id, is_seen_by(person))
    yield seen.where(IS_LIVE, Item.owner == person.user, Item.owner_since <= day.start)
    offered = seen.where(IS_OFFERED, Item.owner != person.user, Item.offered_at <= day.start)
    yield offered.where(Item.offered_user == person.user)
    if on_shift:
        yield offered.where(Item.offered_region_id.in_(on_shift), Item.offer_starts < day.end)
    changed = (ShiftChange.workspace_id == person.workspace_id) & (ShiftChange.user == person.user)
    yield select(ShiftChange.id).where(changed, _is_untold(day.start))
    asked = seen.join(Decision).where(Decision.decider == person.user, Decision.asked_at <= day.start)
    yield asked.where(IS_LIVE, IS_UNDECIDED, IS_PENDING)
    yield seen.join(SenderQuestion).where(IS_LIVE, SenderQuestion.asked == person.user, _is_unanswered(day.start))
    yield seen.join(Happening).where(Happening.user == person.user, _is_news(day.start))
    if led:
        yield seen.where(IS_LIVE, Item.settle_since <= day.start, Item.settle_why != TAKEN, Item.team_id.in_(led))


def _is_untold(since: datetime) -> ColumnElement[bool]:
    """Whether a change, of a shift that was not over then (UTC), was known then and stands in no DM."""
    stands = exists().where(Message.id == ShiftChange.message_id, Message.ts.is_not(None))
    return and_(ShiftChange.at <= since, ShiftChange.ends > since, ~stands)


def _is_news(since: datetime) -> ColumnElement[bool]:
    """Whether something that became of an item had happened then (UTC), and stands in no DM."""
    stands = exists().where(Message.id == Happening.message_id, Message.ts.is_not(None))
    return and_(Happening.at <= since, ~stands)


def _is_unanswered(since: datetime) -> ColumnElement[bool]:
    return and_(SenderQuestion.at <= since, SenderQuestion.answered_at.is_(None))


def is_seen_by(person: Person) -> ColumnElement[bool]:
    """The condition that the person sees the item, asked in the audit's own way."""
    there = (Channel.workspace_id == Item.workspace_id) & (Channel.slack_id == Item.channel)
    is_member = exists().where(there, ChannelMember.channel_id == Channel.id, ChannelMember.user == person.user)
    is_open = and_(~Item.confidential, exists().where(there, Channel.kind == ChannelKind.PUBLIC))
    is_named = exists().where(ItemPerson.item_id == Item.id, ItemPerson.user == person.user)
    ways = [is_member, and_(Item.channel.is_(None), Item.owner == person.user)]
    ways.append(and_(Item.channel.is_(None), Item.confidential, is_named))
    return or_(*ways, is_open) if person.sees_public_channels else or_(*ways)
