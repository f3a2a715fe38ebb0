"""What is true of an item at an instant, as plain values: what cards, DMs and answers are made from."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from models.access import sees_item
from models.facts.circling import CirclingFacts, circling_facts
from models.facts.comments import CommentCount, comment_counts
from models.facts.decisions import DecisionFacts, standing_facts
from models.facts.happened import last_change, last_closing, last_sent_back, regions_held
from models.facts.read_backs import ReadBackFacts, read_back_facts
from models.facts.settling import SettleFacts, settle_facts
from models.links import message_link
from models.notes import Draft, current_note, draft_of
from models.parking import is_kept, is_parked
from models.people import days_of, is_gone, name_of, read_people
from models.roster.rows import load_team, offered_region
from models.shifts.shift import shift_on
from models.tables import Item, Region, State, Team, Urgency, Verb
from models.tables.items import LIVE


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A person as others read of them. Instants are UTC: `until` while at work, `back` while not; both may be None."""

    user: str
    name: str
    region: str | None
    until: datetime | None
    back: datetime | None


@dataclass(frozen=True, slots=True)
class OfferFacts:
    """To whom an item is offered: a region (with the names of who is on shift then) or a person, and when (UTC)."""

    region: str | None
    user: str | None
    name: str
    on_shift: tuple[str, ...]
    since: datetime
    starts: datetime
    ends: datetime
    skipped: tuple[tuple[str, date, str], ...]


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """How an item ended: who said so, when (UTC), why, and the regions it went through."""

    name: str
    at: datetime
    reason: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeFacts:
    """The last thing that happened to an item, but for decisions: what, whose doing, and when (UTC)."""

    verb: Verb
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is true of an item. Instants are UTC; texts are people's own words, to be shown as they are."""

    id: int
    number: int
    label: str
    team: str
    page: str | None
    urgency: Urgency
    state: State
    note: Draft
    note_version: int
    owner: PersonFacts
    parked: bool
    offer: OfferFacts | None
    closing: ClosingFacts | None
    by: datetime | None
    hops: int
    times_sent_back: int
    sent_back_because: str | None
    came_from: str | None
    decider: str | None
    opened_at: datetime
    changed_at: datetime
    owner_since: datetime
    channel: str | None
    link: str | None
    last: ChangeFacts | None = None
    sent_back_by: str | None = None
    circling: CirclingFacts | None = None
    settle: SettleFacts | None = None
    comments: tuple[CommentCount, ...] = ()
    read_back: ReadBackFacts | None = None
    decision: DecisionFacts | None = None
    kept_until: datetime | None = None
    confidential: bool = False

    @property
    def is_live(self) -> bool:
        """Whether it is still somebody's work."""
        return self.state in LIVE


def item_facts(session: Session, item: Item, now: datetime) -> ItemFacts:
    """What is true of the item at `now` (UTC)."""
    note = current_note(session, item)
    team = load_team(session, item.team_id)
    draft = draft_of(item, note)
    return ItemFacts(
        id=item.id,
        number=item.number,
        label=item.label,
        team=team.name,
        page=team.page,
        urgency=item.urgency,
        state=item.state,
        note=draft,
        note_version=item.note_version,
        owner=person_facts(session, team, item.owner, now),
        parked=is_parked(session, item, now),
        offer=_offer_facts(session, item),
        closing=None if item.is_live else _closing_facts(session, item),
        by=item.by,
        hops=item.hops,
        times_sent_back=item.times_sent_back,
        sent_back_because=item.sent_back_because,
        came_from=name_of(session, item.workspace_id, item.came_from) if item.came_from else None,
        decider=name_of(session, item.workspace_id, draft.decision_owner) if draft.decision_owner else None,
        opened_at=item.created_at,
        changed_at=item.updated_at,
        owner_since=item.owner_since,
        channel=item.channel,
        link=card_link(session, item),
        last=_last_change(session, item),
        sent_back_by=_sent_back_by(session, item) if item.times_sent_back else None,
        circling=circling_facts(session, team, item),
        settle=settle_facts(session, team, item, now),
        confidential=item.confidential,
        comments=comment_counts(session, item),
        read_back=read_back_facts(session, item),
        decision=standing_facts(session, item),
        kept_until=item.kept_until if is_kept(item.kept_until, now) else None,
    )


def person_facts(session: Session, team: Team, user: str, now: datetime) -> PersonFacts:
    """The person as others of the team read of them at `now` (UTC)."""
    days = days_of(session, team.workspace_id, user)
    region = team.region_of(user)
    gone = is_gone(session, team.workspace_id, user)
    today, upcoming = (None, None) if gone else (days.current(now), days.next(now))
    return PersonFacts(
        user=user,
        name=name_of(session, team.workspace_id, user),
        region=region.name if region else None,
        until=today.end if today else None,
        back=upcoming.start if upcoming and not today else None,
    )


def _offer_facts(session: Session, item: Item) -> OfferFacts | None:
    if item.state is not State.OFFERED or not (item.offered_at and item.offer_starts and item.offer_ends):
        return None
    region = offered_region(session, item)
    name = region.name if region else name_of(session, item.workspace_id, item.offered_user)
    skipped = tuple((skip["region"], date.fromisoformat(skip["date"]), skip["reason"]) for skip in item.skipped)
    return OfferFacts(
        region=region.name if region else None,
        user=item.offered_user,
        name=name,
        on_shift=_on_shift(session, item, region, item.offer_starts),
        since=item.offered_at,
        starts=item.offer_starts,
        ends=item.offer_ends,
        skipped=skipped,
    )


def _on_shift(session: Session, item: Item, region: Region | None, starts: datetime) -> tuple[str, ...]:
    """The names of who is on the region's shift that starts at that instant (UTC), and may see what is confidential."""
    if region is None:
        return ()
    team = load_team(session, item.team_id)
    plan = next((plan for plan in team.plan().regions if plan.name == region.name), None)
    if plan is None:
        return ()
    for step in (0, -1, 1):
        shift = shift_on(plan, date.fromordinal(starts.date().toordinal() + step))
        if shift is not None and shift.start == starts:
            read_people(session, team.workspace_id, shift.on_shift)
            able = (user for user in shift.on_shift if not item.confidential or sees_item(session, item, user))
            return tuple(name_of(session, team.workspace_id, user) for user in able)
    return ()


def _last_change(session: Session, item: Item) -> ChangeFacts | None:
    event = last_change(session, item)
    return ChangeFacts(event.verb, name_of(session, item.workspace_id, event.actor), event.at) if event else None


def _sent_back_by(session: Session, item: Item) -> str | None:
    event = last_sent_back(session, item)
    return name_of(session, item.workspace_id, event.actor) if event else None


def _closing_facts(session: Session, item: Item) -> ClosingFacts | None:
    event = last_closing(session, item)
    if event is None:
        return None
    name = name_of(session, item.workspace_id, event.actor)
    return ClosingFacts(name=name, at=event.at, reason=event.reason, path=regions_held(session, item))


def card_link(session: Session, item: Item) -> str | None:
    """The address of the card, for people to click; None while it does not stand."""
    if not (item.channel and item.ts):
        return None
    return message_link(session, item.workspace_id, item.channel, item.ts, item.root_ts)
