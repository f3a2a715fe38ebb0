"""Finding items, whole: what a person owns, what waits for them, what they are to settle."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, exists, func, literal, or_, select
from sqlalchemy.orm import Session, aliased

from models.acts import Act
from models.facts.comments import count_ahead
from models.facts.covers import is_untaken, not_taken_yet
from models.facts.item import ItemFacts, item_facts
from models.facts.read_backs import UNREMINDED, read_ahead
from models.facts.sender_questions import asked_of
from models.kinds import GENERAL, WANTED_WHEN_CRITICAL
from models.most_needed import Found, most_needed
from models.notes import IS_ITS_NOTE, read_notes
from models.owed.clocks import has_clocks_to_tell
from models.owed.happenings import has_happenings, has_to_answer, has_untold
from models.owed.settling import asked_to_settle
from models.owed.shift_changes import has_untold_change, untold
from models.queries import Query, asked, owned, pending, seen, settling, waiting
from models.roster.rows import teams_of
from models.seeing import SEES_PUBLIC, seen_by
from models.shifts.shift import Shift, Span, shift_on
from models.tables import (
    IS_LIVE,
    IS_OFFERED,
    IS_OPEN,
    IS_PENDING,
    IS_UNDECIDED,
    Cover,
    Decision,
    Event,
    Item,
    Note,
    Person,
    ReadBack,
    Region,
    ShiftChange,
    Team,
    Urgency,
)


def visible_to(act: Act, person: Person | None) -> ColumnElement[bool]:
    """The condition that an item can be seen by who acts."""
    channel = literal(act.channel) if act.channel is not None else None
    return seen_by(literal(act.user), channel, sees_public=person is not None and person.sees_public_channels)


def waiting_for(
    session: Session, workspace_id: int, user: str, day: Span, decides: Collection[int] = ()
) -> list[Found]:  # fmt: skip
    """What is offered to the person, or to a region whose shift of that day is theirs, most needed first (see
    `most_needed`); `decides` are the items (row ids) that they are to decide."""
    return most_needed(session, _waiting(session, workspace_id, user, day), day, decides)


def owned_on(session: Session, workspace_id: int, user: str, day: Span) -> list[Found]:
    """The same of what the person owns, offered or not."""
    return most_needed(session, owned(session, workspace_id, user), day)


def owned_by(session: Session, workspace_id: int, user: str) -> list[Item]:
    """What the person owns, offered or not, most needed first; without what they may no longer see."""
    return owned(session, workspace_id, user).all(session)


def count_unanswered(session: Session, workspace_id: int, user: str, now: datetime) -> int:
    """How many items the person owns of which they are to say, at the end of their day, what becomes of them."""
    items, given = owned(session, workspace_id, user)
    unanswered = items.where(IS_OPEN, _unkept(now)).subquery()
    return session.scalar(select(func.count()).select_from(unanswered), given) or 0


def decided_by(session: Session, workspace_id: int, user: str) -> list[Item]:
    """What the person can decide, whoever owns it, most needed first."""
    return asked(session, workspace_id, user).all(session)


def to_settle(session: Session, workspace_id: int, user: str) -> list[Item]:
    """What the person is asked to settle, most needed first."""
    led = [team.id for team in teams_of(session, workspace_id, user) if team.is_led_by(user)]
    found = settling(session, workspace_id, user, led).all(session)
    return [item for item in found if user in asked_to_settle(session, item)]


def has_something(session: Session, workspace_id: int, user: str, day: Span, now: datetime) -> bool:
    """Whether anything waits for the person on that day, is theirs at `now` (UTC), is to be told of their shifts or of
    what they handed over, or is theirs to decide or to settle."""
    queries = (
        _waiting(session, workspace_id, user, day), owned(session, workspace_id, user),
        pending(session, workspace_id, user),
    )  # fmt: skip
    if any(query.finds_any(session) for query in queries):
        return True
    if has_untold_change(session, workspace_id, user, now) or not_taken_yet(session, workspace_id, user, now):
        return True
    if has_happenings(session, workspace_id, user) or asked_of(session, workspace_id, user):
        return True
    leads = any(team.is_led_by(user) for team in teams_of(session, workspace_id, user))
    if not leads:
        return False
    return bool(to_settle(session, workspace_id, user)) or has_clocks_to_tell(session, workspace_id, user, now)


def who_has_something(session: Session, person_ids: Sequence[int], now: datetime) -> set[int]:
    """Which of these people (row ids) own something, are offered something by name, or are to decide something, that
    they may see, or are to be told what became of something; or whose shifts have changed, which is still to be told at
    `now` (UTC); or who asked to be covered soon, in vain so far.

    What waits for the regions they are on shift for, or is theirs to settle, is not asked here: see `has_something`.
    """
    theirs = select(Item.id).where(
        Item.workspace_id == Person.workspace_id, seen_by(Person.user.expression, None, sees_public=SEES_PUBLIC)
    )
    own = theirs.where(IS_LIVE, Item.owner == Person.user)
    offered = theirs.where(IS_OFFERED, Item.offered_user == Person.user, Item.owner != Person.user)
    decides = theirs.join(Decision, Decision.item_id == Item.id).where(Decision.decider == Person.user)
    decides = decides.where(IS_LIVE, IS_UNDECIDED, IS_PENDING)
    theirs_too = (ShiftChange.workspace_id == Person.workspace_id) & (ShiftChange.user == Person.user)
    changed = select(ShiftChange.id).where(theirs_too, untold(now))
    asks = select(Cover.id).join(Region).join(Team).where(Cover.instead_of == Person.user, is_untaken(now))
    asks = asks.where(Team.workspace_id == Person.workspace_id)
    queries = (own, offered, decides, changed, asks)
    anything = or_(has_untold(), has_to_answer(), *(exists(query) for query in queries))
    return set(session.scalars(select(Person.id).where(Person.id.in_(person_ids), anything)))


def who_is_asked(session: Session, person_ids: Sequence[int], now: datetime) -> set[int]:
    """Which of these people (row ids) own something that they see and that wants an answer at the end of their day at
    `now` (UTC): what is open and not kept, a read-back in words that they were not reminded of, or what is critical and
    of whose rest nobody was reminded (whether it lacks any is looked at when it is told)."""
    theirs = select(Item.id).where(
        Item.workspace_id == Person.workspace_id, seen_by(Person.user.expression, None, sees_public=SEES_PUBLIC),
        IS_LIVE, Item.owner == Person.user,
    )  # fmt: skip
    unanswered = theirs.where(IS_OPEN, _unkept(now))
    unread = theirs.join(ReadBack, ReadBack.item_id == Item.id).where(ReadBack.user == Person.user, UNREMINDED)
    any_version = aliased(Note)
    asked = select(any_version.item_id).where(any_version.item_id == Item.id, any_version.rest_asked_at.is_not(None))
    # What a kind wants beyond that is not known here.
    lacks = or_(Item.kind != GENERAL, *(getattr(Note, field) == "" for field in WANTED_WHEN_CRITICAL))
    lacking = theirs.join(Note, IS_ITS_NOTE).where(Item.urgency == Urgency.CRITICAL, lacks, ~exists(asked))
    anything = or_(exists(unanswered), exists(unread), exists(lacking))
    return set(session.scalars(select(Person.id).where(Person.id.in_(person_ids), anything)))


def facts_of(session: Session, item_ids: Sequence[int], now: datetime) -> dict[int, ItemFacts]:
    """What is true of each of these items at `now` (UTC), by their row's id."""
    items = session.scalars(select(Item).where(Item.id.in_(item_ids))).all()
    return {facts.id: facts for facts in facts_among(session, items, now)}


