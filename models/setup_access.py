"""Who may set a team up in a channel, and what must be known of the channel and its people before anybody can."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import is_in, require_active
from models.acts import Act
from models.people import get_person, name_of
from models.refusals import RefusedError
from models.roster.rows import team_at_home
from models.tables import Channel, ChannelMember, Person, Team, Workspace
from models.workspace.keeping import MOST_IN_TEAM


def require_seen(session: Session, act: Act, channel: Channel) -> bool:
    """Whether Slack has told who acts; refused where it does not show the channel, or that is archived."""
    if channel.missing:
        raise RefusedError("I cannot see this channel: type /invite @Sunrelay here, and then /handoff setup again.")
    if channel.archived:
        raise RefusedError("This channel is archived: set the team up in one that is in use.")
    return require_active(session, act).fetched_at is not None


def require_may_set_up(session: Session, act: Act, channel: Channel) -> None:
    """Refuse unless who acts leads the channel's team, or is a colleague in a channel that has none yet."""
    person = require_active(session, act)
    team = team_at_home(session, act.workspace_id, channel.slack_id)
    if team is not None:
        if not team.is_led_by(person.user):
            raise RefusedError(_only_leads(session, team))
        return
    if person.is_outsider:
        raise RefusedError("Guests and people of other companies cannot set up a team.")
    if not is_in(session, channel, person.user):
        raise RefusedError(f"Only people in #{channel.name} can set up a team there: join it first.")


def require_people(session: Session, channel: Channel) -> list[Person] | None:
    """Who of the channel could be in its team, by name; None while Slack is to be asked who they are.

    Left out are guests, people of other companies, apps, and accounts that are deactivated.
    """
    workspace = session.get_one(Workspace, channel.workspace_id)
    there = select(ChannelMember.user).where(ChannelMember.channel_id == channel.id)
    users = sorted(set(session.scalars(there)) - {workspace.bot_user or ""})
    if len(users) > MOST_IN_TEAM:
        raise RefusedError(
            f"{len(users)} people are in #{channel.name}: set the team up in its own channel (at most {MOST_IN_TEAM}), "
            "or with a roster file."
        )
    people = [get_person(session, channel.workspace_id, user) for user in users]
    if any(person.fetched_at is None for person in people):
        return None
    able = [person for person in people if not person.is_outsider and not person.deactivated]
    return sorted(able, key=lambda person: (person.name, person.user))


def _only_leads(session: Session, team: Team) -> str:
    leads = ", ".join(name_of(session, team.workspace_id, lead.user) for lead in team.leads)
    if not leads:
        return f"{team.name} has no lead, so it is changed by its roster file alone, where `leads` can name one."
    return f"Only a lead of {team.name} ({leads}) can change it."
