"""Who can take a shift that somebody asks to be covered on."""

from datetime import date

from sqlalchemy.orm import Session

from models.people import is_gone
from models.shifts.shift import shift_on
from models.tables import Region, Team


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


def _is_here(session: Session, team: Team, user: str, day: date) -> bool:
    home = team.region_of(user)
    member = home.plan().member(user) if home is not None else None
    return member is not None and not is_gone(session, team.workspace_id, user) and not member.away.all_of(day)
