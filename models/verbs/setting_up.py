"""Setting a team up in Slack: proposed from who is in its channel, changed step by step, saved as a roster file is."""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.facts.setup import SetupFacts, setup_facts, today_where
from models.refusals import AlreadyDoneError, RefusedError
from models.roster.editing import checked, team_in, text_of
from models.roster.file import read_roster
from models.roster.problems import RosterError
from models.roster.proposal import Candidate, next_monday, propose_team, team_name
from models.roster.rows import all_teams, team_at_home
from models.roster.show import roster_yaml
from models.setup_access import require_may_set_up, require_people, require_seen
from models.shifts.plan import TeamPlan
from models.storage.database import Database
from models.storage.holding import have_workspace, share_workspace
from models.storage.once import insert_once
from models.tables import Channel, Person, Seen, Setup, Team, Workspace
from models.verbs.new_roster import put_into_effect
from models.workspace.directory import join_channel, refetch_channel, want_channel

GONE: Final = "This was saved, or begun anew, elsewhere: type /handoff setup to go on."
# What Slack told of a channel that the bot is not in is old by then: nobody tells who joins and leaves.
STALE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Saved:
    """What was saved: the team as it is now, whether it is new, and who was added to it."""

    facts: SetupFacts
    is_new: bool


def begin_setup(database: Database, act: Act, channel: str, *, anew: bool = False) -> SetupFacts | None:
    """What is to be set up in the channel: what who acts began there before, else the team as it is, or a proposal.

    None while Slack is still to be asked who is there. Raises RefusedError for who may not.
    """
    with database.write() as session:
        share_workspace(session, act.workspace_id)
        row = _channel(session, act, channel)
        if row is None or not require_seen(session, act, row):
            return None
        require_may_set_up(session, act, row)
        people = require_people(session, row)
        if people is None:
            return None
        team = team_at_home(session, act.workspace_id, channel)
        before = text_of(team.as_written()) if team else ""
        setup = _own(session, act, channel)
        resumed = setup is not None and setup.before == before and not anew
        if setup is None or not resumed:
            roster = before or text_of(_proposal(act, row, people, today_where(session, act)))
            setup = _begin(session, act, channel, setup, roster, before)
        return setup_facts(session, act, setup, resumed=resumed)


def change_setup(database: Database, act: Act, setup_id: int, change: Callable[[TeamPlan], TeamPlan]) -> SetupFacts:
    """Change what is being set up; nothing of it counts yet. Raises RefusedError."""
    with database.write() as session:
        share_workspace(session, act.workspace_id)
        setup = _find(session, act, setup_id)
        setup.roster, setup.at = text_of(checked(change(team_in(setup.roster)))), act.now
        return setup_facts(session, act, setup)


def zones_in_setup(database: Database, act: Act, setup_id: int) -> list[str]:
    """The zones of those who are being set up, most used first; none where nothing is."""
    with database.read() as session:
        setup = session.get(Setup, setup_id)
        if setup is None or setup.user != act.user or setup.workspace_id != act.workspace_id:
            return []
        plan = team_in(setup.roster)
    used = Counter(member.timezone or region.timezone for region in plan.regions for member in region.members)
    return [name for name, _ in used.most_common()]


def see_setup(database: Database, act: Act, setup_id: int) -> SetupFacts:
    """What is being set up. Raises RefusedError."""
    with database.read() as session:
        return setup_facts(session, act, _find(session, act, setup_id))


def check_setup(database: Database, act: Act, setup_id: int) -> None:
    """Refuse what other teams stand in the way of: a name that is theirs. Raises RefusedError."""
    with database.read() as session:
        setup = _find(session, act, setup_id)
        team, plan = team_at_home(session, act.workspace_id, setup.channel), team_in(setup.roster)
        if team is None:
            _require_free_name(session, act, plan)
        _with(session, act, team, plan)


def save_setup(database: Database, act: Act, setup_id: int) -> Saved:
    """Make it the team's roster, beside the other teams', as applying one file with all of them would.

    Raises RefusedError for what somebody else has changed meanwhile, AlreadyDoneError for a form that was sent before.
    """
    with database.write() as session:
        have_workspace(session, act.workspace_id)
        if act.key is not None and not insert_once(session, Seen, key=act.key, at=act.now):
            raise AlreadyDoneError(act.key)
        setup = _find(session, act, setup_id)
        team = team_at_home(session, act.workspace_id, setup.channel)
        if setup.before != (text_of(team.as_written()) if team else ""):
            raise RefusedError("Somebody has changed this team meanwhile: type /handoff setup to begin from that.")
        facts = setup_facts(session, act, setup)
        _require_ahead(facts, today_where(session, act))
        _apply(session, act, team, facts.plan)
        session.delete(setup)
        return Saved(facts, team is None)


