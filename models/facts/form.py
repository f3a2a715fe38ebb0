"""What the hand-off form offers and says: teams, where the item can go, by when, who will see it, who is told when."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from models.access import find_channel, find_item, require_live, require_owner_or_lead, sees_channel
from models.acts import Act
from models.notes import Draft, current_note, draft_of
from models.people import days_of, name_of, read_people
from models.refusals import RefusedError
from models.roster.rows import all_teams, load_team, team_at_home, teams_of
from models.tables import ByChoice, ChannelKind, Item, Team, Urgency
from models.targets import Target, ToNext, ToPerson, ToRegion
from models.verbs.from_messages import stand_by_message
from models.verbs.handing_off import new_item, require_opener
from models.verbs.offers import Offer, by_for, find_offer
from models.visits import circles
from models.workspace.newcomers import is_known

MOST_PEOPLE = 99


@dataclass(frozen=True, slots=True)
class Place:
    """A choice of To: a region (with who is on shift then) or a person, and from when till when (UTC)."""

    target: Target
    name: str
    zone: str
    on_shift: tuple[str, ...]
    starts: datetime
    ends: datetime
    skipped: tuple[dict[str, str], ...] = ()

    def is_on(self, now: datetime) -> bool:
        """Whether they are told at once at `now` (UTC)."""
        return self.starts <= now < self.ends


@dataclass(frozen=True, slots=True)
class Morning:
    """When (UTC) a day starts, and where: a region's name, or a person's."""

    at: datetime
    zone: str
    where: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Who will see the item: who is in a channel. `name` is empty where Slack has not told it, or does not show it.

    Not `known`: Slack has not told whether the channel it is opened in is private; `name` is the team's home then.
    """

    name: str
    private: bool
    known: bool
    has_bot: bool
    head_count: int


@dataclass(frozen=True, slots=True)
class FormChoices:
    """All that the form shows beside what is typed. Instants are UTC; `zone` is the reader's.

    `wants_news`: the item goes in circles, so it is handed on with a line on what is new.
    """

    teams: tuple[tuple[int, str], ...]
    team_id: int
    page: str | None
    places: tuple[Place, ...]
    chosen: Place
    by_times: dict[ByChoice, datetime]
    audience: Audience
    zone: str
    nobody_until: Morning | None
    wants_news: bool = False


def choose_team(session: Session, act: Act, opened_in: str, wanted: int | None = None) -> tuple[Team, list[Team]]:
    """The team a new item belongs to, and those to ask between, if any.

    It is the team whose home channel it is; elsewhere the person's only team; otherwise one of theirs, and for somebody
    in none, one whose home channel they see. Raises RefusedError where there is none.
    """
    home = team_at_home(session, act.workspace_id, opened_in)
    if home is not None:
        return home, []
    mine = teams_of(session, act.workspace_id, act.user or "")
    _require_known(session, act, mine)
    teams = mine or [team for team in all_teams(session, act.workspace_id) if _sees_home(session, act, team)]
    if not teams:
        raise RefusedError(
            "No team can take this yet: you are in none, and see no team's home channel. "
            "Ask a lead to add you to the roster, or type /handoff in a team's channel."
        )
    chosen = next((team for team in teams if team.id == wanted), teams[0])
    return chosen, teams if len(teams) > 1 else []


def choices_for_new(
    session: Session, act: Act, opened_in: str, wanted: int | None, to: Target, root: str | None = None
) -> FormChoices:
    """What the form for a new item offers; `root` is the thread of the message that it is made from, if it is.

    Raises RefusedError for who may not open one, and where there is no team or nobody to hand to.
    """
    team, ask = choose_team(session, act, opened_in, wanted)
    if is_known(session, act.workspace_id, act.user or ""):
        require_opener(session, act, team)
    item = new_item(session, act, team, opened_in)
    stand_by_message(session, team, item, root)
    return _choices(session, act, item, ask, to)


def choices_for_item(session: Session, act: Act, number: int, to: Target) -> FormChoices:
    """What the form for an item that is there offers. Raises NotVisibleError, RefusedError."""
    item = find_item(session, act, number)
    wants_news = circles(load_team(session, item.team_id), item)
    return replace(_choices(session, act, item, [], to), wants_news=wants_news)


def note_of(session: Session, act: Act, number: int) -> Draft:
    """The item's note, to fill the form with. Raises NotVisibleError, NotKnownYetError."""
    item = find_item(session, act, number)
    return draft_of(item, current_note(session, item))


