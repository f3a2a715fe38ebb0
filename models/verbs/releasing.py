"""When somebody is deactivated: the bot offers on what they own, what waits for them moves on, leads are told."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.acts import Act
from models.owed.owing import owe_notice
from models.people import name_of
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.storage.holding import held
from models.tables import Item, Person, State
from models.targets import ToNext
from models.verbs.handing_off import offer_by_bot
from models.verbs.moving_on import move


def release(session: Session, act: Act, person: Person) -> None:
    """Let go of the deactivated person's items, in the caller's transaction; each team's leads are told once."""
    owned = _items(session, act, Item.state == State.OPEN, Item.owner == person.user)
    offered = _items(session, act, Item.state == State.OFFERED, Item.offered_user == person.user)
    stuck = [item for item in owned if not _offered(session, act, item)]
    for item in offered:
        move(session, act, item)
    for team_id in sorted({item.team_id for item in (*owned, *offered)}):
        gone_on = [item.label for item in (*owned, *offered) if item.team_id == team_id and item not in stuck]
        still = [item.label for item in stuck if item.team_id == team_id]
        _tell_leads(session, act, team_id, person, gone_on, still)


def _items(session: Session, act: Act, *conditions: object) -> list[Item]:
    query = select(Item).where(Item.workspace_id == act.workspace_id, *conditions).order_by(Item.id)  # type: ignore[arg-type]
    return list(session.scalars(held(query)))


def _offered(session: Session, act: Act, item: Item) -> bool:
    try:
        offer_by_bot(session, act, item, ToNext())
    except RefusedError:
        return False
    return True


def _tell_leads(session: Session, act: Act, team_id: int, person: Person, labels: list[str], stuck: list[str]) -> None:
    team = load_team(session, team_id)
    name = name_of(session, act.workspace_id, person.user)
    says = f"{name} was deactivated in Slack."
    if labels:
        says += f" I offered on: {', '.join(labels)}."
    if stuck:
        says += f" Nobody can take {', '.join(stuck)} in the next 31 days: claim it, or hand it to a person."
    for lead in team.leads:
        if lead.user != person.user:
            key = f"deactivated:{team_id}:{person.user}:{act.now.isoformat()}:{lead.user}"
            owe_notice(session, act.workspace_id, lead.user, key, f"{says} /handoff list all shows them.", act.now)
