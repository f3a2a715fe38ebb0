"""Covers: who is on shift asks to be stood in for on a date; the first to take it has it, until the shift starts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import require_active
from models.acts import Act
from models.cover_takers import able_to_take
from models.facts.covers import CoverFacts, CoverState, cover_facts
from models.owed.covers import owe_asked, owe_cover_edits
from models.people import find_person, hold_person, name_of
from models.refusals import RefusedError
from models.roster.rows import load_team, teams_of
from models.shifts.shift import shift_on
from models.shifts.zones import zone
from models.storage.database import Database
from models.tables import Cover, Region, Team
from models.verbs.recording import acting
from models.verbs.rescheduling import rescheduling

LONGEST = timedelta(days=730)


@dataclass(frozen=True, slots=True)
class CoverOutcome:
    """What is true of a cover after an act. `changed` is False where it was so already.

    `told` are the names of those who are asked, each with when (UTC): at the act's time, or once they are at work;
    None for those who are not at work before the shift starts.
    """

    cover: CoverFacts
    changed: bool = True
    told: tuple[tuple[str, datetime | None], ...] = ()

    @property
    def id(self) -> int:
        """The cover's row."""
        return self.cover.id


def ask_cover(database: Database, act: Act, day: date, user: str | None = None) -> CoverOutcome:
    """Ask `user`, or everybody else of the region, to take the shift that who acts has on that date of the region's.

    Raises RefusedError where they have none then, it has begun, or nobody can be asked.
    """
    with acting(database, act) as session:
        asker = hold_person(session, act.workspace_id, require_active(session, act).user).user
        team, region = _own_shift(session, act, asker, day)
        _require_own_turn(session, act, region, asker, day)
        able = _require_able(session, act, team, region, asker, day, user)
        same = select(Cover).where(Cover.region_id == region.id, Cover.date == day, Cover.instead_of == asker)
        standing = session.scalars(same.with_for_update()).first()
        if standing is not None and standing.taken_by is None and standing.asked == user:
            return CoverOutcome(cover_facts(session, standing, act.now), changed=False)
        cover = standing or Cover(region_id=region.id, date=day, instead_of=asker, asked_at=act.now)
        if cover.taken_by is not None:  # and the shift is the asker's again: who took it has gone away since
            cover.taken_by = cover.taken_at = None
            cover.asked_at = act.now
        cover.asked = user
        session.add(cover)
        session.flush()
        owe_cover_edits(session, [cover], act.now)
        return CoverOutcome(cover_facts(session, cover, act.now), told=_ask(session, act, cover, able))


def take_cover(database: Database, act: Act, cover_id: int) -> CoverOutcome:
    """Take the shift that was asked for. The first who does has it; raises RefusedError with who that was."""
    with acting(database, act, whole=True) as session:
        taker = require_active(session, act).user
        cover, team, region = _held(session, act, cover_id)
        facts = _require_ahead(session, act, cover)
        if facts.taker == taker:
            return CoverOutcome(facts, changed=False)
        if facts.taker is not None:
            raise RefusedError(f"{facts.taker_name} was first and has this shift.")
        if facts.state is not CoverState.ASKED:
            raise RefusedError(f"{facts.asker_name} is not on shift then any more: there is nothing to take.")
        if taker not in able_to_take(session, team, region, cover.instead_of, cover.date, cover.asked):
            raise RefusedError("You cannot take this shift: you were not asked, have it already, or are away then.")
        with rescheduling(session, act, [team.id], until=cover.date):
            cover.taken_by, cover.taken_at = taker, act.now
        owe_cover_edits(session, [cover], act.now)
        return CoverOutcome(cover_facts(session, cover, act.now))


