"""Shifts that somebody asks to be covered on, as plain values: what became of them, and who can do what."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from models.acts import Act
from models.cover_takers import able_to_take
from models.people import days_of, name_of
from models.roster.rows import load_team
from models.shifts.shift import shift_ignoring_closings, shift_on
from models.tables import Cover, Message, Region, Team

# A shift's date may lie so far from today's in UTC while it is still ahead.
AROUND: Final = timedelta(days=2)
# The next working day is mostly nearer than that.
LONGEST_WEEKEND: Final = timedelta(days=5)
_DAY: Final = timedelta(days=1)


class CoverState(StrEnum):
    """What is true of a cover: it is asked for, somebody has it, nobody took it in time, or nothing is to be taken."""

    ASKED = "asked"
    TAKEN = "taken"
    BEGUN = "begun"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class CoverFacts:
    """Whose shift of which region is to be covered; `starts` and `ends` are UTC, people user ids with their names.

    `asked` is the name of the person, or of the region, who can take it. `id` is the row's; `open` until the shift
    starts: it can be taken, given back and withdrawn.
    """

    id: int
    state: CoverState
    region: str
    starts: datetime
    ends: datetime
    asker: str
    asker_name: str
    asked: str
    taker: str | None
    taker_name: str | None
    open: bool


@dataclass(frozen=True, slots=True)
class CoverNewsFacts:
    """What a DM that asks for a cover tells its reader; `cover` is None once it is not asked for any more.

    `zone` is the one they read times in; `asks` says whether they can take it now. The rest is as it was asked.
    """

    user: str
    zone: str
    cover: CoverFacts | None
    asks: bool
    asker_name: str
    region: str
    starts: datetime
    ends: datetime


@dataclass(frozen=True, slots=True)
class OwnCovers:
    """The covers ahead that concern a person: they asked for it, they took it, they can take it. In order of time."""

    asked: tuple[CoverFacts, ...]
    taken: tuple[CoverFacts, ...]
    offered: tuple[CoverFacts, ...]


def cover_facts(session: Session, cover: Cover, now: datetime) -> CoverFacts:
    """What is true of the cover at `now` (UTC)."""
    region, team = _place(session, cover)
    there = not region.retired and not team.retired
    shift = shift_on(region.plan(), cover.date) if there else None
    hours = shift or shift_ignoring_closings(region.plan(), cover.date)
    whose = cover.taken_by or cover.instead_of
    is_right = shift is not None and whose in shift.on_shift
    ahead = is_right and hours.start > now
    workspace = team.workspace_id
    return CoverFacts(
        id=cover.id, state=_state(cover, is_right, ahead), region=region.name, starts=hours.start, ends=hours.end,
        asker=cover.instead_of, asker_name=name_of(session, workspace, cover.instead_of),
        asked=name_of(session, workspace, cover.asked) if cover.asked else region.name,
        taker=cover.taken_by, taker_name=name_of(session, workspace, cover.taken_by) if cover.taken_by else None,
        open=ahead,
    )  # fmt: skip


def cover_news(session: Session, message: Message, now: datetime) -> CoverNewsFacts:
    """What the DM says at `now` (UTC)."""
    user, body = str(message.user), message.body
    cover = session.get(Cover, body["cover"])
    facts = cover_facts(session, cover, now) if cover is not None else None
    return CoverNewsFacts(
        user=user,
        zone=days_of(session, message.workspace_id, user).zone,
        cover=facts,
        asks=cover is not None and _asks(session, cover, facts, user),
        asker_name=name_of(session, message.workspace_id, body["asker"]),
        region=body["region"],
        starts=facts.starts if facts else datetime.fromisoformat(body["starts"]),
        ends=facts.ends if facts else datetime.fromisoformat(body["ends"]),
    )


def covers_of(session: Session, act: Act) -> OwnCovers:
    """The covers that concern who acts, of shifts that have not begun at the act's time."""
    user, found = act.user or "", list(_ahead(session, act))
    return OwnCovers(
        asked=tuple(facts for _, facts in found if facts.asker == user),
        taken=tuple(facts for _, facts in found if facts.taker == user),
        offered=tuple(facts for cover, facts in found if _asks(session, cover, facts, user)),
    )


def not_taken_yet(session: Session, workspace_id: int, user: str, now: datetime) -> list[CoverFacts]:
    """What the person has asked to be covered, up to their next working day after `now` (UTC), and nobody has taken."""
    query = select(Cover).join(Region).join(Team).where(Team.workspace_id == workspace_id, Cover.instead_of == user)
    covers = session.scalars(query.where(is_untaken(now)).order_by(Cover.date, Cover.id)).all()
    upcoming = days_of(session, workspace_id, user).next(now) if covers else None
    found = [cover_facts(session, cover, now) for cover in covers]
    return [
        facts for facts in found
        if facts.state is CoverState.ASKED and upcoming is not None and facts.starts < upcoming.end
    ]  # fmt: skip


def is_untaken(now: datetime) -> ColumnElement[bool]:
    """The condition that nobody has taken a cover of one of the next few dates."""
    today = now.date()
    return and_(Cover.taken_by.is_(None), Cover.date.between(today - _DAY, today + LONGEST_WEEKEND))


def _ahead(session: Session, act: Act) -> Iterator[tuple[Cover, CoverFacts]]:
    query = select(Cover).join(Region).join(Team).where(Team.workspace_id == act.workspace_id, ~Team.retired)
    query = query.where(~Region.retired, Cover.date >= act.now.date() - AROUND)
    for cover in session.scalars(query.order_by(Cover.date, Cover.id)).all():
        facts = cover_facts(session, cover, act.now)
        if facts.open:
            yield cover, facts


def _asks(session: Session, cover: Cover, facts: CoverFacts | None, user: str) -> bool:
    if facts is None or facts.state is not CoverState.ASKED:
        return False
    region, team = _place(session, cover)
    return user in able_to_take(session, team, region, cover.instead_of, cover.date, cover.asked)


def _state(cover: Cover, is_right: bool, ahead: bool) -> CoverState:
    if not is_right:
        return CoverState.NOTHING
    if cover.taken_by is not None:
        return CoverState.TAKEN
    return CoverState.ASKED if ahead else CoverState.BEGUN


def _place(session: Session, cover: Cover) -> tuple[Region, Team]:
    team = load_team(session, session.get_one(Region, cover.region_id).team_id)
    return next(region for region in team.regions if region.id == cover.region_id), team
