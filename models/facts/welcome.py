"""That somebody was added to a team, as plain values: for the first digest after that."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from models.access import channel_name
from models.people import name_of
from models.roster.rows import load_team
from models.roster.welcomes import welcomes_in
from models.shifts.plan import Hours
from models.tables import Message, Welcome


@dataclass(frozen=True, slots=True)
class WelcomeFacts:
    """A team that the reader was added to, by whom (None: by a roster file), and who can change that.

    `region` is where they work in it, with their `hours` there; None for who only leads it.
    """

    team: str
    channel: str
    region: str | None
    hours: Hours | None
    by: str | None
    leads: tuple[str, ...]


def welcome_facts(session: Session, message: Message) -> list[WelcomeFacts]:
    """What a digest says on top of teams that its reader is new in; not of those that are gone by now."""
    welcomes = welcomes_in(session, message)
    return [facts for welcome in welcomes if (facts := _facts(session, welcome)) is not None]


def _facts(session: Session, welcome: Welcome) -> WelcomeFacts | None:
    team = load_team(session, welcome.team_id)
    if team.retired or not team.names(welcome.user):
        return None
    region = team.region_of(welcome.user)
    plan = region.plan() if region else None
    member = plan.member(welcome.user) if plan else None
    leads = [lead.user for lead in team.leads if lead.user != welcome.user]
    return WelcomeFacts(
        team=team.name,
        channel=channel_name(session, welcome.workspace_id, team.channel),
        region=plan.name if plan else None,
        hours=((member.hours if member else None) or plan.hours) if plan else None,
        by=name_of(session, welcome.workspace_id, welcome.by) if welcome.by else None,
        leads=tuple(name_of(session, welcome.workspace_id, user) for user in leads),
    )
