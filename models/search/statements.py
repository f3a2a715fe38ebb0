"""The statements that find items by their words, made once for each shape of question: making them takes longer than
running them."""

from functools import lru_cache
from typing import Any, Final, NamedTuple

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    bindparam,
    cast,
    column,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    table,
    true,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import aliased

from models.notes import IS_ITS_NOTE
from models.seeing import seen_by
from models.storage.prepared import Prepared
from models.tables import Channel, ChannelKind, Item, Note, Person, Region
from models.tables.base import Instant

MOST_COUNTED: Final = 1_000
_INDEX: Final = table("item_search", column("rowid"), column("item_id"), column("words"))
# How much each part of an item counts: its headline, its note, replies, decisions (see `index.COLUMNS`).
_FOR_FTS5: Final = (10.0, 4.0, 2.0, 2.0)
_FOR_TSVECTOR: Final[ColumnElement[Any]] = literal_column("CAST('{0.2, 0.2, 0.4, 1.0}' AS float4[])")


class Shape(NamedTuple):
    """What the statements of a question depend on: whether it has words, and which filters; whether it is asked in a
    channel, of which not all may be shown there; and how many items are wanted."""

    worded: bool
    filters: tuple[str, ...]
    sees_public: bool
    in_channel: bool
    guarded: bool
    limit: int


class Statements(NamedTuple):
    """The best of what is shown here, how many there are, and how many are left out, where any are."""

    best: Prepared
    total: Prepared
    left_out: Prepared | None


@lru_cache(maxsize=128)
def statements_of(shape: Shape, dialect: Dialect) -> Statements:
    """The statements of that shape, in the words of that database."""
    here, elsewhere = _shown_and_left_out() if shape.guarded else (true(), None)
    unranked = _matching(shape, dialect.name, ranked=False)
    best = _best(_matching(shape, dialect.name).where(here), shape.limit)
    left_out = Prepared(_count(unranked.where(elsewhere)), dialect) if elsewhere is not None else None
    return Statements(Prepared(best, dialect), Prepared(_count(unranked.where(here)), dialect), left_out)


def _matching(shape: Shape, dialect: str, *, ranked: bool = True) -> Select[Any]:
    """The ids of the items that fit and can be seen, and how well their words do as `rank`: the less, the better."""
    found: Any = _with_words(dialect, ranked=ranked) if shape.worded else select(Item.id, literal(0).label("rank"))
    channel = bindparam("channel", type_=String) if shape.in_channel else None
    fitting: Select[Any] = found.where(
        Item.workspace_id == bindparam("workspace"),
        seen_by(bindparam("user", type_=String), channel, sees_public=shape.sees_public),
        *(FILTERS[name] for name in shape.filters),
    )
    return fitting


def _came_to() -> ColumnElement[bool]:
    called = select(Region.id).where(func.lower(Region.name) == bindparam("region", type_=String))
    return or_(Item.region_id.in_(called), Item.offered_region_id.in_(called))


FILTERS: Final[dict[str, ColumnElement[bool]]] = {
    "kind": func.lower(Item.kind) == bindparam("kind", type_=String),
    "owner": Item.owner == bindparam("owner", type_=String),
    "state": Item.state == bindparam("state"),
    "before": Item.created_at < bindparam("before", type_=Instant),
    "region": _came_to(),
}


def _with_words(dialect: str, *, ranked: bool) -> Select[Any]:
    """The items that have the words: the index is asked first and once, whatever the database thinks of that."""
    rank: ColumnElement[Any]
    words = bindparam("words", type_=String)
    if dialect == "sqlite":
        index: ColumnElement[Any] = literal_column("item_search")
        key, fits = _INDEX.c.rowid, index.op("MATCH")(words)
        rank = func.bm25(index, *_FOR_FTS5)
    else:
        query = cast(words, TSQUERY)
        key, fits = _INDEX.c.item_id, _INDEX.c.words.op("@@")(query)
        rank = func.ts_rank(_FOR_TSVECTOR, _INDEX.c.words, query) * -1
    found = select(key.label("id"), (rank if ranked else literal(0)).label("rank")).select_from(_INDEX).where(fits)
    matching = found.cte("words").prefix_with("MATERIALIZED")
    return select(Item.id, matching.c.rank).select_from(matching).join(Item, Item.id == matching.c.id)


def _shown_and_left_out() -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Which items may be shown in the channel where who acts asks, and which not: somebody may be looking over their
    shoulder."""
    public = select(Channel.slack_id).where(
        Channel.workspace_id == bindparam("workspace"), Channel.kind == ChannelKind.PUBLIC
    )
    is_here = Item.channel == bindparam("channel", type_=String)
    here = func.coalesce(Item.channel.in_(public) | is_here, false())
    return here, ~here


def _best(fits: Select[Any], limit: int) -> Any:
    """The best of what fits, then the newest."""
    first = fits.order_by(literal_column("rank"), Item.created_at.desc(), Item.id.desc()).limit(limit).subquery()
    owner = aliased(Person)
    return (
        select(Item.number, Item.urgency, Item.state, Note.headline, owner.name, Item.created_at)
        .join(first, first.c.id == Item.id)
        .join(Note, IS_ITS_NOTE)
        .outerjoin(owner, (owner.workspace_id == Item.workspace_id) & (owner.user == Item.owner))
        .order_by(first.c.rank, Item.created_at.desc(), Item.id.desc())
    )


def _count(fits: Select[Any]) -> Select[Any]:
    """How many fit, as far as anybody counts."""
    some = fits.with_only_columns(Item.id).limit(MOST_COUNTED + 1).subquery()
    return select(func.count()).select_from(some)
