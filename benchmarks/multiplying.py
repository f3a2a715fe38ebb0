"""Making many rows of a few, in SQL, so that a million items are there within seconds."""

from typing import Any, Final

from sqlalchemy import ColumnElement, Select, String, cast, func, insert, literal, select, update
from sqlalchemy.orm import Session

from models.storage.database import Database
from models.tables import Base, Event, Item, Message, MessageKind, Note, Workspace

# What stands for the item whose row it is.
ITEM_OF: Final[dict[type[Base], ColumnElement[Any]]] = {
    Item: Item.id.expression,
    Note: Note.item_id.expression,
    Event: Event.item_id.expression,
    Message: Message.item_id.expression,
}


def multiply(database: Database, items: int) -> None:
    """Copy items, each with its note, its last event and its card, until there are so many: by doubling, in order."""
    with database.write() as session:
        there = _largest(session, Item)
        while there < items:
            _copy(session, there, min(there, items - there))
            there += min(there, items - there)
        session.execute(update(Workspace).values(last_number=there))
        session.execute(update(Item).values(indexed=True))  # as a bot that has run for long leaves them


def _copy(session: Session, there: int, how_many: int) -> None:
    moved = {
        "items.id": there, "items.number": there, "notes.item_id": there, "events.item_id": there,
        "messages.item_id": there, "items.last_event": _largest(session, Event), "events.id": _largest(session, Event),
        "messages.id": _largest(session, Message),
    }  # fmt: skip
    for mapped, item in ITEM_OF.items():
        query = select(*(_moved(mapped, column, moved) for column in mapped.__table__.columns)).where(item <= how_many)
        session.execute(
            insert(mapped).from_select(mapped.__table__.columns.keys(), _only(mapped, query).order_by(item))
        )


def _only(mapped: type[Base], query: Select[Any]) -> Select[Any]:
    if mapped is Event:
        return query.where(Event.id.in_(select(Item.last_event)))
    return query.where(Message.kind == MessageKind.CARD) if mapped is Message else query


def _moved(mapped: type[Base], column: ColumnElement[Any], moved: dict[str, int]) -> ColumnElement[Any]:
    """The column as the copy has it: other ids, and text made of them where it must be unique."""
    name = f"{mapped.__tablename__}.{column.key}"
    if name in moved:
        return column + moved[name]
    item = cast(ITEM_OF[mapped] + moved["items.id"], String) if mapped in ITEM_OF else None
    if item is None or column.key not in {"key", "opaque", "ts"}:
        return column
    return literal({"key": "card:", "opaque": "opaque", "ts": "1803891600.9"}[column.key]) + item


def _largest(session: Session, mapped: type[Item] | type[Event] | type[Message]) -> int:
    return session.scalar(select(func.max(mapped.id))) or 0
