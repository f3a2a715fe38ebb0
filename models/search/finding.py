"""Finding items by their words: the best first, and only what the asker may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session

from models.acts import Act
from models.labels import label_of
from models.people import find_person
from models.roster.rows import teams_of
from models.search.statements import FILTERS, MOST_COUNTED, Shape, statements_of
from models.search.terms import Phrase
from models.search.wanted import Wanted
from models.tables import NAMELESS, State, Urgency
from models.tables.base import instant_reader, instant_writer


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


def names_to_filter_by(session: Session, act: Act) -> dict[str, list[str]]:
    """The kinds and the regions of the teams of who acts, by the filter's name; empty for who is in none."""
    teams = teams_of(session, act.workspace_id, str(act.user))
    kinds = {kind.name for team in teams for kind in team.all_kinds()}
    return {"kind": sorted(kinds), "region": [region.name for team in teams for region in team.regions]}


def find_items(session: Session, act: Act, wanted: Wanted, limit: int) -> Found:
    """The items that fit and that who acts may see, best first, then newest."""
    connection = session.connection()
    dialect = connection.dialect
    statements = statements_of(_shape_of(session, act, wanted, limit), dialect)
    values = _values_of(act, wanted, dialect)
    read = instant_reader(dialect)
    items = [
        FoundItem(number, Urgency(urgency), State(state), headline, name or NAMELESS, read(opened_at) or act.now)
        for number, urgency, state, headline, name, opened_at in statements.best.rows(connection, values)
    ]
    total = len(items) if len(items) < limit else int(statements.total.rows(connection, values)[0][0])
    left_out = statements.left_out.rows(connection, values)[0][0] if statements.left_out else 0
    return Found(tuple(items), total, left_out)


def _shape_of(session: Session, act: Act, wanted: Wanted, limit: int) -> Shape:
    person = find_person(session, act.workspace_id, str(act.user))
    return Shape(
        worded=bool(wanted.phrases),
        filters=tuple(name for name in FILTERS if getattr(wanted, name) is not None),
        sees_public=person is not None and person.sees_public_channels,
        in_channel=act.channel is not None,
        # In a direct message all may be shown.
        guarded=act.channel is not None and not act.channel.startswith("D"),
        limit=limit,
    )


def _values_of(act: Act, wanted: Wanted, dialect: Dialect) -> dict[str, Any]:
    """What the statements are asked with, in the driver's own values; they take what they need."""
    in_sqlite = dialect.name == "sqlite"
    return {
        "workspace": act.workspace_id,
        "user": str(act.user),
        "channel": act.channel,
        "words": _for_fts5(wanted.phrases) if in_sqlite else _for_tsquery(wanted.phrases),
        "kind": wanted.kind.lower() if wanted.kind else None,
        "owner": wanted.owner,
        "region": wanted.region.lower() if wanted.region else None,
        "state": wanted.state.value if wanted.state else None,
        "before": instant_writer(dialect)(wanted.before) if wanted.before else None,
    }


def _for_fts5(phrases: Sequence[Phrase]) -> str:
    return " AND ".join(f'"{" ".join(one.terms)}"{"*" if one.open_ended else ""}' for one in phrases)


def _for_tsquery(phrases: Sequence[Phrase]) -> str:
    return " & ".join(f"({' <-> '.join(_lexemes(one))})" for one in phrases)


def _lexemes(phrase: Phrase) -> list[str]:
    *before, last = phrase.terms
    return [*(f"'{term}'" for term in before), f"'{last}'{':*' if phrase.open_ended else ''}"]
