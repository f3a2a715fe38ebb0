"""Who can take a shift that somebody asks to be covered on, and whose what waits for that shift is then."""

from datetime import date

from sqlalchemy.orm import Session

from models.people import is_gone
from models.roster.rows import offered_region
from models.shifts.shift import shift_on
from models.tables import Item, Region, Team


def able_to_take(
    session: Session, team: Team, region: Region, asker: str, day: date, asked: str | None = None
) -> list[str]:
    """Who can take the asker's shift of the region's date: `asked`, of any region of the team, or all of the region.

    Not who is away on that date or on that shift already. A day off is no reason not to ask.
    """
    shift = shift_on(region.plan(), day)
    on_shift = shift.on_shift if shift is not None else ()
    users = [asked] if asked is not None else [member.user for member in region.members]
    others = [user for user in users if user != asker and user not in on_shift]
    return [user for user in others if _is_here(session, team, user, day)]


def covers_its_shift(session: Session, item: Item, user: str) -> bool:
    """Whether the person, of another region, has for somebody the shift that the item waits for."""
    region = offered_region(session, item)
    if region is None or region.retired or item.offer_starts is None or item.offer_ends is None:
        return False
    plan = region.plan()
    shifts = (shift_on(plan, cover.date) for cover in plan.covers if cover.by == user)
    theirs = (shift for shift in shifts if shift is not None and user in shift.on_shift)
    return any(shift.start < item.offer_ends and shift.end > item.offer_starts for shift in theirs)


def _is_here(session: Session, team: Team, user: str, day: date) -> bool:
    home = team.region_of(user)
    member = home.plan().member(user) if home is not None else None
    return member is not None and not is_gone(session, team.workspace_id, user) and not member.away.all_of(day)
