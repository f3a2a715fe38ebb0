"""The index of items' words: filled by the tick for items whose words have changed since it last was.

On SQLite it is a table of FTS5 (sqlite.org/fts5.html), on PostgreSQL one with a `tsvector`. Both hold the same terms,
made by `models.search.terms`. A change of words only marks the item (`Item.indexed`): whoever writes need not wait.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from models.due import MOST, find_due, take_item
from models.notes import TEXTS, current_note
from models.search.terms import terms_of
from models.storage.conflicts import again_after_conflicts
from models.storage.database import Database
from models.tables import Comment, Decision, Item

# The index's columns, and how much a word there counts; PostgreSQL knows them by their letter.
COLUMNS: Final = {"headline": "A", "note": "B", "replies": "C", "decisions": "D"}
_MOST_POSITIONS: Final = 16_383  # of a tsvector: postgresql.org/docs/current/textsearch-limitations.html
# As in the index: SQLite uses an index of some rows only where it reads the same words.
_NOT_INDEXED: Final = text("items.indexed = false")
TO_INDEX: Final = select(Item.id).where(_NOT_INDEXED).order_by(Item.id).limit(MOST)

_FORGET: Final = {
    "sqlite": text("DELETE FROM item_search WHERE rowid = :item"),
    "postgresql": text("DELETE FROM item_search WHERE item_id = :item"),
}
_KEEP: Final = {
    "sqlite": text(
        "INSERT INTO item_search (rowid, headline, note, replies, decisions)"
        " VALUES (:item, :headline, :note, :replies, :decisions)"
    ),
    "postgresql": text("INSERT INTO item_search (item_id, words) VALUES (:item, CAST(:words AS tsvector))"),
}


def due_to_index(session: Session, now: datetime, limit: int) -> list[int]:
    """The items (row ids) whose words the index does not have yet, oldest first."""
    return find_due(session, TO_INDEX, now, limit)


@again_after_conflicts
def index_item(database: Database, item_id: int, now: datetime) -> None:  # noqa: ARG001 (the tick gives it)
    """Put the item's words into the index as they are now."""
    with database.write() as session:
        item = take_item(session, item_id)
        if item is None:
            return
        dialect = session.connection().dialect.name
        columns = _words_of(session, item)
        session.execute(_FORGET[dialect], {"item": item.id})
        values = columns if dialect == "sqlite" else {"words": _tsvector(columns)}
        session.execute(_KEEP[dialect], {"item": item.id, **values})
        item.indexed = True


def _words_of(session: Session, item: Item) -> dict[str, str]:
    note = current_note(session, item)
    replies = select(Comment.text, Comment.answer).where(Comment.item_id == item.id, Comment.deleted.is_(False))
    decided = select(Decision.question, Decision.why, Decision.condition).where(Decision.item_id == item.id)
    texts: dict[str, Iterable[str]] = {
        "headline": (item.label, note.headline),
        "note": (*(getattr(note, name) for name in TEXTS if name != "headline"), note.recap),
        "replies": _flat(session.execute(replies).all()),
        "decisions": _flat(session.execute(decided).all()),
    }
    return {column: " ".join(terms_of("\n".join(texts[column]))) for column in COLUMNS}


def _flat(rows: Sequence[Iterable[str]]) -> list[str]:
    return [one for row in rows for one in row]


def _tsvector(columns: dict[str, str]) -> str:
    """The terms with their places as PostgreSQL writes them; a column begins well behind the one before."""
    places, place = [], 0
    for column, weight in COLUMNS.items():
        for term in columns[column].split():
            place = min(place + 1, _MOST_POSITIONS)
            places.append(f"'{term}':{place}{weight}")
        place += 2
    return " ".join(places)
