"""Putting a roster into effect: the teams become rows, and days, offers, covers and whose shifts change follow."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from models.acts import Act, Surface
from models.roster.apply import TeamChange, apply_roster
from models.roster.rows import all_teams
from models.shifts.plan import TeamPlan
from models.storage.holding import have_workspace
from models.tables import Workspace
from models.verbs.replanning import replan_offers
from models.verbs.rescheduling import rescheduling


def put_into_effect(
    session: Session, workspace: Workspace, teams: Sequence[TeamPlan], now: datetime, by: str | None = None
) -> list[TeamChange]:
    """Apply the roster at `now` (UTC), and all that follows: whoever gains, loses or keeps a shift at other hours is
    told. `by` is who did it in Slack, None for a file. A team's first apply tells nobody of shifts.
    """
    have_workspace(session, workspace.id)
    before = {team.id for team in all_teams(session, workspace.id)}
    with rescheduling(session, Act(workspace.id, by, now, Surface.BOT), before):
        changes = apply_roster(session, workspace, teams, now, by)
    new = {team.id for team in all_teams(session, workspace.id)} - before
    replan_offers(session, Act(workspace.id, None, now, Surface.BOT), new)
    return changes
