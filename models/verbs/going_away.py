"""Going away: one says on which dates, a lead says it for anybody of the team. No reason is asked or kept."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.access import may_see, require_active
from models.acts import Act
from models.people import days_of, find_person, name_of
from models.refusals import RefusedError
from models.roster.rows import load_team, teams_of
from models.shifts.plan import DaysOff
from models.shifts.zones import zone
from models.storage.database import Database
from models.tables import Absence, AbsenceSource, Item, Person, Region
from models.targets import ToNext
from models.verbs.absenting import changing_absences, open_items, tell_of_absence
from models.verbs.handing_off import offer_by_bot
from models.verbs.questions import owe_absence_edits
from models.verbs.recording import acting
from models.verbs.rescheduling import teams_where_member, turns_ahead

LONGEST = timedelta(days=730)
FIRST_MONTHS = timedelta(days=92)


@dataclass(frozen=True, slots=True)
class AbsenceFacts:
    """That somebody is away on these dates, both included; `last` is None while it has no end. `id` is the row's."""

    id: int
    user: str
    name: str
    first: date
    last: date | None
    from_calendar: bool


@dataclass(frozen=True, slots=True)
class AwayOutcome:
    """What is true after somebody went away or came back. `changed` is False where it was so already.

    `offered` are the labels of the items that were put on offer because their owner is away, `owned` of those they
    still own. `closed` are the regions in which nobody else is there, each with how many of the coming 31 days' shifts
    that closes.
    """

    absence: AbsenceFacts
    changed: bool = True
    offered: tuple[str, ...] = ()
    owned: tuple[str, ...] = ()
    closed: tuple[tuple[str, int], ...] = ()


def go_away(database: Database, act: Act, dates: DaysOff, user: str | None = None) -> AwayOutcome:
    """Keep that who acts, or `user` whose team they lead, is away. What a lead says of today puts items on offer.

    Raises RefusedError for dates that are past, turned round or too long, and for who may not.
    """
    with acting(database, act, whole=True) as session:
        return go_away_in(session, act, dates, user)


def go_away_in(session: Session, act: Act, dates: DaysOff, user: str | None = None) -> AwayOutcome:
    """The same in the caller's transaction."""
    who = require_theirs(session, act, user)
    today = today_of(session, act.workspace_id, who, act)
    _require_sensible(dates, today)
    standing = _covering(session, act, who, dates)
    if standing is not None:
        return AwayOutcome(_facts(session, standing), changed=False, owned=_owned(session, act, who))
    absence = Absence(
        workspace_id=act.workspace_id, user=who, first=dates.first, last=dates.last,
        source=AbsenceSource.SLACK, added_by=act.user, added_at=act.now,
    )  # fmt: skip
    team_ids = teams_where_member(session, act.workspace_id, who)
    until = _told_until(dates.first, dates.last)
    before = turns_ahead(session, team_ids, act.now, until)
    with changing_absences(session, act, who, until):
        session.add(absence)
    if who != act.user and dates.first > today:
        tell_of_absence(session, act, who, dates, "noted")
    offered = _offer_all(session, act, who) if who != act.user and dates.holds(today) else ()
    owned, closed = _owned(session, act, who), before.keys() - turns_ahead(session, team_ids, act.now, until).keys()
    return AwayOutcome(_facts(session, absence), offered=offered, owned=owned, closed=_by_region(session, closed))


def come_back(database: Database, act: Act, absence_id: int) -> AwayOutcome:
    """Cancel an absence: what is past of it stays, the rest has never been. Raises RefusedError for who may not."""
    with acting(database, act, whole=True) as session:
        absence = session.get(Absence, absence_id, with_for_update=True)
        if absence is None or absence.workspace_id != act.workspace_id or absence.first is None:
            raise RefusedError("That absence is not there any more: /handoff away list shows those that are.")
        require_theirs(session, act, absence.user)
        if absence.source is AbsenceSource.CALENDAR:
            raise RefusedError("That one comes from a calendar: take it out there.")
        owe_absence_edits(session, absence, act.now)
        facts, today = _facts(session, absence), today_of(session, act.workspace_id, absence.user, act)
        with changing_absences(session, act, absence.user, _told_until(absence.first, absence.last)):
            if absence.first < today:
                absence.last = today - timedelta(days=1)
            else:
                session.delete(absence)
        if facts.user != act.user:
            tell_of_absence(session, act, facts.user, DaysOff(facts.first, facts.last), "cancelled")
        return AwayOutcome(facts, owned=_owned(session, act, facts.user))


def _told_until(first: date, last: date | None) -> date:
    """Up to when the others are told of their turns; the first months, where there is no end yet."""
    return last if last is not None else first + FIRST_MONTHS


def absences_of(session: Session, act: Act, user: str | None = None) -> list[AbsenceFacts]:
    """The absences of who acts, or of `user` whose team they lead, that are not over, by date. Raises RefusedError."""
    who = require_theirs(session, act, user)
    today = today_of(session, act.workspace_id, who, act)
    rows = session.scalars(_of(act, who).order_by(Absence.first, Absence.id))
    return [_facts(session, row) for row in rows if row.last is None or row.last >= today]