def _apply(session: Session, act: Act, team: Team | None, plan: TeamPlan) -> None:
    if team is None:
        _require_free_name(session, act, plan)
    workspace = session.get_one(Workspace, act.workspace_id)
    put_into_effect(session, workspace, _with(session, act, team, plan), act.now, act.user)


def _with(session: Session, act: Act, team: Team | None, plan: TeamPlan) -> tuple[TeamPlan, ...]:
    """The whole roster with that team as it is to be. Raises RefusedError for what two teams cannot share."""
    teams = [(row.id, row.as_written()) for row in all_teams(session, act.workspace_id)]
    plans = [plan if team is not None and row_id == team.id else written for row_id, written in teams]
    try:
        return read_roster(roster_yaml(plans if team is not None else [*plans, plan]))
    except RosterError as error:
        said = error.problems[0].sentence
        raise RefusedError(f"{said[:1].upper()}{said[1:]}.", "team_name") from error


def _require_free_name(session: Session, act: Act, plan: TeamPlan) -> None:
    """A team that is gone has left items behind: who takes its name leads those, so only its channel may."""
    namesake = session.scalars(
        select(Team).where(Team.workspace_id == act.workspace_id, Team.name == plan.name)
    ).first()
    if namesake is not None and namesake.channel != plan.channel:
        raise RefusedError(
            f"There is, or was, a team {namesake.name} in another channel: choose another name.", "team_name"
        )


def _require_ahead(facts: SetupFacts, today: date) -> None:
    starts = facts.plan.regions[0].starts
    if facts.is_new and starts is not None and starts < today:
        raise RefusedError(f"The first day, {starts}, is past by now: go back and choose another.")


def _proposal(act: Act, channel: Channel, people: list[Person], today: date) -> TeamPlan:
    candidates = [Candidate(one.user, one.timezone) for one in people if one.timezone]
    if not candidates:
        raise RefusedError("Nobody in this channel has a time zone in Slack, so there is nothing to propose.")
    leads = [str(act.user)]
    return propose_team(team_name(channel.name), channel.slack_id, candidates, next_monday(today), leads)


def _channel(session: Session, act: Act, channel: str) -> Channel | None:
    """What is known of the channel; None while Slack is to be asked. Typing in it shows that one is in it."""
    if want_channel(session, act.workspace_id, channel):
        return None
    if act.channel == channel:
        join_channel(session, act.workspace_id, channel, str(act.user))
    rows = select(Channel).where(Channel.workspace_id == act.workspace_id, Channel.slack_id == channel)
    row = session.scalars(rows.execution_options(populate_existing=True)).one()
    is_typed = act.channel == channel
    if is_typed and not row.has_bot and row.fetched_at is not None and act.now - row.fetched_at > STALE:
        refetch_channel(session, act.workspace_id, channel)
        return None
    return row


def _own(session: Session, act: Act, channel: str) -> Setup | None:
    mine = select(Setup).where(
        Setup.workspace_id == act.workspace_id, Setup.channel == channel, Setup.user == act.user
    )  # fmt: skip
    return session.scalars(mine).first()


def _begin(session: Session, act: Act, channel: str, setup: Setup | None, roster: str, before: str) -> Setup:
    """Begin, or begin anew: one row is kept for each person and channel."""
    if setup is None:
        setup = Setup(workspace_id=act.workspace_id, channel=channel, user=str(act.user))
        session.add(setup)
    setup.roster, setup.before, setup.at = roster, before, act.now
    session.flush()
    return setup


def _find(session: Session, act: Act, setup_id: int) -> Setup:
    """What who acts is setting up, if they still may. Raises RefusedError."""
    setup = session.get(Setup, setup_id)
    if setup is None or setup.workspace_id != act.workspace_id or setup.user != act.user:
        raise RefusedError(GONE)
    channel = session.scalars(
        select(Channel).where(Channel.workspace_id == act.workspace_id, Channel.slack_id == setup.channel)
    ).first()
    if channel is None:
        raise RefusedError(GONE)
    require_may_set_up(session, act, channel)
    return setup
