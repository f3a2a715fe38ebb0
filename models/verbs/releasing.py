"""When somebody is deactivated: others take their turns, the bot offers on what they own, what waits for them moves on,
what they are to decide goes back to the owners.

The leads are told once. Who is back has their turns again.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.access import sees_item
from models.acts import Act
from models.owed.owing import owe_notice
from models.people import get_person, name_of
from models.refusals import RefusedError
from models.roster.rows import load_team
from models.shifts.shift import HORIZON_DAYS
from models.storage.holding import held
from models.tables import Item, Person, Region, State, Team
from models.targets import ToNext
from models.verbs.decisions_due import give_back_questions
from models.verbs.handing_off import offer_by_bot
from models.verbs.moving_on import move
from models.verbs.rescheduling import Turns, rescheduling, teams_where_member, turns_ahead

OUT: Final = " If they do not come back, take them out of the roster."


@contextmanager
def changing_account(session: Session, act: Act, user: str, *, tells: bool = True) -> Iterator[None]:
    """Change inside whether the person is deactivated, in the caller's transaction; what follows is done at the end.

    `tells`: the leads hear whose turns that empties, even if there are no items to tell of.
    """
    team_ids = teams_where_member(session, act.workspace_id, user)
    before = turns_ahead(session, team_ids, act.now)
    waiting = _items(session, act, Item.state == State.OFFERED, Item.offered_user == user)
    with rescheduling(session, act, team_ids):  # what waits for them moves on with it, where they are in a region
        yield
    person = get_person(session, act.workspace_id, user)
    if person.deactivated:
        lost = _lost_turns(session, user, before, turns_ahead(session, team_ids, act.now)) if tells else {}
        _release(session, act, person, waiting, lost)


@dataclass(frozen=True, slots=True)
class _LostTurns:
    """On how many dates the person was on shift for a region, who has these turns now, and how many nobody has."""

    region: str
    dates: int
    takers: tuple[str, ...]
    empty: int


def _lost_turns(session: Session, user: str, before: Turns, after: Turns) -> dict[int, list[_LostTurns]]:
    """What becomes of the person's turns, by their team's row."""
    lost: dict[int, list[_LostTurns]] = {}
    for region_id in sorted({region_id for region_id, _ in before}):
        days = [key for key, shift in before.items() if key[0] == region_id and user in shift.on_shift]
        left = [after[key].on_shift if key in after else () for key in days]
        if days:
            region = session.get_one(Region, region_id)
            takers = tuple(dict.fromkeys(one for turn in left for one in turn))
            turns = _LostTurns(region.name, len(days), takers, sum(not turn for turn in left))
            lost.setdefault(region.team_id, []).append(turns)
    return lost


def _release(
    session: Session, act: Act, person: Person, waiting: list[Item], lost: dict[int, list[_LostTurns]]
) -> None:  # fmt: skip
    """Let go of the deactivated person's items, and of those that waited for them; each team's leads are told once."""
    owned = _items(session, act, Item.state == State.OPEN, Item.owner == person.user)
    stuck = [item for item in owned if not _offered(session, act, item)]
    for item in _items(session, act, Item.state == State.OFFERED, Item.offered_user == person.user):
        move(session, act, item)
    give_back_questions(session, act, person.user)
    items = (*owned, *waiting)
    for team_id in sorted({item.team_id for item in items} | lost.keys()):
        gone_on = [item for item in items if item.team_id == team_id and item not in stuck]
        still = [item for item in stuck if item.team_id == team_id]
        _tell_leads(session, act, load_team(session, team_id), person, lost.get(team_id, []), gone_on, still)


def _items(session: Session, act: Act, *conditions: object) -> list[Item]:
    query = select(Item).where(Item.workspace_id == act.workspace_id, *conditions).order_by(Item.id)  # type: ignore[arg-type]
    return list(session.scalars(held(query)))


def _offered(session: Session, act: Act, item: Item) -> bool:
    try:
        offer_by_bot(session, act, item, ToNext())
    except RefusedError:
        return False
    return True


def _tell_leads(
    session: Session, act: Act, team: Team, person: Person, lost: list[_LostTurns], gone_on: list[Item],
    stuck: list[Item],
) -> None:  # fmt: skip
    """Tell each lead; of the items only those that they see."""
    name = name_of(session, act.workspace_id, person.user)
    says = " ".join([f"{name} was deactivated in Slack.", *(_of_turns(session, act, turns) for turns in lost)])
    for lead in team.leads:
        labels, still = (_seen_by(session, lead.user, items) for items in (gone_on, stuck))
        if lead.user != person.user and (lost or labels or still):
            key = f"deactivated:{team.id}:{person.user}:{act.now.isoformat()}:{lead.user}"
            told = f"{says}{_of_items(labels, still)}{OUT if lost else ''}"
            owe_notice(session, act.workspace_id, lead.user, key, told, act.now)


def _of_turns(session: Session, act: Act, turns: _LostTurns) -> str:
    has = ", ".join(name_of(session, act.workspace_id, user) for user in turns.takers)
    now = (
        f"{has} {'has' if len(turns.takers) == 1 else 'have'} these turns now" if has else "nobody has these turns now"
    )
    nobody = f", {turns.empty} of them nobody" if has and turns.empty else ""
    dates = f"{turns.dates} of the coming {HORIZON_DAYS} days"
    return f"In {turns.region} they were on shift on {dates}: {now}{nobody}."


def _of_items(labels: list[str], stuck: list[str]) -> str:
    says = f" I offered on: {', '.join(labels)}." if labels else ""
    if stuck:
        says += f" Nobody can take {', '.join(stuck)} in the next 31 days: claim it, or hand it to a person."
    return f"{says} /handoff list all shows them." if says else " /handoff who shows who is on shift."


def _seen_by(session: Session, user: str, items: Iterable[Item]) -> list[str]:
    return [item.label for item in items if sees_item(session, item, user)]
