"""The roster is read once and kept until it changes: by this process, by another, or by one that takes it back."""

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import event

from models.people import days_of
from models.roster import known
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.roster.rows import load_team, places_of, teams_of
from models.storage.database import Database
from models.tables import Region, Team, Workspace
from tests.models.office import Office
from tests.people import ANA, JONAS, LUIS, ROSTER, at


class TakenBackError(Exception):
    """Something fails after the roster was applied."""


LATER = ROSTER.replace('"09:00-17:00"', '"10:00-18:00"')


@pytest.fixture
def elsewhere(office: Office) -> Iterator[Database]:
    """The same database as another process has it open."""
    with closing(Database(office.database.engine.url.render_as_string(hide_password=False))) as database:
        yield database


def apply_and_fail(office: Office) -> None:
    with office.database.write() as session:
        apply_roster(session, session.get_one(Workspace, 1), read_roster(LATER), at("mon 08:30"))
        assert str(places_of(session, 1, JONAS)[0].region.hours) == "10:00-18:00"
        raise TakenBackError


def starts(database: Database) -> str:
    with database.read() as session:
        return str(places_of(session, 1, JONAS)[0].region.hours)


def asked_for(office: Office, user: str) -> int:
    """How many questions to the database it takes to know somebody's days."""
    asked: list[str] = []
    note = lambda *what: asked.append(what[2])  # noqa: E731 (a name, so that it can be taken off)
    event.listen(office.database.engine, "before_cursor_execute", note)
    with office.database.read() as session:
        days_of(session, 1, user)
    event.remove(office.database.engine, "before_cursor_execute", note)
    return len([one for one in asked if not one.startswith("BEGIN")])


def test_what_is_known_is_not_asked_again(office: Office) -> None:
    before = asked_for(office, JONAS)
    assert asked_for(office, JONAS) == 2 < before  # the person, and whether the roster is still the same
    assert asked_for(office, ANA) < before


def test_a_change_is_seen_at_once(office: Office) -> None:
    assert starts(office.database) == "09:00-17:00"
    office.applies(LATER, at("mon 08:30"))
    assert starts(office.database) == "10:00-18:00"


def test_a_change_by_another_process_is_seen_at_once(office: Office, elsewhere: Database) -> None:
    assert starts(office.database) == "09:00-17:00"
    Office(elsewhere).applies(LATER, at("mon 08:30"))
    assert starts(office.database) == "10:00-18:00"


def test_one_row_set_by_hand_is_a_change(office: Office) -> None:
    assert starts(office.database) == "09:00-17:00"
    with office.database.write() as session:
        session.get_one(Region, 2).hours = "11:00-19:00"
    assert starts(office.database) == "11:00-19:00"


def test_a_change_that_is_taken_back_was_none(office: Office) -> None:
    with pytest.raises(TakenBackError):
        apply_and_fail(office)
    assert starts(office.database) == "09:00-17:00"


def test_who_reads_beside_a_change_keeps_what_was_true(office: Office) -> None:
    with office.database.read() as session:
        before = load_team(session, 1).plan()
        office.applies(LATER, at("mon 08:30"))
        assert load_team(session, 1).plan() == before
    with office.database.read() as session:
        assert load_team(session, 1).plan() != before


def test_what_is_kept_has_a_bound(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(known, "MOST_PEOPLE", 2)
    for user in (JONAS, ANA, LUIS, JONAS):
        with office.database.read() as session:
            assert [team.id for team in teams_of(session, 1, user)] == [1]
            assert len(known.known_roster(session).teams_of) <= 2


class Forgotten(dict[int, Team]):
    """What another thread clears, since it is too much, in the instant after somebody has found something in it."""

    def __contains__(self, key: object) -> bool:
        there = super().__contains__(key)
        self.clear()
        return there

    def get(self, key: int, default: Any = None) -> Any:
        """The same."""
        found = super().get(key, default)
        self.clear()
        return found


def test_who_finds_a_team_has_it_though_others_make_room_meanwhile(office: Office) -> None:
    with office.reading() as session:
        known_now = known.known_roster(session)
        teams = teams_of(session, office.workspace_id, JONAS)
        known_now.teams = Forgotten(known_now.teams)
        assert teams_of(session, office.workspace_id, JONAS) == teams
