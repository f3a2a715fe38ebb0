"""What Slack is to be asked, what it tells, and commands that wait for it."""

import pytest
from sqlalchemy import select

from models.people import get_person
from models.storage.database import Database
from models.tables import KeptAct, Person
from models.workspace.connecting import OtherWorkspaceError, connect_workspace, the_workspace
from models.workspace.directory import (
    ChannelNews,
    PersonNews,
    channels_to_fetch,
    keep_channel,
    keep_missing_channel,
    keep_person,
    people_to_fetch,
    refetch_channel,
    unplaced_items,
    want_channel,
)  # fmt: skip
from models.workspace.keeping import kept_acts
from tests.models.office import Office
from tests.people import BOT, LUIS, OPS, ROSTER, SECRET, UNKNOWN, WEI, WORKSPACE, ZOE, at

NOW = at("mon 08:30")


def news_of(slack_id: str) -> ChannelNews:
    return ChannelNews(slack_id, "new", private=False, archived=False, has_bot=True, members=frozenset({BOT}))


def test_home_channels_are_asked_about_first_and_once(database: Database) -> None:
    with database.write() as session:
        workspace = the_workspace(session)
    office = Office(database, workspace.id)
    office.applies(ROSTER, NOW)
    with database.write() as session:
        assert channels_to_fetch(session, 1) == [OPS]
        keep_channel(session, 1, news_of(OPS), NOW)
        assert channels_to_fetch(session, 1) == []


def test_a_channel_that_acts_have_met_is_asked_about(office: Office) -> None:
    with office.database.write() as session:
        assert want_channel(session, 1, UNKNOWN)
        assert want_channel(session, 1, UNKNOWN)
        assert channels_to_fetch(session, 1) == [UNKNOWN]
        keep_channel(session, 1, news_of(UNKNOWN), NOW)
        assert not want_channel(session, 1, UNKNOWN)


def test_a_channel_slack_does_not_show_is_not_asked_about_again_and_again(office: Office) -> None:
    with office.database.write() as session:
        keep_missing_channel(session, 1, UNKNOWN)
        assert channels_to_fetch(session, 1) == []
        assert not want_channel(session, 1, UNKNOWN)
        refetch_channel(session, 1, UNKNOWN)
        assert channels_to_fetch(session, 1) == [UNKNOWN]


def test_people_without_a_name_yet_are_asked_about(office: Office) -> None:
    with office.database.write() as session:
        get_person(session, 1, "U0NEW")
        assert people_to_fetch(session, 1) == ["U0NEW"]


def test_a_command_waits_for_its_channel(office: Office) -> None:
    with office.database.write() as session:
        for awaits in (UNKNOWN, SECRET, "C0GONE"):
            session.add(KeptAct(workspace_id=1, awaits=awaits, user=WEI, words={"text": awaits}, at=NOW))
        keep_missing_channel(session, 1, "C0GONE")
        session.flush()
        assert [command.awaits for command in kept_acts(session, 1, NOW)] == [SECRET, "C0GONE"]
        keep_channel(session, 1, news_of(UNKNOWN), NOW)
        assert [command.awaits for command in kept_acts(session, 1, NOW)] == [UNKNOWN, SECRET, "C0GONE"]


def test_an_item_waits_for_its_place(office: Office) -> None:
    office.opens(NOW)
    office.opens(NOW, where=UNKNOWN)
    with office.database.read() as session:
        assert [item.number for item in unplaced_items(session, 1)] == [2]


def day_start(office: Office, user: str) -> object:
    with office.database.read() as session:
        return session.scalars(select(Person.day_starts_at).where(Person.user == user)).one()


def tells(office: Office, user: str, timezone: str, when: str, *, deactivated: bool = False) -> None:
    with office.database.write() as session:
        news = PersonNews(user, "X", timezone, guest=False, external=False, deactivated=deactivated)
        keep_person(session, 1, news, at(when))


def test_a_persons_slack_zone_decides_their_day_where_no_roster_does(office: Office) -> None:
    tells(office, ZOE, "Asia/Tokyo", "sun 12:00")
    assert day_start(office, ZOE) == at("mon 00:00", week=1)


def test_the_roster_decides_it_for_members(office: Office) -> None:
    tells(office, LUIS, "Asia/Tokyo", "mon 12:00")
    assert day_start(office, LUIS) == at("mon 17:00")


def test_a_morning_the_tick_has_not_looked_at_is_not_lost(office: Office) -> None:
    tells(office, ZOE, "Europe/Lisbon", "mon 10:00")
    assert day_start(office, ZOE) == at("mon 08:00")


def test_a_morning_that_has_already_come_where_they_are_now_is_not_lost(office: Office) -> None:
    tells(office, ZOE, "Asia/Singapore", "mon 07:30")
    assert day_start(office, ZOE) == at("mon 07:30")


def test_a_day_that_was_begun_is_not_begun_again_in_another_zone(office: Office) -> None:
    office.begins_days(at("mon 08:00"))
    tells(office, ZOE, "Europe/Lisbon", "mon 10:00")
    assert day_start(office, ZOE) == at("tue 09:00")


def test_the_deactivated_have_no_day_until_they_are_back(office: Office) -> None:
    tells(office, ZOE, "Europe/Berlin", "mon 12:00", deactivated=True)
    assert day_start(office, ZOE) is None
    tells(office, ZOE, "Europe/Berlin", "mon 13:00")
    assert day_start(office, ZOE) == at("tue 08:00")


def test_rows_of_before_the_first_connection_belong_to_it(database: Database) -> None:
    with database.write() as session:
        before = the_workspace(session).id
        assert connect_workspace(session, WORKSPACE, "Sun", "https://sun.slack.com/", BOT).id == before


def test_a_database_belongs_to_one_workspace(office: Office) -> None:
    with pytest.raises(OtherWorkspaceError, match="set DATABASE_URL"), office.database.write() as session:
        connect_workspace(session, "T0OTHER", "Other", "https://other.slack.com/", BOT)
