"""Finding items by their words: the best first, and only what the asker may see."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
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
from sqlalchemy.orm import Session, aliased

from models.acts import Act
from models.labels import label_of
from models.notes import IS_ITS_NOTE
from models.people import find_person
from models.queue import visible_to
from models.search.terms import Phrase
from models.search.wanted import Wanted
from models.tables import NAMELESS, Channel, ChannelKind, Item, Note, Person, Region, State, Urgency

MOST_COUNTED: Final = 1_000
_INDEX: Final = table("item_search", column("rowid"), column("item_id"), column("words"))
# How much each part of an item counts: its headline, its note, replies, decisions (see `index.COLUMNS`).
_FOR_FTS5: Final = (10.0, 4.0, 2.0, 2.0)
_FOR_TSVECTOR: Final[ColumnElement[Any]] = literal_column("CAST('{0.2, 0.2, 0.4, 1.0}' AS float4[])")


@dataclass(frozen=True, slots=True)
class FoundItem:
    """An item as a line of what was found shows it. `opened_at` is UTC."""

    number: int
    urgency: Urgency
    state: State
    headline: str
    owner: str
    opened_at: datetime

    @property
    def label(self) -> str:
        """The id people use: `H-42`."""
        return label_of(self.number)


@dataclass(frozen=True, slots=True)
class Found:
    """The best of what was found, and how many there are in all (just over a thousand where nobody counts on).

    `left_out`: how many more the asker sees elsewhere, which are not shown in a channel they do not belong to.
    """

    items: tuple[FoundItem, ...]
    total: int
    left_out: int

    @property
    def is_counted(self) -> bool:
        """Whether `total` is how many there are."""
        return self.total <= MOST_COUNTED


def find_items(session: Session, act: Act, wanted: Wanted, limit: int) -> Found:
    """The items that fit and that who acts may see, best first, then newest."""
    here, elsewhere = _shown_and_left_out(act)
    items = _best(session, _matching(session, act, wanted).where(here), limit)
    unranked = _matching(session, act, wanted, ranked=False)
    total = len(items) if len(items) < limit else _count(session, unranked.where(here))
    return Found(tuple(items), total, _count(session, unranked.where(elsewhere)) if elsewhere is not None else 0)


def _matching(session: Session, act: Act, wanted: Wanted, *, ranked: bool = True) -> Select[Any]:
    """The ids of the items that fit and can be seen, and how well their words do as `rank`: the less, the better."""
    found: Any = select(Item.id, literal(0).label("rank"))
    if wanted.phrases:
        found = _with_words(session.connection().dialect.name, wanted.phrases, ranked=ranked)
    fitting: Select[Any] = found.where(
        Item.workspace_id == act.workspace_id,
        visible_to(act, find_person(session, act.workspace_id, str(act.user))),
        *_filters(wanted),
    )
    return fitting


def _filters(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.kind is not None:
        yield func.lower(Item.kind) == wanted.kind.lower()
    if wanted.owner is not None:
        yield Item.owner == wanted.owner
    if wanted.state is not None:
        yield Item.state == wanted.state
    if wanted.before is not None:
        yield Item.created_at < wanted.before
    if wanted.region is not None:
        called = select(Region.id).where(func.lower(Region.name) == wanted.region.lower())
        yield or_(Item.region_id.in_(called), Item.offered_region_id.in_(called))


def _with_words(dialect: str, phrases: Sequence[Phrase], *, ranked: bool) -> Select[Any]:
    """The items that have the words: the index is asked first and once, whatever the database thinks of that."""
    rank: ColumnElement[Any]
    if dialect == "sqlite":
        index: ColumnElement[Any] = literal_column("item_search")
        key, fits = _INDEX.c.rowid, index.op("MATCH")(_for_fts5(phrases))
        rank = func.bm25(index, *_FOR_FTS5)
    else:
        query = cast(_for_tsquery(phrases), TSQUERY)
        key, fits = _INDEX.c.item_id, _INDEX.c.words.op("@@")(query)
        rank = func.ts_rank(_FOR_TSVECTOR, _INDEX.c.words, query) * -1
    found = select(key.label("id"), (rank if ranked else literal(0)).label("rank")).select_from(_INDEX).where(fits)
    words = found.cte("words").prefix_with("MATERIALIZED")
    return select(Item.id, words.c.rank).select_from(words).join(Item, Item.id == words.c.id)


def _for_fts5(phrases: Sequence[Phrase]) -> str:
    return " AND ".join(f'"{" ".join(one.terms)}"{"*" if one.open_ended else ""}' for one in phrases)


def _for_tsquery(phrases: Sequence[Phrase]) -> str:
    return " & ".join(f"({' <-> '.join(_lexemes(one))})" for one in phrases)


def _lexemes(phrase: Phrase) -> list[str]:
    *before, last = phrase.terms
    return [*(f"'{term}'" for term in before), f"'{last}'{':*' if phrase.open_ended else ''}"]


def _shown_and_left_out(act: Act) -> tuple[ColumnElement[bool], ColumnElement[bool] | None]:
    """Which items may be shown where who acts asks, and which not: somebody may be looking over their shoulder.

    In a direct message all may.
    """
    if act.channel is None or act.channel.startswith("D"):
        return true(), None
    public = select(Channel.slack_id).where(
        Channel.workspace_id == act.workspace_id, Channel.kind == ChannelKind.PUBLIC
    )
    here = func.coalesce(Item.channel.in_(public) | (Item.channel == act.channel), false())
    return here, ~here


def _best(session: Session, fits: Select[Any], limit: int) -> list[FoundItem]:
    """The best of what fits, then the newest."""
    first = fits.order_by(literal_column("rank"), Item.created_at.desc(), Item.id.desc()).limit(limit).subquery()
    owner = aliased(Person)
    found = (
        select(Item.number, Item.urgency, Item.state, Note.headline, owner.name, Item.created_at)
        .join(first, first.c.id == Item.id)
        .join(Note, IS_ITS_NOTE)
        .outerjoin(owner, (owner.workspace_id == Item.workspace_id) & (owner.user == Item.owner))
        .order_by(first.c.rank, Item.created_at.desc(), Item.id.desc())
    )
    return [
        FoundItem(number, urgency, state, headline, name or NAMELESS, opened_at)
        for number, urgency, state, headline, name, opened_at in session.execute(found)
    ]


def _count(session: Session, fits: Select[Any]) -> int:
    """How many fit, as far as anybody counts."""
    some = fits.with_only_columns(Item.id).limit(MOST_COUNTED + 1).subquery()
    return session.scalar(select(func.count()).select_from(some)) or 0
