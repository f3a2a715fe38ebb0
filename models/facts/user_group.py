"""What a team's Slack user group holds while nobody is on shift, as plain values."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.people import name_of
from models.tables import Team, UserGroup
from models.workspace.user_groups import on_shift_now


def kept_in_group(session: Session, team: Team, now: datetime) -> tuple[str, ...]:
    """The names of those whom the user group still holds though nobody is on shift at `now` (UTC): Slack has no empty
    groups. None where somebody is on shift, or there is no group that we have set."""
    row = session.get(UserGroup, team.id) if team.user_group else None
    if row is None or row.group != team.user_group or on_shift_now(session, team, now):
        return ()
    return tuple(name_of(session, team.workspace_id, user) for user in row.holds)
