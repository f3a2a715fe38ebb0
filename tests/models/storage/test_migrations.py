"""Migrations: up and down, no drift from the mapped classes, a copy before a change, a newer database refused."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import delete, inspect, select, text
from sqlalchemy.exc import IntegrityError

from models.storage import upgrade as upgrading
from models.storage.database import Database
from models.storage.upgrade import NewerDatabaseError, copy_sqlite, upgrade
from models.tables import Base, Decision, MessageKind, Person
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.decisions_due import due_to_be_decided_soon, remind_decider
from tests.databases import BOTH
from tests.models.office import Office, furnish
from tests.people import JONAS, OPS, WEI, at

ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
LATER = '''\
"""A later step, of this test."""

import sqlalchemy as sa
from alembic import op

revision = "later"
down_revision = "{newest}"


def upgrade() -> None:
    anew = "always" if op.get_bind().dialect.name == "sqlite" else "never"
    with op.batch_alter_table("items", recreate=anew) as batch:
        batch.add_column(sa.Column("extra", sa.String(), nullable=False, server_default="x"))
'''


@pytest.fixture(params=BOTH)
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A database that nobody has brought up yet."""
    url = f"sqlite:///{tmp_path / 'new.db'}"
    if request.param == "postgres":
        url = request.getfixturevalue("new_postgres_url")
    with closing(Database(url)) as database:
        yield database


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    """A database of the test's own, since these tests change the tables themselves."""
    with closing(Database(database_url)) as database:
        yield database


@pytest.fixture
def office(database: Database) -> Office:
    """The office in a database of the test's own."""
    furnish(database)
    return Office(database)