def may_write(session: Session, act: Act, number: int, doing: str) -> None:
    """Refuse who cannot hand off, update or cancel the item, before they write; `doing` completes "can …".

    Raises RefusedError, NotVisibleError, NotKnownYetError.
    """
    item = find_item(session, act, number)
    require_owner_or_lead(session, act, item, doing)
    require_live(item)


def receivers_asleep(choices: FormChoices, urgency: Urgency, now: datetime) -> bool:
    """Whether something critical would go to people who are asleep at `now` (UTC): a page may be what is needed."""
    return urgency is Urgency.CRITICAL and not choices.chosen.is_on(now)


def _choices(session: Session, act: Act, item: Item, ask: list[Team], to: Target) -> FormChoices:
    team = load_team(session, item.team_id)
    read_people(session, act.workspace_id, [item.owner, *_people(team, item.owner)])
    following = _place(session, team, item, ToNext(), act.now)
    regions = [_place(session, team, item, ToRegion(region.name), act.now) for region in team.plan().regions]
    people = [_place(session, team, item, ToPerson(user), act.now) for user in _people(team, item.owner)]
    places = tuple(place for place in (following, *regions, *people) if place is not None)
    if not places:
        raise RefusedError(f"Nobody of {team.name} has a working day in the next 31 days, so nobody can take this.")
    chosen = next((place for place in places if place.target == to), places[0])
    return FormChoices(
        teams=tuple((one.id, one.name) for one in ask),
        team_id=team.id,
        page=team.page,
        places=places,
        chosen=chosen,
        by_times=_by_times(session, act, item, chosen),
        audience=_audience(session, act, item),
        zone=days_of(session, act.workspace_id, act.user or "").zone,
        nobody_until=_nobody_until(session, team, item.owner, act.now),
    )


def _nobody_until(session: Session, team: Team, owner: str, now: datetime) -> Morning | None:
    """The first morning of anybody but the owner; None where somebody is at work, or nobody will be."""
    mornings = []
    for user in _people(team, owner):
        days = days_of(session, team.workspace_id, user)
        if days.is_awake(now):
            return None
        region, upcoming = team.region_of(user), days.next(now)
        if upcoming is not None:
            where = region.name if region else name_of(session, team.workspace_id, user)
            mornings.append(Morning(upcoming.start, region.timezone if region else days.zone, where))
    return min(mornings, key=lambda morning: morning.at, default=None)


def _place(session: Session, team: Team, item: Item, to: Target, now: datetime) -> Place | None:
    try:
        offer = find_offer(session, item, to, now)
    except RefusedError:
        return None
    if isinstance(to, ToPerson):
        zone = days_of(session, team.workspace_id, to.user).zone
        name = name_of(session, team.workspace_id, to.user)
        return Place(to, name, zone, (), offer.starts, offer.ends)
    region = team.region_called(str(offer.region))
    names = tuple(name_of(session, team.workspace_id, user) for user in offer.told)
    return Place(to, region.name, region.timezone, names, offer.starts, offer.ends, offer.skipped)


def _people(team: Team, owner: str) -> list[str]:
    members = [member.user for region in team.regions if not region.retired for member in region.members]
    everyone = dict.fromkeys([*members, *(lead.user for lead in team.leads)])
    return [user for user in everyone if user != owner][:MOST_PEOPLE]


def _by_times(session: Session, act: Act, item: Item, chosen: Place) -> dict[ByChoice, datetime]:
    """What each choice of By would mean."""
    offer: Offer = find_offer(session, item, chosen.target, act.now)
    days = days_of(session, act.workspace_id, item.owner)
    kinds = (ByChoice.END, ByChoice.NOON, ByChoice.BACK)
    return {kind: by_for(kind, offer, days, act.now) for kind in kinds}


def _audience(session: Session, act: Act, item: Item) -> Audience:
    channel = find_channel(session, act.workspace_id, item.channel or item.opened_in)
    if channel is not None and channel.missing:
        return Audience("", private=True, known=True, has_bot=False, head_count=0)
    if item.channel is None:
        channel = find_channel(session, act.workspace_id, load_team(session, item.team_id).channel)
    if channel is None or channel.fetched_at is None:
        return Audience("", private=False, known=False, has_bot=False, head_count=0)
    people = channel.head_count - channel.has_bot
    private = channel.kind is ChannelKind.PRIVATE
    return Audience(channel.name, private, item.channel is not None, channel.has_bot, people)


def _require_known(session: Session, act: Act, teams: list[Team]) -> None:
    if not teams and not is_known(session, act.workspace_id, act.user or ""):
        raise RefusedError("I am asking Slack who you are and what you see: please type it again in a moment.")


def _sees_home(session: Session, act: Act, team: Team) -> bool:
    return act.user is not None and sees_channel(session, act.workspace_id, act.user, team.channel)
