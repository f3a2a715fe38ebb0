"""A roster of very many people: one team in Berlin, and copies of it, each person with an item of their own."""

from datetime import datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import ColumnElement, String, cast, insert, literal, select, update
from sqlalchemy.orm import Session

from benchmarks.town import BEGINS, BOT, NOW, OPS, TEAM, in_haste, send_all
from models.acts import Act, Surface
from models.notes import Draft
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.storage.database import Database
from models.storage.opening import open_database
from models.tables import Base, Item, Member, Note, Person, Region, Team
from models.targets import ToNext
from models.verbs.claiming import claim
from models.verbs.handing_off import open_and_offer
from models.workspace.connecting import connect_workspace
from models.workspace.directory import ChannelNews, PersonNews, keep_channel, keep_person

IN_A_TEAM: Final = 100
DAY_STARTED: Final = datetime(2027, 3, 1, 8, 0, tzinfo=NOW.tzinfo)
ROSTER: Final = """\
teams:
  - name: Platform
    channel: {channel}
    regions:
      - {{name: Berlin, timezone: Europe/Berlin, hours: "09:00-17:00", rotation_from: 2027-03-01, members: [{members}]}}
"""
# What is copied for a copy of a team, with the columns that are ids and move, and those that must be told apart.
COPIED: Final[tuple[tuple[type[Base], tuple[str, ...], tuple[str, ...]], ...]] = (
    (Team, ("id",), ("name",)),
    (Region, ("id", "team_id"), ()),
    (Member, ("region_id",), ("user",)),
    (Person, ("id",), ("user",)),
)


def crowd(people: int, path: Path, due: int = 0) -> Database:
    """A SQLite database with so many people, of whom so many have a day that has started and something to be told."""
    open_database(f"sqlite:///{path}").close()
    database = Database(f"sqlite:///{path}")
    in_haste(database)
    with database.write() as session:
        _furnish(session)
        there = IN_A_TEAM
        while there < people:
            _double(session, there, min(there, people - there))
            there += min(there, people - there)
    if due:
        act = Act(1, "U0BERLIN00", BEGINS, Surface.FORM, channel=OPS)
        made = open_and_offer(database, act, 1, OPS, Draft("Replica 3 lags", "Restart it"), ToNext())
        claim(database, act, made.item.number)  # their own offer: it is theirs, and open
        send_all(database)
        with database.write() as session:
            _give_each_an_item(session, due)
    database.close()
    return Database(f"sqlite:///{path}")


def _furnish(session: Session) -> None:
    people = [f"U0BERLIN{number:02}" for number in range(IN_A_TEAM)]
    workspace = connect_workspace(session, TEAM, "Sun", "https://sun.slack.com/", BOT)
    roster = ROSTER.format(channel=OPS, members=", ".join(f"{{user: {user}}}" for user in people))
    apply_roster(session, workspace, read_roster(roster), BEGINS)
    news = ChannelNews(OPS, "ops", private=False, archived=False, has_bot=True, members=frozenset({BOT, *people}))
    keep_channel(session, workspace.id, news, BEGINS)
    for user in people:
        one = PersonNews(user, user.title(), "Europe/Berlin", guest=False, external=False, deactivated=False)
        keep_person(session, workspace.id, one, BEGINS)


def _double(session: Session, there: int, how_many: int) -> None:
    """Copy the first so many people, with their teams: a region and a team for each hundred."""
    step = there // IN_A_TEAM
    teams = how_many // IN_A_TEAM
    for mapped, moved, apart in COPIED:
        columns: list[ColumnElement[Any]] = []
        for column in mapped.__table__.columns:
            if column.key in moved:
                columns.append(column + (there if mapped is Person else step))
            else:
                columns.append(column + literal(f"X{there}") if column.key in apart else column)
        first = mapped.__table__.columns[moved[0]]
        query = select(*columns).where(first <= (how_many if mapped is Person else teams)).order_by(first)
        session.execute(insert(mapped).from_select(mapped.__table__.columns.keys(), query))


def _give_each_an_item(session: Session, due: int) -> None:
    """The one item that was made is everybody's model: its copies belong to the people whose day has started."""
    item = session.scalars(select(Item)).one()
    owners = select(Person.id, Person.user).where(Person.id <= due, Person.id > 1).subquery()
    moved = {
        "id": owners.c.id + item.id,
        "number": owners.c.id + item.number,
        "owner": owners.c.user,
        "ts": cast(owners.c.id, String),
    }
    columns = [moved.get(column.key, column) for column in Item.__table__.columns]
    session.execute(
        insert(Item).from_select(Item.__table__.columns.keys(), select(*columns).join(owners, literal(True)))
    )
    notes = [owners.c.id + item.id if column.key == "item_id" else column for column in Note.__table__.columns]
    session.execute(insert(Note).from_select(Note.__table__.columns.keys(), select(*notes).join(owners, literal(True))))
    session.execute(update(Person).where(Person.id <= due).values(day_starts_at=DAY_STARTED))