def today_of(session: Session, workspace_id: int, user: str, act: Act) -> date:
    """The date that it is for the person, where they work."""
    return date_of(session, workspace_id, user, act.now)


def date_of(session: Session, workspace_id: int, user: str, now: datetime) -> date:
    """The date that `now` (UTC) has where the person works; of a night that runs, the date on which it began."""
    days = days_of(session, workspace_id, user)
    running = days.current(now)
    if running is not None:
        return running.date
    place = days.places[0]
    timezone = place.member.zone_on(now.date()) or place.region.timezone
    return now.astimezone(zone(timezone)).date()


def require_theirs(session: Session, act: Act, user: str | None) -> str:
    """Whose absence it is; refused unless it is one's own, or one leads a team in which they are a member."""
    person = require_active(session, act)
    if user is None or user == person.user:
        _require_colleague(session, person)
        return person.user
    led = [load_team(session, team_id) for team_id in teams_where_member(session, act.workspace_id, user)]
    if any(team.is_led_by(person.user) for team in led):
        return user
    name = name_of(session, act.workspace_id, user)
    if find_person(session, act.workspace_id, user) is None or not led:
        raise RefusedError(
            f"{name} is in no region of a team that you lead, so you cannot say when they are away.", "user"
        )
    others = dict.fromkeys(lead.user for team in led for lead in team.leads if lead.user != user)
    leads = [name_of(session, act.workspace_id, lead) for lead in others]
    can = f" or a lead of theirs ({', '.join(leads)})" if leads else ""
    raise RefusedError(f"Only {name}{can} can say when {name} is away.", "user")


def _require_colleague(session: Session, person: Person) -> None:
    if person.sees_public_channels or any(
        team.names(person.user) for team in teams_of(session, person.workspace_id, person.user)
    ):
        return
    if person.fetched_at is None:
        raise RefusedError("I am asking Slack who you are: please try again in a moment.")
    raise RefusedError(
        "Guests and people of other companies can read handoffs, but not change them. A lead can add you to a roster."
    )


def _require_sensible(dates: DaysOff, today: date) -> None:
    if dates.last is not None and dates.last < dates.first:
        raise RefusedError(f"{dates.last} is before {dates.first}: write the first date first.", "last")
    if dates.first < today:
        raise RefusedError(f"{dates.first} is past: it is {today} now. Write today or a later date.", "first")
    if dates.first - today > LONGEST:
        raise RefusedError(f"{dates.first} is more than two years ahead: check the year.", "first")
    if dates.last is not None and dates.last - dates.first > LONGEST:
        raise RefusedError("That is more than two years: check the year, or leave the end open.", "last")


def _covering(session: Session, act: Act, user: str, dates: DaysOff) -> Absence | None:
    """An absence of theirs that has all of these dates in it already."""
    for row in session.scalars(_of(act, user)):
        begins = row.first is not None and row.first <= dates.first
        if begins and (row.last is None or (dates.last is not None and dates.last <= row.last)):
            return row
    return None


def _offer_all(session: Session, act: Act, user: str) -> tuple[str, ...]:
    """Put on offer what the person has open; what nobody can take stays theirs."""
    bot = Act(act.workspace_id, None, act.now, act.surface)
    return _labels_for(session, act, (item for item in open_items(session, act, user) if _offered(session, bot, item)))


def _by_region(session: Session, shifts: Iterable[tuple[int, date]]) -> tuple[tuple[str, int], ...]:
    """How many of the shifts each region has, by its name."""
    counts = Counter(region_id for region_id, _ in shifts)
    return tuple((session.get_one(Region, region_id).name, counts[region_id]) for region_id in sorted(counts))


def _offered(session: Session, bot: Act, item: Item) -> bool:
    try:
        offer_by_bot(session, bot, item, ToNext())
    except RefusedError:
        return False
    return True


def _owned(session: Session, act: Act, user: str) -> tuple[str, ...]:
    return _labels_for(session, act, open_items(session, act, user))


def _labels_for(session: Session, act: Act, items: Iterable[Item]) -> tuple[str, ...]:
    """The items by label, but those that who acts may not know of."""
    return tuple(item.label for item in items if may_see(session, act, item) or item.owner == act.user)


def _of(act: Act, user: str) -> Select[Absence]:
    return select(Absence).where(
        Absence.workspace_id == act.workspace_id, Absence.user == user, Absence.first.is_not(None)
    )


def _facts(session: Session, absence: Absence) -> AbsenceFacts:
    session.flush()
    name = name_of(session, absence.workspace_id, absence.user)
    if absence.first is None:
        raise ValueError("hours off are not told as dates")
    from_calendar = absence.source is AbsenceSource.CALENDAR
    return AbsenceFacts(absence.id, absence.user, name, absence.first, absence.last, from_calendar)
