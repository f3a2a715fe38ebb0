"""What follows when it changes who works when: days and offers are planned anew, and whose shift it was is told."""

from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.owed.covers import owe_edits_of_covers
from models.owed.evenings import follow_plans
from models.owed.owing import owe_arrival
from models.owed.shift_changes import tell_what_is_near
from models.people import get_person
from models.roster.known import forget_roster
from models.roster.rows import load_team, teams_of
from models.shifts.shift import HORIZON_DAYS, Shift, shifts_from
from models.tables import IS_OFFERED, Item, Message, ShiftChange, ShiftChangeKind, Team
from models.verbs.replanning import replan_offers
from models.workspace.directory import replan

Turns = Mapping[tuple[int, date], Shift]
# From when to when (UTC) somebody is on shift; None where they are not.
Hours = tuple[datetime, datetime] | None


@contextmanager
def rescheduling(
    session: Session, act: Act, team_ids: Collection[int], *, tells: bool = True, until: date | None = None
) -> Iterator[None]:
    """Change inside who works when in these teams, in the caller's transaction; all that follows is done at the end.

    Whoever a shift of the next 31 days, or up to the date `until`, comes to, or is taken from, by somebody else's doing
    is told: see `models.owed.shift_changes`. Nobody is where `tells` is False: what was before had been told to nobody.
    """
    before = turns_ahead(session, team_ids, act.now, until)
    yield
    session.flush()
    session.expire_all()
    forget_roster(session)
    after = turns_ahead(session, team_ids, act.now, until)
    for user in sorted({user for team_id in team_ids for user in _people_of(load_team(session, team_id))}):
        person = get_person(session, act.workspace_id, user)
        replan(session, person, act.now)
        follow_plans(session, person, act.now)
    replan_offers(session, Act(act.workspace_id, None, act.now, Surface.BOT), team_ids)
    owe_edits_of_covers(session, _which_differ(before, after), act.now)
    if tells:
        tell_what_is_near(session, act.workspace_id, _note_changes(session, act, before, after), act.now)
        _tell_what_waits(session, act, before, after)


def _tell_what_waits(session: Session, act: Act, before: Turns, after: Turns) -> None:
    """Who is on a shift that runs, and was not before, has had no digest with what waits for the region: it is told."""
    for region_id, day in sorted(_which_differ(before, after)):
        was, shift = before.get((region_id, day)), after.get((region_id, day))
        if shift is None or not shift.holds(act.now):
            continue
        new = set(shift.on_shift) - set(was.on_shift if was else ())
        waiting = select(Item).where(IS_OFFERED, Item.offered_region_id == region_id, Item.offer_starts <= act.now)
        for item in session.scalars(waiting.order_by(Item.id)).all() if new else ():
            for user in sorted(new - {item.owner}):
                owe_arrival(session, item, user, act.now)


def turns_ahead(
    session: Session, team_ids: Collection[int], now: datetime, until: date | None = None
) -> Turns:  # fmt: skip
    """The shifts of the teams' regions that are not over at `now` (UTC), by region (row id) and date: those of the next
    31 days, or up to `until` where that is later."""
    first = now.date() - timedelta(days=2)
    days = max(HORIZON_DAYS + 3, (until - first).days + 1 if until is not None else 0)
    teams = [team for team_id in team_ids if not (team := load_team(session, team_id)).retired]
    regions = [region for team in teams for region in team.regions if not region.retired]
    return {
        (region.id, shift.date): shift
        for region in regions
        for shift in shifts_from(region.plan(), first, days)
        if shift.end > now
    }


def _which_differ(before: Turns, after: Turns) -> set[tuple[int, date]]:
    return {shift for shift in before.keys() | after.keys() if before.get(shift) != after.get(shift)}


def _people_of(team: Team) -> set[str]:
    members = {member.user for region in team.regions if not region.retired for member in region.members}
    return members | {lead.user for lead in team.leads}


def _note_changes(session: Session, act: Act, before: Turns, after: Turns) -> set[str]:
    """Note whose shifts have changed, but by their own doing: then they know. Gives whose."""
    changed = set()
    for region_id, day in sorted(before.keys() | after.keys()):
        for user, was, becomes in _changes(before.get((region_id, day)), after.get((region_id, day))):
            if user == act.user:
                _forget(session, act, user, region_id, day)
            else:
                _note(session, act, user, (region_id, day), was, becomes)
                changed.add(user)
    return changed


def _changes(was: Shift | None, becomes: Shift | None) -> Iterator[tuple[str, Hours, Hours]]:
    """Who gains, loses or keeps at other hours the shift of one region and date."""
    for user in sorted({*(was.on_shift if was else ()), *(becomes.on_shift if becomes else ())}):
        had, has = _hours_of(user, was), _hours_of(user, becomes)
        if had != has:
            yield user, had, has


def _hours_of(user: str, shift: Shift | None) -> Hours:
    return (shift.start, shift.end) if shift is not None and user in shift.on_shift else None


def _note(session: Session, act: Act, user: str, shift: tuple[int, date], was: Hours, becomes: Hours) -> None:
    """Keep one change against what the person knows. What was not told yet and is taken back has never been."""
    change = _noted(session, act, user, *shift)
    if change is not None and not _was_told(session, change):
        was = (change.was_starts, change.was_ends) if change.was_starts and change.was_ends else None
        if was == becomes:
            session.delete(change)
            return
    if change is None:
        change = ShiftChange(workspace_id=act.workspace_id, user=user, region_id=shift[0], date=shift[1])
        session.add(change)
    hours = becomes or was
    if hours is None:
        raise ValueError("a shift that was never theirs has not changed for them")
    change.kind, (change.starts, change.ends) = _kind(was, becomes), hours
    change.was_starts, change.was_ends = was or (None, None)
    change.by, change.at, change.message_id = act.user, act.now, None


def _kind(was: Hours, becomes: Hours) -> ShiftChangeKind:
    if was is None:
        return ShiftChangeKind.APPEARS
    return ShiftChangeKind.GOES if becomes is None else ShiftChangeKind.MOVES


def _forget(session: Session, act: Act, user: str, region_id: int, day: date) -> None:
    """What was still to be told of that shift is over by what they have done themselves."""
    change = _noted(session, act, user, region_id, day)
    if change is not None and not _was_told(session, change):
        session.delete(change)


def _noted(session: Session, act: Act, user: str, region_id: int, day: date) -> ShiftChange | None:
    same_shift = select(ShiftChange).where(
        ShiftChange.workspace_id == act.workspace_id, ShiftChange.user == user,
        ShiftChange.region_id == region_id, ShiftChange.date == day,
    )  # fmt: skip
    return session.scalars(same_shift).first()


def _was_told(session: Session, change: ShiftChange) -> bool:
    message = session.get(Message, change.message_id) if change.message_id is not None else None
    return message is not None and message.ts is not None


def teams_where_member(session: Session, workspace_id: int, user: str) -> list[int]:
    """The row ids of the teams in which the person is a member of a region."""
    return sorted(team.id for team in teams_of(session, workspace_id, user) if team.region_of(user) is not None)