def end_cover(database: Database, act: Act, cover_id: int) -> CoverOutcome:
    """Undo, until the shift starts: who took it gives it back, who asked asks no more and has it again.

    Gives what was true before; what is given back is asked for anew.
    """
    with acting(database, act, whole=True) as session:
        who = require_active(session, act).user
        cover, team, _ = _held(session, act, cover_id)
        facts = _require_ahead(session, act, cover)
        if who not in {facts.asker, facts.taker}:
            raise RefusedError("Only who asked for this cover, or took it, can undo it.")
        with rescheduling(session, act, [team.id], until=cover.date):
            cover.taken_by = cover.taken_at = None
            if who == facts.asker:
                owe_cover_edits(session, [cover], act.now)
                session.delete(cover)
        if who == facts.asker:
            return CoverOutcome(facts)
        owe_cover_edits(session, [cover], act.now)
        return CoverOutcome(facts, told=_ask_again(session, act, cover_id, who))


def _own_shift(session: Session, act: Act, user: str, day: date) -> tuple[Team, Region]:
    """Where they have a shift of that date that has not begun."""
    others, begun = list[str](), False
    for team in teams_of(session, act.workspace_id, user):
        region = team.region_of(user)
        if region is None:
            continue
        _require_sensible(day, act.now.astimezone(zone(region.timezone)).date())
        shift = shift_on(region.plan(), day)
        if shift is None:
            continue
        if user in shift.on_shift and shift.start > act.now:
            return team, region
        begun = begun or user in shift.on_shift
        others += [name_of(session, act.workspace_id, one) for one in shift.on_shift if one != user]
    if begun:
        raise RefusedError("That shift has begun: hand off what you own, or ask a lead.", "date")
    whose = f": {', '.join(others)} {'is' if len(others) == 1 else 'are'}" if others else ""
    raise RefusedError(f"You are not on shift on {day}{whose}. /handoff who shows who is.", "date")


def _require_sensible(day: date, today: date) -> None:
    if day < today:
        raise RefusedError(f"{day} is past: it is {today} now. Write today or a later date.", "date")
    if day - today > LONGEST:
        raise RefusedError(f"{day} is more than two years ahead: check the year.", "date")


def _require_own_turn(session: Session, act: Act, region: Region, asker: str, day: date) -> None:
    """What one has for somebody else is given back, not passed on: so it is always plain who stands in for whom."""
    for cover in region.plan().covers:
        if cover.date == day and cover.by == asker:
            whose = name_of(session, act.workspace_id, cover.instead_of)
            raise RefusedError(
                f"You have that shift for {whose}: give it back (/handoff cover), and {whose} asks somebody else.",
                "date",
            )


def _require_able(
    session: Session, act: Act, team: Team, region: Region, asker: str, day: date, user: str | None
) -> Sequence[str]:
    able = able_to_take(session, team, region, asker, day, user)
    if able:
        return able
    if user is None:
        raise RefusedError(f"Nobody else of {region.name} can take it: name somebody of another region with @.", "user")
    person, name = find_person(session, act.workspace_id, user), name_of(session, act.workspace_id, user)
    if person is None or person.fetched_at is None:
        raise RefusedError("I am asking Slack who that is: type it again in a moment.", "user")
    if user == asker:
        raise RefusedError("That shift is yours: name somebody else with @, or nobody to ask your region.", "user")
    if team.region_of(user) is None:
        raise RefusedError(f"{name} is in no region of {team.name}, so cannot take its shifts.", "user")
    raise RefusedError(f"{name} is away on {day}, or on shift already: ask somebody else.", "user")


def _ask(session: Session, act: Act, cover: Cover, able: Sequence[str]) -> tuple[tuple[str, datetime | None], ...]:
    facts = cover_facts(session, cover, act.now)
    return tuple(
        (name_of(session, act.workspace_id, one), owe_asked(session, act.workspace_id, cover, facts, one, act.now))
        for one in able
    )


def _ask_again(session: Session, act: Act, cover_id: int, giver: str) -> tuple[tuple[str, datetime | None], ...]:
    """It was given back: ask anew all but who did."""
    cover, team, region = _held(session, act, cover_id)
    cover.asked_at = act.now
    able = able_to_take(session, team, region, cover.instead_of, cover.date, cover.asked)
    return _ask(session, act, cover, [one for one in able if one != giver])


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


def _require_ahead(session: Session, act: Act, cover: Cover) -> CoverFacts:
    facts = cover_facts(session, cover, act.now)
    if facts.starts <= act.now:
        raise RefusedError("That shift has begun: it stays as it is.")
    return facts