@pytest.fixture
def later_step(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 (made before)
    """A release with one more migration, which on SQLite makes the table of items anew."""
    versions = tmp_path / "versions"
    versions.mkdir()
    (versions / "later.py").write_text(LATER.format(newest=newest()))
    ours = Path(upgrading.__file__).parent / "migrations" / "versions"
    plain = upgrading._config  # noqa: SLF001 (the seam where a release's steps are found)

    def with_the_step(*connection: object) -> Config:
        config = plain(*connection)  # type: ignore[arg-type]
        config.set_main_option("version_locations", f"{ours}\n{versions}")
        config.set_main_option("path_separator", "newline")
        return config

    monkeypatch.setattr(upgrading, "_config", with_the_step)


def newest() -> str:
    """The revision of this release."""
    return ScriptDirectory.from_config(upgrading._config()).get_current_head() or ""  # noqa: SLF001 (the same seam)


def revision_of(database: Database) -> str | None:
    with database.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def tables(database: Database) -> set[str]:
    return {name for name in inspect(database.engine).get_table_names() if not name.startswith("item_search")}


def is_compared(name: str | None, kind: str, _: object) -> bool:
    """The search's tables have no classes."""
    return kind != "table" or not str(name).startswith("item_search")


def test_up_from_nothing_needs_no_copy(empty: Database) -> None:
    assert upgrade(empty) is None
    assert tables(empty) == set(Base.metadata.tables) | {"alembic_version"}


def test_again_does_nothing(empty: Database) -> None:
    upgrade(empty)
    assert upgrade(empty) is None


def test_the_tables_are_what_the_classes_say(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": is_compared})
        assert compare_metadata(context, Base.metadata) == []


def test_down_leaves_nothing(database: Database) -> None:
    with database.engine.execution_options(writes=True).begin() as connection:
        command.downgrade(upgrading._config(connection), "base")  # noqa: SLF001 (people have no command for it yet)
    assert tables(database) == {"alembic_version"}


@ON_SQLITE
@pytest.mark.usefixtures("later_step")
def test_a_copy_of_the_file_is_made_before_a_change(office: Office) -> None:
    before = revision_of(office.database)
    office.opens(at("mon 08:30"))
    copy = upgrade(office.database)
    assert copy is not None
    assert copy.name.endswith(".db.before-later")
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [(before,)]
        assert old.execute("SELECT count(*) FROM items").fetchall() == [(1,)]


@pytest.mark.usefixtures("later_step")
def test_making_a_table_anew_loses_nothing_that_belongs_to_it(office: Office) -> None:
    office.opens(at("mon 08:30"))
    upgrade(office.database)
    with office.database.read() as session:
        assert session.scalar(text("SELECT extra FROM items")) == "x"
        assert session.scalar(text("SELECT count(*) FROM notes")) == 1
        assert session.scalar(text("SELECT count(*) FROM events")) == 2
    with pytest.raises(IntegrityError), office.database.write() as session:
        session.execute(text("INSERT INTO snoozes (item_id, \"user\", until) VALUES (99, 'U', '2027-03-01')"))


def test_offers_that_had_moved_on_before_count_as_unclaimed_and_press_more(office: Office) -> None:
    for _ in range(2):
        office.opens(at("mon 08:30"))
    claim(office.database, office.act(JONAS, at("mon 09:00")), 2)
    office.moves_what_is_due(at("mon 15:00"))
    step = ScriptDirectory.from_config(upgrading._config()).get_revision("0004").module  # noqa: SLF001 (as below)
    with office.database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(text(step.UNCLAIMED_PRESSED))
        connection.execute(text("UPDATE items SET unclaimed = 0"))
        assert connection.execute(text("SELECT pressing FROM items ORDER BY number")).scalars().all() == [3, 3]
        connection.execute(text(step.COUNT_UNCLAIMED))
        connection.execute(text(step.UNCLAIMED_PRESSES))
    assert [(office.item(number).unclaimed, office.item(number).pressing) for number in (1, 2)] == [(1, 1), (0, 3)]


def test_the_evenings_of_who_was_there_before_are_planned_by_the_first_tick(office: Office) -> None:
    with office.database.engine.execution_options(writes=True).begin() as connection:
        command.downgrade(upgrading._config(connection), "0003")  # noqa: SLF001 (people have no command for it yet)
    upgrade(office.database)
    assert office.ends_days(at("mon 12:00")) == 0
    with office.reading() as session:
        evenings = {one.user: one.evening_at for one in session.scalars(select(Person)) if one.user in {JONAS, WEI}}
    assert evenings == {JONAS: at("mon 15:30"), WEI: at("tue 08:30")}


def test_whom_notes_have_named_to_decide_is_asked(office: Office) -> None:
    for number, until in ((1, at("mon 12:00")), (2, at("sun 12:00", week=-1)), (3, None)):
        office.opens(at("mon 08:30"), headline=f"Item {number}", decision_owner=JONAS, decision="?", decide_by=until)
    finish(office.database, office.act(WEI, at("mon 08:31")), 3)
    told = len(office.messages(MessageKind.DECISION))
    step = ScriptDirectory.from_config(upgrading._config()).get_revision("0004").module  # noqa: SLF001 (as above)
    with office.database.engine.execution_options(writes=True).begin() as connection:
        connection.execute(delete(Decision))
        with Operations.context(MigrationContext.configure(connection)):
            step._ask_who_was_named()  # noqa: SLF001 (this part of the step alone)

    with office.reading() as session:
        due = due_to_be_decided_soon(session, at("mon 09:00"), 10)
    for one in due:
        remind_decider(office.database, one, at("mon 09:00"))

    with office.reading() as session:
        rows = list(session.scalars(select(Decision).order_by(Decision.id)))
    assert [(row.decider, row.asked_by, row.version, row.verdict) for row in rows] == [(JONAS, WEI, 1, "pending")] * 2
    assert [(row.remind_at, row.lapses_at) for row in rows] == [(at("mon 11:00"), at("mon 12:00")), (None, None)]
    assert len(office.messages(MessageKind.DECISION)) == told  # their next morning tells, not all at once


def test_a_newer_database_is_refused_and_left_alone(office: Office) -> None:
    with office.database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(NewerDatabaseError, match="made by a newer Sunrelay"):
        upgrade(office.database)
    assert office.opens(at("mon 08:30"), where=OPS).item.number == 1


@ON_SQLITE
def test_a_copy_can_be_used_as_it_is(office: Office, tmp_path: Path) -> None:
    path = Path(str(office.database.engine.url.database))
    copy_sqlite(path, tmp_path / "copy.db")
    with closing(Database(f"sqlite:///{tmp_path / 'copy.db'}")) as copied:
        assert Office(copied).opens(at("mon 08:30")).item.label == "H-1"
