"""Sixteen people claim fifty items at once: each item has exactly one winner, and everybody is told the truth."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import func, select, update

from models.acts import Act, Surface
from models.refusals import RefusedError
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.tables import Event, Item, Note, State, Verb, Workspace
from models.verbs.claiming import claim, take
from tests.models.office import Office
from tests.people import ANA, JONAS, OPS, WEI, at, region, roster

CLAIMERS, ITEMS = 16, 50
NOW = at("mon 08:40")
RACERS = [f"U0RACER{number}" for number in range(CLAIMERS)]


def offered_items(office: Office) -> None:
    with office.database.write() as session:
        plan = read_roster(roster(region("Singapore", WEI), region("Berlin", *RACERS)))
        apply_roster(session, session.get_one(Workspace, 1), plan, at("mon 08:00"))
    office.opens(at("mon 08:30"))
    with office.database.write() as session:
        first = session.get_one(Item, 1)
        columns = {column.key: getattr(first, column.key) for column in Item.__mapper__.columns if column.key != "id"}
        for number in range(2, ITEMS + 1):
            item = Item(**columns | {"number": number})
            session.add(item)
            session.flush()
            session.add(Note(item_id=item.id, version=1, author=WEI, written_at=NOW, headline="Lag"))


def test_every_item_has_one_winner(office: Office) -> None:
    offered_items(office)
    start, told = Barrier(CLAIMERS), set[str]()

    def race(racer: str) -> list[int]:
        start.wait()
        return [number for number in range(1, ITEMS + 1) if wins(racer, number)]

    def wins(racer: str, number: int) -> bool:
        act = Act(1, racer, NOW, Surface.BUTTON, OPS, key=f"{racer}:{number}")
        try:
            return claim(office.database, act, number).changed
        except RefusedError as refused:
            told.add(refused.say.partition(" has ")[0])
            return False

    with ThreadPoolExecutor(CLAIMERS) as pool:
        won = dict(zip(RACERS, pool.map(race, RACERS), strict=True))
    with office.database.read() as session:
        owners = dict(session.execute(select(Item.number, Item.owner)).all())
        claims = session.scalar(select(func.count()).where(Event.verb == Verb.CLAIM))
        states = set(session.scalars(select(Item.state)))
    assert {number: racer for racer, numbers in won.items() for number in numbers} == owners
    assert sum(map(len, won.values())) == claims == ITEMS
    assert told == {"a teammate"}  # Slack has not told their names; the refusal itself names who has it
    assert states == {State.OPEN}


def test_one_conditional_update_decides(office: Office) -> None:
    """Where the database lets two claims read before either writes, the second finds the row changed."""
    office.opens(at("mon 08:30"))
    with office.database.write() as session:
        item = session.get_one(Item, 1)
        behind_our_back = update(Item).values(state=State.OPEN, owner=ANA, last_event=99)
        session.execute(behind_our_back.execution_options(synchronize_session=False))
        with pytest.raises(RefusedError, match="Ana Kovač was first: H-1 is theirs"):
            take(session, office.act(JONAS, NOW), item, JONAS)
    assert office.item().owner == ANA