def seen_among(session: Session, workspace_id: int, user: str, item_ids: Sequence[int]) -> set[int]:
    """Which of these items (row ids) the person may see."""
    return seen(session, workspace_id, user, item_ids)


def regions_on_shift(session: Session, workspace_id: int, user: str, day: Span) -> list[tuple[Region, Shift]]:
    """The regions whose shift of that date the person is on, with that shift."""
    on_shift = []
    regions = [one for team in teams_of(session, workspace_id, user) for one in team.regions_worked(user, day.date)]
    for region in regions:
        shift = shift_on(region.plan(), day.date)
        if shift and user in shift.on_shift:
            on_shift.append((region, shift))
    return on_shift


def _unkept(now: datetime) -> ColumnElement[bool]:
    return or_(Item.kept_until.is_(None), Item.kept_until <= now)


def _waiting(session: Session, workspace_id: int, user: str, day: Span) -> Query:
    regions = [region.id for region, _ in regions_on_shift(session, workspace_id, user, day)]
    return waiting(session, workspace_id, user, regions, day.end)


def facts_among(session: Session, items: Sequence[Item], now: datetime) -> list[ItemFacts]:
    """What is true of many items at `now` (UTC). What each would ask for is asked for once; a session forgets rows that
    nobody holds."""
    if not items:
        return []
    among = Item.id.in_([item.id for item in items])
    session.info["held"] = list(session.scalars(select(Event).join(Item, Item.last_event == Event.id).where(among)))
    read_notes(session, items)
    read_ahead(session, items)
    count_ahead(session, items)
    return [item_facts(session, item, now) for item in items]
