"""Setting a team up at once with others, on both databases: one is saved, the others are told; nothing is half done."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from models.refusals import AlreadyDoneError, RefusedError
from models.roster.editing import with_name
from models.roster.file import read_roster
from models.roster.rows import all_teams
from models.storage.conflicts import again_after_conflicts
from models.tables import Setup, Team, Welcome, Workspace
from models.verbs.new_roster import put_into_effect
from models.verbs.setting_up import begin_setup, change_setup, save_setup, see_setup, zones_in_setup
from tests.models.office import Office
from tests.people import ANA, JONAS, LOBBY, OPS, PRIYA, ROSTER, WEI, ZOE, at

NOW = at("mon 08:30")


def begun(office: Office, user: str, channel: str = LOBBY) -> int:
    """The setup that somebody begins in a channel."""
    facts = begin_setup(office.database, office.act(user, NOW, channel=channel), channel)
    assert facts is not None
    return facts.id


def test_of_two_who_save_at_once_one_has_set_the_team_up(office: Office) -> None:
    setups = {user: begun(office, user) for user in (ZOE, ANA)}
    start = Barrier(2)

    @again_after_conflicts
    def save(user: str) -> None:
        save_setup(office.database, office.act(user, NOW, key=f"save:{user}"), setups[user])

    def race(user: str) -> str:
        start.wait()
        try:
            save(user)
        except RefusedError as refused:
            return refused.say
        return ""

    with ThreadPoolExecutor(2) as pool:
        said = list(pool.map(race, setups))

    assert sorted(bool(one) for one in said) == [False, True], said
    assert "can change it." in "".join(said)
    with office.database.read() as session:
        assert session.scalar(select(func.count(Team.id)).where(Team.channel == LOBBY)) == 1


def test_saving_tells_whom_it_adds_later_and_leaves_other_teams_alone(office: Office) -> None:
    with office.database.read() as session:
        before = [team.as_written() for team in all_teams(session, 1)]

    saved = save_setup(office.database, office.act(ZOE, NOW), begun(office, ZOE))

    with office.database.read() as session:
        after = [team.as_written() for team in all_teams(session, 1)]
        welcomed = set(session.execute(select(Welcome.user, Welcome.by)))
        left = session.scalar(select(func.count(Setup.id)))
    assert saved.is_new
    assert after[:-1] == before
    assert after[-1].leads == (ZOE,)
    assert welcomed == {(user, ZOE) for region in after[-1].regions for user in (m.user for m in region.members)} - {
        (ZOE, ZOE)
    }
    assert left == 0


def test_what_is_begun_is_ones_own(office: Office) -> None:
    setup = begun(office, ZOE)
    for user in (ANA, WEI):
        with pytest.raises(RefusedError, match="type /handoff setup to go on"):
            see_setup(office.database, office.act(user, NOW), setup)
        assert zones_in_setup(office.database, office.act(user, NOW), setup) == []
    assert zones_in_setup(office.database, office.act(ZOE, NOW), setup)[0] in {"Europe/Berlin", "Asia/Singapore"}


def test_who_has_left_the_channel_cannot_save(office: Office) -> None:
    setup = begun(office, ZOE)
    office.leaves(LOBBY, ZOE)

    with pytest.raises(RefusedError, match="join it first"):
        save_setup(office.database, office.act(ZOE, NOW), setup)


def test_who_leads_it_no_longer_cannot_save(office: Office) -> None:
    setup = begun(office, PRIYA, OPS)
    with office.database.write() as session:
        plan = read_roster(ROSTER.replace("leads: [U0PRIYA]", f"leads: [{JONAS}]"))
        put_into_effect(session, session.get_one(Workspace, 1), plan, NOW)

    with pytest.raises(RefusedError, match="Only a lead of Platform"):
        save_setup(office.database, office.act(PRIYA, NOW), setup)


def test_a_form_that_is_sent_again_counts_once(office: Office) -> None:
    act = office.act(ZOE, NOW, key="view:1")
    setup = begun(office, ZOE)
    save_setup(office.database, act, setup)

    with pytest.raises(AlreadyDoneError):
        save_setup(office.database, act, setup)


def test_a_first_day_that_went_by_while_the_form_lay_there_is_refused(office: Office) -> None:
    setup = begun(office, ZOE)

    with pytest.raises(RefusedError, match="is past by now"):
        save_setup(office.database, replace(office.act(ZOE, NOW), now=NOW + timedelta(days=9)), setup)


def test_a_change_that_makes_no_roster_is_refused_and_changes_nothing(office: Office) -> None:
    setup, act = begun(office, ZOE), office.act(ZOE, NOW)

    with pytest.raises(RefusedError):
        change_setup(office.database, act, setup, lambda team: with_name(team, "x" * 81))
    with pytest.raises(RefusedError):
        change_setup(office.database, act, setup, lambda team: replace(team, regions=()))

    assert see_setup(office.database, act, setup).plan.name == "Lobby"
