"""A digest of sixty items against its ranking, as docs/explanation/the-digest.md shows it.

`python -m tests.models.sixty` writes the table into the page.
"""

import re
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, Final

from sqlalchemy import select

from handlers.blocks.digest.daily import digest
from handlers.blocks.rendered import Rendered
from models.facts.digest import digest_facts
from models.owed.digest_parts import day_of
from models.owed.digests import fill_digest
from models.ranking import Need, Standing, need_of
from models.storage.database import Database
from models.storage.upgrade import upgrade
from models.tables import Entry, Item, Message, MessageKind, Note, Region, Urgency, Workspace
from models.targets import ToRegion
from tests.handlers.blocks.checks import labels_of
from tests.house.tree import ROOT, read
from tests.models.office import Office, furnish
from tests.people import JONAS, WEI, at

PAGE: Final = "docs/explanation/the-digest.md"
BEGIN, END = "<!-- sixty:begin -->", "<!-- sixty:end -->"
BETWEEN: Final = re.compile(f"(?<={re.escape(BEGIN)}\n).*?(?={re.escape(END)})", re.DOTALL)
MORNING: Final = at("tue 08:00")  # 09:00 in Berlin; Jonas's day ends at 16:00 UTC
TO_DECIDE: Final = (17, 38)
WHY: Final = {
    Need.DECIDE: "yours to decide",
    Need.CRITICAL: "critical",
    Need.NOT_TAKEN: "sent back, or unclaimed",
    Need.TRIGGER: "watch, with a trigger in your day",
    Need.THIRD_TIME: "with Berlin for the third time",
    Need.REST: "the rest, oldest first",
}
ON_THE_WAY: Final = "longest on the way"
BERLIN: Final = "Berlin"


@dataclass(frozen=True)
class Spec:
    """What one of the sixty is like. Instants are UTC."""

    number: int
    columns: dict[str, Any] = field(default_factory=dict)
    times_there: int = 1
    decide_by: datetime | None = None

    @classmethod
    def of(cls, number: int) -> "Spec":
        """The mix: no two needs coincide on purpose, but some do."""
        watch = number % 5 == 2
        critical = number % 11 == 0
        columns = {
            "urgency": Urgency.CRITICAL if critical else Urgency.WATCH if watch else Urgency.STEADY,
            "times_sent_back": int(number % 9 == 4),
            "unclaimed": int(number % 13 == 6),
            "hops": number % 7 if number % 4 == 1 else 0,
            "by": (at("tue 14:00") if number % 2 else at("thu 14:00")) if watch else None,
            "created_at": at("mon 01:00") + timedelta(minutes=30 * (number * 37 % 60)),
        }
        times_there = 3 if number % 14 == 3 else 1
        return cls(number, columns, times_there, at("tue 11:00") if number % 15 == 12 else None)


SPECS: Final = tuple(Spec.of(number) for number in range(1, 61))


def sixty_items(office: Office) -> None:
    """Sixty items wait for Berlin, two of them for Jonas's decision."""
    office.opens(at("mon 01:00"), to=ToRegion(BERLIN))
    for number in range(2, 61):
        if number in TO_DECIDE:
            asks = {"decision_owner": JONAS, "decision": f"May {number} go?"}
            office.opens(at("mon 01:00"), to=ToRegion(BERLIN), **asks)
        else:
            _copy(office, number)
    with office.database.write() as session:
        berlin = session.scalars(select(Region.id).where(Region.name == BERLIN)).one()
        for spec in SPECS:
            item = session.scalars(select(Item).where(Item.number == spec.number)).one()
            for column, value in spec.columns.items():
                setattr(item, column, value)
            item.visits = {str(berlin): spec.times_there}
            note = session.scalars(select(Note).where(Note.item_id == item.id)).one()
            note.headline, note.decide_by = f"Work {spec.number}", spec.decide_by


def rows(office: Office) -> list[list[str]]:
    """The table: place, item, why it stands there, on the way, opened, and how the digest shows it."""
    office.begins_days(MORNING)
    with office.database.write() as session:
        message = session.get_one(Message, office.messages(MessageKind.DIGEST, JONAS)[0].id)
        fill_digest(session, message, MORNING)
        shown = digest(digest_facts(session, message, MORNING), MORNING)
        entries = select(Item).join(Entry, Entry.item_id == Item.id).where(Entry.message_id == message.id)
        items = session.scalars(entries.order_by(Entry.position)).all()
        return [_row(message, place, item, shown) for place, item in enumerate(items, start=1)]


def table(found: list[list[str]]) -> str:
    """The rows as Markdown."""
    head = ["place", "item", "why", "on the way", "opened (UTC)", "the digest says"]
    lines = [head, ["---:", "---", "---", "---", "---", "---"], *found]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


def told() -> str:
    """What stands in the page between the markers."""
    found = BETWEEN.findall(read(PAGE))
    assert len(found) == 1, f"{PAGE} has the markers {BEGIN} and {END} once, in this order"
    return str(found[0])


def _copy(office: Office, number: int) -> None:
    with office.database.write() as session:
        first = session.get_one(Item, 1)
        columns = {column.key: getattr(first, column.key) for column in Item.__mapper__.columns if column.key != "id"}
        item = Item(**columns | {"number": number})
        session.add(item)
        session.flush()
        session.add(Note(item_id=item.id, version=1, author=WEI, written_at=MORNING, headline="Work", next_step="Look"))
        session.get_one(Workspace, first.workspace_id).last_number = number


def _row(message: Message, place: int, item: Item, shown: Rendered) -> list[str]:
    spec = SPECS[item.number - 1]
    standing = Standing(
        item.id, item.urgency, item.created_at, item.by, spec.decide_by, item.number in TO_DECIDE,
        item.times_sent_back, item.unclaimed, spec.times_there, item.hops,
    )  # fmt: skip
    need = need_of(standing, day_of(message))
    why = ON_THE_WAY if need is Need.REST and item.hops else WHY[need]
    in_full = f"Claim {item.label}" in labels_of(shown)
    how = "in full" if in_full else "one line" if f"{item.label} " in shown.text else "that there is more"
    way = f"{item.hops + 1} regions" if item.hops else ""
    return [str(place), item.label, why, way, f"{item.created_at:%a %H:%M}", how]


def main() -> None:
    """Write the table into the page."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(Database(f"sqlite:///{Path(folder) / 'sixty.db'}")) as database,
    ):
        upgrade(database)
        furnish(database)
        office = Office(database)
        sixty_items(office)
        made = table(rows(office))
    (ROOT / PAGE).write_text(BETWEEN.sub(lambda _: made, read(PAGE)), encoding="utf-8")


if __name__ == "__main__":
    main()
