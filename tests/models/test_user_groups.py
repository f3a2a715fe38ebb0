"""User groups, on both databases: what is to be set, by whom, and what is remembered."""

from datetime import datetime, timedelta

from models.facts.user_group import kept_in_group
from models.roster.rows import all_teams
from models.tables import MessageKind, UserGroup
from models.workspace.user_groups import (
    GroupToSet,
    forget_groups,
    group_troubles,
    groups_to_set,
    note_group_refused,
    note_group_set,
    note_group_waits,
    take_group,
)
from tests.models.office import Office
from tests.people import JONAS, PRIYA, ROSTER, WEI, at

WITH_GROUP = ROSTER.replace("    leads:", "    user_group: S0ONCALL\n    leads:")
NOW = at("mon 08:30")


def due(office: Office, now: datetime = NOW) -> list[GroupToSet]:
    with office.reading() as session:
        return groups_to_set(session, 1, now)


def test_one_process_sets_it_and_then_it_is_set(office: Office) -> None:
    office.applies(WITH_GROUP, NOW)
    todo = due(office)[0]
    assert (todo.group, todo.users) == ("S0ONCALL", (WEI, JONAS))

    assert take_group(office.database, todo, NOW)
    assert not take_group(office.database, todo, NOW)
    assert take_group(office.database, todo, NOW + timedelta(seconds=60))  # who had it has died

    note_group_set(office.database, todo, NOW)
    assert due(office) == []
    assert [one.users for one in due(office, at("mon 09:00"))] == [(JONAS,)]


def test_another_group_is_set_anew(office: Office) -> None:
    office.applies(WITH_GROUP, NOW)
    todo = due(office)[0]
    take_group(office.database, todo, NOW)
    note_group_set(office.database, todo, NOW)

    office.applies(WITH_GROUP.replace("S0ONCALL", "S0OTHER"), NOW)

    other = due(office)[0]
    assert take_group(office.database, other, NOW)
    with office.reading() as session:
        row = session.get_one(UserGroup, 1)
        assert (row.group, row.holds, row.trouble) == ("S0OTHER", [], "")
        assert kept_in_group(session, all_teams(session, 1)[0], at("sat 12:00")) == ()


def test_a_refusal_waits_an_hour_and_is_told_once_until_it_is_another(office: Office) -> None:
    office.applies(WITH_GROUP, NOW)
    todo = due(office)[0]
    for hour, trouble in enumerate(("paid_teams_only", "paid_teams_only", "permission_denied")):
        now = NOW + timedelta(hours=hour)
        take_group(office.database, todo, now)
        note_group_refused(office.database, todo, trouble, now)
        assert due(office, now + timedelta(minutes=1)) == []
    assert len(office.messages(MessageKind.NOTICE, PRIYA)) == 2
    with office.reading() as session:
        assert [team for team, _ in group_troubles(session, 1)] == ["Platform"]

    note_group_set(office.database, todo, NOW)
    with office.reading() as session:
        assert group_troubles(session, 1) == []


def test_what_slack_puts_off_is_put_off_and_a_clock_that_is_set_back_holds_up_nothing(office: Office) -> None:
    office.applies(WITH_GROUP, NOW)
    todo = due(office)[0]
    take_group(office.database, todo, NOW)
    note_group_waits(office.database, todo, NOW + timedelta(seconds=90))
    assert due(office, NOW + timedelta(seconds=89)) == []
    assert len(due(office, NOW + timedelta(seconds=90))) == 1
    assert len(due(office, NOW - timedelta(hours=2))) == 1
    assert office.messages(MessageKind.NOTICE) == []


def test_while_nobody_is_on_shift_it_keeps_the_last(office: Office) -> None:
    office.applies(WITH_GROUP, NOW)
    todo = due(office)[0]
    take_group(office.database, todo, NOW)
    note_group_set(office.database, todo, NOW)
    assert due(office, at("sat 12:00")) == []
    with office.reading() as session:
        assert kept_in_group(session, all_teams(session, 1)[0], at("sat 12:00")) == ("Wei Lin", "Jonas Weber")
        assert kept_in_group(session, all_teams(session, 1)[0], NOW) == ()


def test_a_group_that_left_the_roster_is_forgotten_and_set_when_it_is_back(office: Office) -> None:
    office.applies(WITH_GROUP, NOW)
    todo = due(office)[0]
    take_group(office.database, todo, NOW)
    note_group_set(office.database, todo, NOW)
    forget_groups(office.database, 1)
    assert due(office) == []

    office.applies(ROSTER, NOW)
    forget_groups(office.database, 1)
    office.applies(WITH_GROUP, NOW)

    assert due(office) == [todo]
