"""When the rules of time zones have changed since the last start: what was planned by the old ones is planned anew."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.people import read_people
from models.roster.rows import learn_places
from models.shifts.zones import zone_release
from models.storage.database import Database
from models.storage.holding import have_workspace, held
from models.tables import Member, Person, Region
from models.verbs.replanning import replan_offers
from models.workspace.connecting import the_workspace
from models.workspace.directory import replan

AT_ONCE: Final = 500
_TEAMS: Final = select(Member.user, func.min(Region.team_id)).join(Region).group_by(Member.user)


def follow_zone_rules(database: Database, now: datetime) -> bool:
    """Plan people's days and offers that have not begun by the rules installed now.

    Says whether they have changed since an earlier start.
    """
    with database.write() as session:
        workspace = the_workspace(session)
        have_workspace(session, workspace.id)
        session.refresh(workspace)
        before = workspace.zone_rules
        if before == zone_release():
            return False
        for person in _everybody(session, workspace.id):
            replan(session, person, now)
        replan_offers(session, Act(workspace.id, None, now, Surface.BOT))
        workspace.zone_rules = zone_release()
        return before != ""


def _everybody(session: Session, workspace_id: int) -> Iterator[Person]:
    """All people, held; team by team, so that each team is read once, however many there are."""
    everyone = select(Person).where(Person.workspace_id == workspace_id).order_by(Person.user)
    team_of = dict(session.execute(_TEAMS).all())
    people = sorted(session.scalars(held(everyone)), key=lambda person: team_of.get(person.user, 0))
    for first in range(0, len(people), AT_ONCE):
        some = people[first : first + AT_ONCE]
        read_people(session, workspace_id, [person.user for person in some])
        learn_places(session, workspace_id, [person.user for person in some])
        yield from some
