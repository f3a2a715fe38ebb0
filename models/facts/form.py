"""What the hand-off form offers and says: teams, where the item can go, by when, who will see it, who is told when."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from models.access import find_item, require_live, require_owner_or_lead, sees_channel
from models.acts import Act
from models.decisions import what_note_asks
from models.facts.audience import Audience, audience_of
from models.facts.deciders import DeciderFacts, decider_facts
from models.facts.places import Morning, Place, by_times, nobody_until, people_to_take, places_for, standing_place
from models.kinds import USUAL, Kind
from models.notes import Draft, current_note, draft_of
from models.people import days_of, read_people
from models.refusals import RefusedError
from models.roster.rows import all_teams, load_team, team_at_home, teams_of
from models.tables import ByChoice, Item, Team, Urgency
from models.targets import Target
from models.verbs.discretion import people_for
from models.verbs.from_messages import stand_by_message
from models.verbs.handing_off import new_item, require_opener
from models.visits import circles
from models.workspace.newcomers import is_known

MOST_PEOPLE = 99


@dataclass(frozen=True, slots=True)
class FormChoices:
    """All that the form shows beside what is typed. Instants are UTC; `zone` is the reader's.

    `wants_news`: the item goes in circles, so it is handed on with a line on what is new. `kinds` are those to choose
    from, `kind` the chosen one. `wants_people`: it is confidential and stands in no channel, so it is for some by name;
    `asks_people`: it can be. `nobody_can` says why it can go nowhere, as long as those are named. `decider` is whom it
    asks to decide, if the question is a new one.
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
    kinds: tuple[Kind, ...] = ()
    kind: Kind = USUAL
    wants_people: bool = False
    asks_people: bool = False
    nobody_can: str = ""
    decider: DeciderFacts | None = None

    @property
    def lacks_people(self) -> bool:
        """Whether nobody is named yet for whom it is; until somebody is, nothing true can be said of who is told."""
        return self.wants_people and not self.audience.only_for


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
    session: Session,
    act: Act,
    opened_in: str,
    wanted: int | None,
    to: Target,
    draft: Draft | None = None,
    root: str | None = None,
) -> FormChoices:
    """What the form for a new item offers, as far as it is written; `root` is the thread of the message that it is made
    from, if it is.

    Raises RefusedError for who may not open one, and where there is no team or nobody to hand to.
    """
    team, ask = choose_team(session, act, opened_in, wanted)
    if is_known(session, act.workspace_id, act.user or ""):
        require_opener(session, act, team)
    draft = draft or Draft("")
    kind, item = team.kind_called(draft.kind), new_item(session, act, team, opened_in, draft)
    stand_by_message(session, team, item, root)
    choices = replace(_choices(session, act, item, ask, to), decider=decider_facts(session, act, draft))
    return replace(choices, kinds=team.all_kinds(), kind=kind, asks_people=kind.confidential)


def choices_for_item(
    session: Session, act: Act, number: int, to: Target, draft: Draft | None = None, *, stays: bool = False
) -> FormChoices:  # fmt: skip
    """What the form for an item that is there offers, as far as it is written; `stays`: it is handed to nobody, so that
    By is counted from where it is. Raises NotVisibleError, RefusedError."""
    item = find_item(session, act, number)
    team = load_team(session, item.team_id)
    note = current_note(session, item)
    draft = draft or draft_of(item, note)
    asks_anew = what_note_asks(note) != what_note_asks(draft)
    choices = _choices(session, act, _as_for(item, draft) if item.is_cardless else item, [], to)
    if stays and (standing := standing_place(session, team, item, act.now)) is not None:
        choices = replace(choices, chosen=standing[0], by_times=standing[1])
    return replace(
        choices,
        wants_news=circles(team, item),
        kinds=_kinds_for(team, item),
        kind=team.kind_called(draft.kind),
        asks_people=item.is_cardless,
        decider=decider_facts(session, act, draft) if asks_anew else None,
    )


def _kinds_for(team: Team, item: Item) -> tuple[Kind, ...]:
    """Its own kind, and those that as many may see: what was shown to everybody cannot become confidential."""
    alike = [kind for kind in team.all_kinds() if kind.confidential == item.confidential or kind.name == item.kind]
    gone = [] if any(kind.name == item.kind for kind in alike) else [team.kind_called(item.kind)]
    return (*alike, *gone)


def _as_for(item: Item, draft: Draft) -> Item:
    """The item as it would be for those whom the form names: a row that is in no session."""
    columns = {column.key: getattr(item, column.key) for column in Item.__mapper__.column_attrs}
    return Item(**columns, named=people_for((*draft.only_for, item.owner)))


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
    audience, wants_people = audience_of(session, act, item), item.is_cardless
    if wants_people and not audience.only_for:
        item = _for_everybody(item)
    item, places, nobody_can = _where_to(session, act, team, item)
    chosen = next((place for place in places if place.target == to), places[0])
    return FormChoices(
        teams=tuple((one.id, one.name) for one in ask),
        team_id=team.id,
        page=team.page,
        places=places,
        chosen=chosen,
        by_times=by_times(session, act, item, chosen),
        audience=audience,
        zone=days_of(session, act.workspace_id, act.user or "").zone,
        nobody_until=nobody_until(session, team, item, act.now),
        wants_people=wants_people,
        nobody_can=nobody_can,
    )


def _where_to(session: Session, act: Act, team: Team, item: Item) -> tuple[Item, tuple[Place, ...], str]:
    """Where the item can go. Where those whom it is for can take it nowhere, the form is drawn as for everybody, so
    that others can be named, and says why."""
    read_people(session, act.workspace_id, [item.owner, *people_to_take(team, item)])
    try:
        return item, places_for(session, act, team, item), ""
    except RefusedError as refusal:
        if not item.confidential:
            raise
        item = _for_everybody(item)
        return item, places_for(session, act, team, item), refusal.say


def _for_everybody(item: Item) -> Item:
    """The item as if it were not confidential: a row that is in no session."""
    columns = {column.key: getattr(item, column.key) for column in Item.__mapper__.column_attrs}
    return Item(**{**columns, "confidential": False})


def _require_known(session: Session, act: Act, teams: list[Team]) -> None:
    if not teams and not is_known(session, act.workspace_id, act.user or ""):
        raise RefusedError("I am asking Slack who you are and what you see: please type it again in a moment.")


def _sees_home(session: Session, act: Act, team: Team) -> bool:
    return act.user is not None and sees_channel(session, act.workspace_id, act.user, team.channel)
