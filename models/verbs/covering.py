"""Covers: who is on shift asks to be stood in for on a date; the first to take it has it, until the shift starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.access import require_active
from models.acts import Act
from models.owed.covers import owe_asked, owe_cover_edits
from models.people import is_gone, name_of
from models.refusals import RefusedError
from models.roster.rows import load_team, teams_of
from models.shifts.shift import Shift, shift_on
from models.storage.database import Database
from models.tables import Cover, Region, Team
from models.verbs.recording import acting
from models.verbs.rescheduling import rescheduling


@dataclass(frozen=True, slots=True)
class CoverOutcome:
    """What is true of a cover: its row's id, the region, the shift's hours (UTC), who asks and who took it, by name.

    `asked` are the names of those who can take it. `changed` is False where it was so already.
    """

    id: int
    region: str
    starts: datetime
    ends: datetime
    instead_of: str
    asked: tuple[str, ...]
    taken_by: str | None
    changed: bool = True


def ask_cover(database: Database, act: Act, day: date, user: str | None = None) -> CoverOutcome:
    """Ask `user`, or everybody else of the region, to take the shift that who acts has on that date of the region's.

    Raises RefusedError where they have none then, it has begun, or nobody can be asked.
    """
    with acting(database, act) as session:
        asker = require_active(session, act).user
        team, region, shift = _own_shift(session, act, asker, day)
        able = _able(session, act, team, region, asker, day, user)
        standing = session.scalars(_cover_of(region, day, asker)).first()
        if standing is not None:
            return _outcome(session, act, standing, changed=False)
        cover = Cover(region_id=region.id, date=day, instead_of=asker, asked=user, asked_at=act.now)
        session.add(cover)
        session.flush()
        for one in able:
            owe_asked(session, act.workspace_id, cover, one, shift.start, act.now)
        return _outcome(session, act, cover)


def take_cover(database: Database, act: Act, cover_id: int) -> CoverOutcome:
    """Take the shift that was asked for. The first who does has it; raises RefusedError with who that was."""
    with acting(database, act) as session:
        taker = require_active(session, act).user
        cover, team, region = _held(session, act, cover_id)
        shift = _require_ahead(act, region, cover)
        if cover.taken_by == taker:
            return _outcome(session, act, cover, changed=False)
        if cover.taken_by is not None:
            raise RefusedError(f"{name_of(session, act.workspace_id, cover.taken_by)} was first and has this shift.")
        if cover.instead_of not in shift.on_shift:
            whose = name_of(session, act.workspace_id, cover.instead_of)
            raise RefusedError(f"{whose} is not on shift then any more: there is nothing to take.")
        if taker not in _able(session, act, team, region, cover.instead_of, cover.date, cover.asked):
            raise RefusedError("You cannot take this shift: you were not asked, have it already, or are away then.")
        with rescheduling(session, act, [team.id]):
            cover.taken_by, cover.taken_at = taker, act.now
        owe_cover_edits(session, cover, act.now)
        return _outcome(session, act, cover)


def end_cover(database: Database, act: Act, cover_id: int) -> CoverOutcome:
    """Undo, until the shift starts: who took it gives it back, who asked asks no more and has it again."""
    with acting(database, act) as session:
        who = require_active(session, act).user
        cover, team, region = _held(session, act, cover_id)
        _require_ahead(act, region, cover)
        if who not in {cover.instead_of, cover.taken_by}:
            raise RefusedError("Only who asked for this cover, or took it, can undo it.")
        outcome = _outcome(session, act, cover)
        with rescheduling(session, act, [team.id]):
            cover.taken_by = cover.taken_at = None
            if who == cover.instead_of:
                owe_cover_edits(session, cover, act.now)
                session.delete(cover)
        if who != cover.instead_of:
            owe_cover_edits(session, cover, act.now)
        return outcome


def _own_shift(session: Session, act: Act, user: str, day: date) -> tuple[Team, Region, Shift]:
    """The shift of that date that is theirs and has not begun."""
    others = []
    for team in teams_of(session, act.workspace_id, user):
        region = team.region_of(user)
        shift = shift_on(region.plan(), day) if region is not None else None
        if region is None or shift is None:
            continue
        if user in shift.on_shift and shift.start > act.now:
            return team, region, shift
        others += [name_of(session, act.workspace_id, one) for one in shift.on_shift if one != user]
        if user in shift.on_shift:
            raise RefusedError("That shift has begun: hand off what you own, or ask a lead.", "date")
    whose = f": {', '.join(others)} {'is' if len(others) == 1 else 'are'}" if others else ""
    raise RefusedError(f"You are not on shift on {day}{whose}. /handoff who shows who is.", "date")


def _able(
    session: Session, act: Act, team: Team, region: Region, asker: str, day: date, user: str | None
) -> Sequence[str]:
    """Who can take it: the person asked, of any region of the team, or all others of the region; not who is away."""
    shift = shift_on(region.plan(), day)
    taken = set(shift.on_shift) if shift is not None else set()
    members = [member.user for member in region.members] if user is None else [user]
    if user is not None and team.region_of(user) is None:
        raise RefusedError(f"{name_of(session, act.workspace_id, user)} is in no region of {team.name}.", "user")
    able = [one for one in members if one != asker and one not in taken and _is_here(session, act, team, one, day)]
    if able:
        return able
    if user is not None:
        name = name_of(session, act.workspace_id, user)
        raise RefusedError(f"{name} is away on {day}, or on shift already: ask somebody else.", "user")
    raise RefusedError(f"Nobody else of {region.name} can take it: name somebody of another region with @.", "user")


def _is_here(session: Session, act: Act, team: Team, user: str, day: date) -> bool:
    """Whether they are still there and not away on that date; a day off is no reason not to ask."""
    home = team.region_of(user)
    member = home.plan().member(user) if home is not None else None
    return member is not None and not is_gone(session, act.workspace_id, user) and not member.away.all_of(day)


def _held(session: Session, act: Act, cover_id: int) -> tuple[Cover, Team, Region]:
    cover = session.get(Cover, cover_id, with_for_update=True, populate_existing=True)
    found = session.get(Region, cover.region_id) if cover is not None else None
    team = load_team(session, found.team_id) if found is not None else None
    if cover is None or team is None or team.workspace_id != act.workspace_id:
        raise RefusedError("This cover is not asked for any more.")
    region = next((one for one in team.regions if one.id == cover.region_id and not one.retired), None)
    if region is None or team.retired:
        raise RefusedError("That region has left the roster: there is nothing to cover.")
    return cover, team, region


def _require_ahead(act: Act, region: Region, cover: Cover) -> Shift:
    shift = shift_on(region.plan(), cover.date)
    if shift is None:
        raise RefusedError(f"{region.name} is closed on {cover.date}: there is nothing to cover.")
    if shift.start <= act.now:
        raise RefusedError("That shift has begun: it stays as it is.")
    return shift


def _cover_of(region: Region, day: date, asker: str) -> Select[Cover]:
    return select(Cover).where(Cover.region_id == region.id, Cover.date == day, Cover.instead_of == asker)


def _outcome(session: Session, act: Act, cover: Cover, *, changed: bool = True) -> CoverOutcome:
    region = session.get_one(Region, cover.region_id)
    shift = shift_on(load_team(session, region.team_id).plan().region(region.name), cover.date)
    if shift is None:
        raise RefusedError(f"{region.name} is closed on {cover.date}: there is nothing to cover.")
    named = name_of(session, act.workspace_id, cover.asked) if cover.asked else region.name
    taken = name_of(session, act.workspace_id, cover.taken_by) if cover.taken_by else None
    asker = name_of(session, act.workspace_id, cover.instead_of)
    return CoverOutcome(cover.id, region.name, shift.start, shift.end, asker, (named,), taken, changed)
