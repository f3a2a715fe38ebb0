"""Lists say the same as the items one by one, in the order of need, and cost the same however many items there are."""

import random
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from models import lists
from models.access import may_see
from models.acts import Act
from models.facts.item import item_facts
from models.lists import Listed, Scope, list_items
from models.people import days_of
from models.refusals import RefusedError
from models.roster.rows import teams_of
from models.storage.database import Database
from models.tables import Item, State, Urgency
from models.targets import Target, ToPerson, ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.handing_off import hand_off
from models.verbs.sending_back import send_back
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, MEI, OPS, PRIYA, ROSTER, SECRET, UNKNOWN, WEI, ZOE, at

BEGINS = at("mon 08:30")
PEOPLE = (WEI, MEI, JONAS, ANA, LUIS, PRIYA, ZOE)
REGIONS = ("Singapore", "Berlin", "Los Angeles")


def lives(office: Office, chance: random.Random) -> None:
    """Thirty items somewhere, and what people make of them."""
    for number in range(1, 31):
        now, opener = BEGINS + timedelta(minutes=chance.randrange(600)), chance.choice((WEI, MEI, JONAS, LUIS))
        to: Target = ToPerson(chance.choice((ANA, MEI))) if chance.random() < 0.5 else ToRegion(chance.choice(REGIONS))
        urgency = chance.choice(list(Urgency))
        with suppress(RefusedError):
            office.opens(now, by=opener, to=to, where=chance.choice((OPS, OPS, SECRET, UNKNOWN)), urgency=urgency)
        act = office.act(chance.choice(PEOPLE), now + timedelta(minutes=5), channel=chance.choice((None, OPS, SECRET)))
        with suppress(RefusedError):
            chance.choice((claim, claim, finish, send_back, hand_on))(office.database, act, number)


def hand_on(database: Database, act: Act, number: int) -> None:
    hand_off(database, act, number, ToRegion("Los Angeles"))


def belongs(session: Session, act: Act, item: Item, scope: Scope) -> bool:
    """Whether the item is in that list, asked of it alone."""
    teams = teams_of(session, 1, str(act.user))
    regions = {region.id for team in teams if (region := team.region_of(str(act.user)))}
    own = item.owner == act.user
    waits = item.state is State.OFFERED and (item.offered_user == act.user or item.offered_region_id in regions)
    wanted = {
        Scope.MINE: own, Scope.WAITING: waits, Scope.NEAR: own or waits,
        Scope.ALL: item.team_id in {team.id for team in teams},
    }[scope]  # fmt: skip
    return wanted and item.is_live and may_see(session, act, item)


def need(item: Item) -> tuple[int, object, int]:
    if item.urgency is Urgency.CRITICAL:
        return 0, item.created_at, item.id
    level = 2 if item.urgency is Urgency.WATCH else 3
    return 1 if item.times_sent_back else level, item.created_at, item.id


def as_facts_have_them(office: Office, now: datetime) -> dict[int, Listed]:
    """Each item (row id) as its own facts have it at `now` (UTC): they are the same for every reader."""
    with office.database.read() as session:
        facts = [item_facts(session, item, now) for item in session.scalars(select(Item)).all()]
    return {
        one.id: Listed(
            one.number, one.urgency, one.note.headline, one.owner.name, one.offer.name if one.offer else None,
            one.parked, one.by,
        )
        for one in facts
    }  # fmt: skip


def one_by_one(office: Office, act: Act) -> dict[Scope, list[int]]:
    """The items (row ids) of each list, each of them asked alone."""
    with office.database.read() as session:
        items = sorted(session.scalars(select(Item)).all(), key=need)
        return {scope: [one.id for one in items if belongs(session, act, one, scope)] for scope in Scope}


@pytest.mark.parametrize("seed", range(4))
def test_a_list_says_what_the_items_say(office: Office, seed: int) -> None:
    lives(office, random.Random(seed))
    for now in (at("mon 18:40"), at("tue 03:00")):
        facts = as_facts_have_them(office, now)
        for user in PEOPLE:
            for where in (None, OPS, SECRET):
                act = office.act(user, now, channel=where)
                for scope, items in one_by_one(office, act).items():
                    found = list_items(office.database, act, scope, 20)
                    expected = [facts[one] for one in items]
                    assert (list(found.items), found.total) == (expected[:20], len(expected)), (user, where, scope)


def test_a_list_reads_times_in_the_readers_zone(office: Office) -> None:
    office.opens(BEGINS)
    for user in (WEI, JONAS, LUIS):
        found = list_items(office.database, office.act(user, BEGINS), Scope.ALL, 1)
        with office.database.read() as session:
            assert found.zone == days_of(session, 1, user).zone


def test_nobody_counts_more_than_anybody_reads(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    lists._statement.cache_clear()  # noqa: SLF001 (it holds the number)
    for _ in range(4):
        office.opens(BEGINS)
    found = list_items(office.database, office.act(WEI, BEGINS), Scope.NEAR, 1)
    assert (found.total, found.is_counted) == (3, False)
    lists._statement.cache_clear()  # noqa: SLF001 (the same)


def test_a_list_follows_a_roster_that_has_changed_meanwhile(office: Office) -> None:
    office.opens(BEGINS)
    assert office.listed(JONAS, Scope.WAITING, BEGINS) == [1]
    office.applies(ROSTER.replace("{user: U0JONAS}, ", ""), BEGINS)
    assert office.listed(JONAS, Scope.WAITING, BEGINS) == []
    office.applies(ROSTER, BEGINS)
    assert office.listed(JONAS, Scope.WAITING, BEGINS) == [1]


@pytest.mark.parametrize("shared", ["sqlite"], indirect=True)
@pytest.mark.parametrize("scope", Scope)
def test_no_list_looks_at_all_items(office: Office, scope: Scope) -> None:
    office.opens(BEGINS)
    asked: list[str] = []
    raw = office.database.engine.raw_connection()
    raw.driver_connection.set_trace_callback(asked.append)  # type: ignore[union-attr]  # sqlite3's own
    raw.close()
    assert list_items(office.database, office.act(JONAS, BEGINS, channel=OPS), scope, 20).scope is scope
    statement = next(one for one in asked if "FROM items" in one)
    with office.database.engine.connect() as connection:
        plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}").all()
    assert [step[3] for step in plan if step[3].startswith("SCAN items") or "SCAN notes" in step[3]] == []
    assert [step[3] for step in plan if "ix_items_" in step[3]], plan
