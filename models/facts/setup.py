"""What is being set up, as plain values: for the forms and the preview."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import find_channel
from models.acts import Act
from models.people import days_of
from models.roster.editing import team_in
from models.shifts.plan import TeamPlan
from models.shifts.zones import zone
from models.tables import NAMELESS, ChannelMember, Person, Setup, Workspace


@dataclass(frozen=True, slots=True)
class SetupFacts:
    """A team that is being set up. `today` is the date where who does it reads times.

    `names` are of everybody in the plan and the channel, by user id; `without_zone` are names of people
    whom Slack gives no zone, `outsiders` is how many guests, apps and people of other companies are in the channel.
    """

    id: int
    channel: str
    channel_name: str
    plan: TeamPlan
    is_new: bool
    resumed: bool
    has_bot: bool
    today: date
    names: Mapping[str, str]
    without_zone: tuple[str, ...]
    outsiders: int

    @property
    def can_start_later(self) -> bool:
        """Whether the first day can still be chosen: the team is new, or has not begun."""
        starts = self.plan.regions[0].starts
        return self.is_new or (starts is not None and starts > self.today)

    def name(self, user: str) -> str:
        """What people call somebody."""
        return self.names.get(user) or NAMELESS


def setup_facts(session: Session, act: Act, setup: Setup, *, resumed: bool = False) -> SetupFacts:
    """What is true of it at the act's time."""
    plan = team_in(setup.roster)
    channel = find_channel(session, act.workspace_id, setup.channel)
    there = select(ChannelMember.user).where(ChannelMember.channel_id == channel.id) if channel else None
    own = session.get_one(Workspace, act.workspace_id).bot_user
    present = set(session.scalars(there)) - {own} if there is not None else set()
    people = _people(session, act, present | people_in(plan))
    able = [one for one in people if one.user in present and not one.is_outsider and not one.deactivated]
    return SetupFacts(
        id=setup.id,
        channel=setup.channel,
        channel_name=channel.name if channel else "",
        plan=plan,
        is_new=not setup.before,
        resumed=resumed,
        has_bot=channel is not None and channel.has_bot,
        today=today_where(session, act),
        names={one.user: one.name for one in people if one.name},
        without_zone=tuple(one.known_as for one in able if one.timezone is None and one.user not in people_in(plan)),
        outsiders=sum(one.user in present and one.is_outsider for one in people),
    )


def slack_zones(session: Session, act: Act, users: Collection[str]) -> dict[str, str | None]:
    """The zones that Slack gives these people, by user id, as far as it has told of them."""
    return {one.user: one.timezone for one in _people(session, act, set(users))}


def not_colleagues(session: Session, act: Act, users: Collection[str]) -> list[str]:
    """The names of those who are apps, or of another company."""
    return [one.known_as for one in _people(session, act, set(users)) if one.external]


def people_in(plan: TeamPlan) -> set[str]:
    """The user ids of everybody whom the roster of a team names."""
    return {member.user for region in plan.regions for member in region.members} | set(plan.leads)


def today_where(session: Session, act: Act) -> date:
    """The date that it is where who acts reads times."""
    return act.now.astimezone(zone(days_of(session, act.workspace_id, str(act.user)).zone)).date()


def _people(session: Session, act: Act, users: set[str]) -> list[Person]:
    query = select(Person).where(Person.workspace_id == act.workspace_id, Person.user.in_(users))
    return list(session.scalars(query.order_by(Person.name, Person.user)))
