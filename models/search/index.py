"""The index of items' words: filled by the tick for items whose words have changed since it last was.

On SQLite it is a table of FTS5 (sqlite.org/fts5.html), on PostgreSQL one with a `tsvector`. Both hold the same terms,
made by `models.search.terms`. A change of words only marks the item (`Item.indexed`): whoever writes need not wait.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Select, select, text, update
from sqlalchemy.orm import Session

from models.due import MOST, find_due, take_items
from models.notes import TEXTS, current_note, read_notes
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
def index_items(database: Database, item_ids: list[int], now: datetime) -> None:  # noqa: ARG001 (the tick gives it)
    """Put the items' words into the index as they are now."""
    with database.write() as session:
        items = take_items(session, item_ids)
        if not items:
            return
        dialect = session.connection().dialect.name
        words = _words_of(session, items)
        session.execute(_FORGET[dialect], [{"item": item_id} for item_id in words])
        session.execute(_KEEP[dialect], [{"item": item_id, **_VALUES[dialect](words[item_id])} for item_id in words])
        session.connection().execute(update(Item).where(Item.id.in_(list(words))).values(indexed=True))


def _words_of(session: Session, items: Sequence[Item]) -> dict[int, dict[str, str]]:
    """The terms of each item, by its row's id: what stands in each of the index's columns."""
    read_notes(session, items)
    replies = select(Comment.item_id, Comment.text, Comment.answer).where(Comment.deleted.is_(False))
    decided = select(Decision.item_id, Decision.question, Decision.why, Decision.condition)
    said = _texts(session, replies.where(Comment.item_id.in_([item.id for item in items])))
    asked = _texts(session, decided.where(Decision.item_id.in_([item.id for item in items])))
    found = {}
    for item in items:
        note = current_note(session, item)
        texts: dict[str, Iterable[str]] = {
            "headline": (item.label, note.headline),
            "note": (*(getattr(note, name) for name in TEXTS if name != "headline"), note.recap),
            "replies": said.get(item.id, ()),
            "decisions": asked.get(item.id, ()),
        }
        found[item.id] = {column: " ".join(terms_of("\n".join(texts[column]))) for column in COLUMNS}
    return found


def _texts(session: Session, query: Select[*tuple[Any, ...]]) -> dict[int, list[str]]:
    """The texts that the query gives behind an item's row id, of each item."""
    found: dict[int, list[str]] = {}
    for item_id, *texts in session.execute(query):
        found.setdefault(item_id, []).extend(texts)
    return found


def _tsvector(columns: dict[str, str]) -> dict[str, str]:
    """The terms with their places as PostgreSQL writes them; a column begins well behind the one before."""
    places, place = [], 0
    for column, weight in COLUMNS.items():
        for term in columns[column].split():
            place = min(place + 1, _MOST_POSITIONS)
            places.append(f"'{term}':{place}{weight}")
        place += 2
    return {"words": " ".join(places)}


def _as_they_are(columns: dict[str, str]) -> dict[str, str]:
    return columns


# What the index is given of an item's terms.
_VALUES: Final = {"sqlite": _as_they_are, "postgresql": _tsvector}
