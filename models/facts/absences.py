"""What somebody who says when they are away can choose, as plain values."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from models.acts import Act
from models.roster.rows import teams_of
from models.verbs.going_away import require_theirs, today_of


@dataclass(frozen=True, slots=True)
class AbsenceChoices:
    """Whose absence it is (a user id), what date it is for them, and whether who asks leads others and may choose."""

    user: str
    today: date
    leads: bool


def absence_choices(session: Session, act: Act, user: str | None) -> AbsenceChoices:
    """What who acts can choose for themselves, or for `user`. Raises RefusedError where they may not."""
    who = require_theirs(session, act, user)
    teams = teams_of(session, act.workspace_id, act.user or "")
    leads = any(team.is_led_by(act.user) for team in teams)
    return AbsenceChoices(who, today_of(session, act.workspace_id, who, act), leads)
