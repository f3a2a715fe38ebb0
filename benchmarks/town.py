"""A workspace that is large enough to be measured: made by the bot's own verbs, then multiplied."""

import hashlib
import inspect
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import event, select, update
from sqlalchemy.schema import CreateIndex, CreateTable

from benchmarks import multiplying
from benchmarks.multiplying import multiply
from models.acts import Act, Surface
from models.notes import Draft
from models.roster.apply import apply_roster
from models.roster.file import read_roster
from models.storage.database import Database
from models.storage.opening import open_database
from models.tables import Base, Delivery, DeliveryState, Item, Message, MessageKind, Urgency
from models.targets import ToRegion
from models.verbs.claiming import claim
from models.verbs.closing import finish
from models.verbs.handing_off import open_and_offer
from models.workspace.connecting import connect_workspace
from models.workspace.directory import ChannelNews, PersonNews, keep_channel, keep_person

TEAM: Final = "T0SUN"
BOT: Final = "U0SUNBOT"
OPS: Final = "C0OPS"
BEGINS: Final = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)  # a Monday on which Berlin is at work
NOW: Final = datetime(2027, 3, 1, 9, 30, tzinfo=UTC)
ZONES: Final = {"Singapore": "Asia/Singapore", "Berlin": "Europe/Berlin", "Denver": "America/Denver"}
PER_REGION: Final = 30
ASKER: Final = "U0BERLIN00"  # on shift in Berlin
ELSEWHERE: Final = "U0SINGAPORE00"
TEMPLATES: Final = 100
# Of each hundred items so many are owned by others and so many wait for another region; the rest is done.
OWNED: Final = 10
OFFERED: Final = 15
# The asker's list: twenty lines, and "and 20 more".
ASKERS_OWN: Final = 25
ASKERS_WAITING: Final = 15
LEVELS: Final = (Urgency.STEADY, Urgency.WATCH, Urgency.STEADY, Urgency.CRITICAL)


def town(items: int, folder: Path) -> Database:
    """A SQLite database with so many items: a copy of one that is kept in the temporary folder for the next run."""
    kept = Path(tempfile.gettempdir()) / f"sunrelay-benchmark-{_fingerprint()}-{items}.db"
    if not kept.exists():
        making = folder / "making.db"
        open_database(f"sqlite:///{making}").close()
        database = Database(f"sqlite:///{making}")
        in_haste(database)
        fill(database, items)
        database.close()
        shutil.move(making, kept)
    return Database(f"sqlite:///{shutil.copyfile(kept, folder / f'{items}.db')}")


def fill(database: Database, items: int) -> None:
    """Connect the workspace, tell of its people, and make so many items: the asker's last."""
    furnish(database)
    for number in range(TEMPLATES):
        make_item(database, number)
    send_all(database)
    multiply(database, items - ASKERS_OWN - ASKERS_WAITING)
    for number in range(ASKERS_OWN + ASKERS_WAITING):
        make_item(database, number, "Berlin", ASKER if number < ASKERS_OWN else None)
    send_all(database)


def alike(items: int, folder: Path, claimer: str | None = None) -> Path:
    """A SQLite file with so many items, all waiting for the asker's region, or all owned by `claimer`."""
    path = folder / "alike.db"
    open_database(f"sqlite:///{path}").close()
    database = Database(f"sqlite:///{path}")
    in_haste(database)
    furnish(database)
    for number in range(TEMPLATES):
        make_item(database, number, "Berlin", claimer)
    send_all(database)
    multiply(database, items)
    database.close()
    return path


def furnish(database: Database) -> None:
    """One team of ninety people in three regions, and their public channel, as Slack has told of them."""
    people = {f"U0{region.upper()}{number:02}": zone for region, zone in ZONES.items() for number in range(PER_REGION)}
    news = ChannelNews(OPS, "ops", private=False, archived=False, has_bot=True, members=frozenset({BOT, *people}))
    with database.write() as session:
        workspace = connect_workspace(session, TEAM, "Sun", "https://sun.slack.com/", BOT)
        apply_roster(session, workspace, read_roster(_roster()), BEGINS)
        keep_channel(session, workspace.id, news, BEGINS)
        for user, zone in people.items():
            name = user.removeprefix("U0").title()
            one = PersonNews(user, name, zone, guest=False, external=False, deactivated=False)
            keep_person(session, workspace.id, one, BEGINS)


def send_all(database: Database) -> None:
    """Slack takes all that is owed."""
    with database.write() as session:
        session.execute(update(Delivery).values(state=DeliveryState.SENT, sent_at=NOW))
        for message in session.scalars(select(Message).where(Message.ts.is_(None))):
            message.channel, message.ts = message.channel or f"D{message.user}", f"1803891600.{message.id:06}"
            if message.kind is MessageKind.CARD:
                session.get_one(Item, message.item_id).ts = message.ts


def make_item(database: Database, number: int, region: str = "Denver", claimer: str | None = None) -> None:
    """Somebody in Singapore hands something off, to the asker's region or to another."""
    draft = Draft(f"Replica {number} lags behind", "Restart the rebuild", LEVELS[number % len(LEVELS)])
    act = Act(1, f"U0SINGAPORE{number % PER_REGION:02}", BEGINS, Surface.FORM, channel=OPS)
    made = open_and_offer(database, act, 1, OPS, draft, ToRegion(region)).item.number
    if region == "Denver" and number < OWNED:
        claimer = f"U0DENVER{number:02}"
    if claimer is not None:
        claim(database, Act(1, claimer, BEGINS, Surface.COMMAND, channel=OPS), made)
    elif region == "Denver" and number >= OWNED + OFFERED:
        finish(database, act, made)


def in_haste(database: Database) -> None:
    """Do not wait for the disk: nothing is lost with a database that is still being made."""
    event.listen(database.engine, "connect", _hurry)


def _hurry(connection: Any, _: object) -> None:
    for pragma in ("synchronous=OFF", "foreign_keys=OFF", "cache_size=-500000"):
        connection.execute(f"PRAGMA {pragma}")


def _roster() -> str:
    regions = "".join(
        f'      - {{name: {name}, timezone: {zone}, hours: "09:00-17:00", rotation_from: 2027-03-01,'
        f" members: [{', '.join(f'{{user: U0{name.upper()}{number:02}}}' for number in range(PER_REGION))}]}}\n"
        for name, zone in ZONES.items()
    )
    return f"teams:\n  - name: Platform\n    channel: {OPS}\n    leads: [U0DENVER00]\n    regions:\n{regions}"


def _fingerprint() -> str:
    """Changes with the tables and with how they are filled: what was kept before is then of no use."""
    tables = Base.metadata.sorted_tables
    schema = [str(CreateTable(table)) for table in tables]
    schema += [
        str(CreateIndex(index)) for table in tables for index in sorted(table.indexes, key=lambda one: str(one.name))
    ]
    schema += [Path(__file__).read_text(encoding="utf-8"), inspect.getsource(multiplying)]
    return hashlib.sha256("".join(schema).encode()).hexdigest()[:12]
