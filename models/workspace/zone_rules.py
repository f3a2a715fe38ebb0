"""When the rules of time zones have changed since the last start: what was planned by the old ones is planned anew."""

from datetime import datetime

from sqlalchemy import select

from models.acts import Act, Surface
from models.shifts.zones import zone_release
from models.storage.database import Database
from models.storage.holding import have_workspace, held
from models.tables import Person
from models.verbs.replanning import replan_offers
from models.workspace.connecting import the_workspace
from models.workspace.directory import replan


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
        everybody = select(Person).where(Person.workspace_id == workspace.id).order_by(Person.user)
        for person in session.scalars(held(everybody)).all():
            replan(session, person, now)
        replan_offers(session, Act(workspace.id, None, now, Surface.BOT))
        workspace.zone_rules = zone_release()
        return before != ""
