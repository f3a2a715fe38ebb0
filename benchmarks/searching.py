"""`/handoff find` over a hundred thousand items, against an answer that only acknowledges."""

import random
import tempfile
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from typing import Final

from sqlalchemy import select, text, update

from benchmarks.bare import asking, bare_app
from benchmarks.measuring import Effort, Row, interleave
from benchmarks.product import in_process, secret_of
from benchmarks.requests import command
from benchmarks.town import town
from models.storage.database import Database
from models.tables import Item

ITEMS: Final = 100_000
FEW_ITEMS: Final = 10_000
CALLS: Final = 20  # a round: what many items fit takes its time
# Words as people use them: a few in nearly every item, most in very few.
VOCABULARY: Final = 20_000
WORDS_OF_AN_ITEM: Final = 30
_KEEP: Final = text(
    "INSERT INTO item_search (rowid, headline, note, replies, decisions) VALUES (:item, :headline, :note, '', '')"
)
ASKED: Final = {"a word of some dozen items": "w4000", "two words": "w40 w300", "a word of nearly every item": "w0"}


def rows(effort: Effort) -> Iterator[Row]:
    """What each search costs, at its median."""
    items = ITEMS if effort.many_items >= ITEMS else FEW_ITEMS
    with tempfile.TemporaryDirectory(prefix="sunrelay-") as folder:
        database = town(items, Path(folder))
        _fill_index(database)
        address = str(database.engine.url)
        database.close()
        with in_process(address) as bot:
            bare = bare_app()
            searches = {what: command(f"find {words}", "1.2.3") for what, words in ASKED.items()}
            variants = {what: asking(bot.app.dispatch, one, secret_of(bot)) for what, one in searches.items()}
            variants["bare"] = asking(bare.dispatch, command("help", "1.2.3"))
            times = interleave(variants, effort.rounds, CALLS)
            for what in ASKED:
                name = f"`/handoff find` over {items:,} items, {what}: p50, against the bare acknowledgement"
                yield Row(name, times.ratio(what, "bare", 0.5), None)


def _fill_index(database: Database) -> None:
    """Give every item words of its own, by Zipf's law: the n-th most common word is n times rarer than the first."""
    chance = random.Random(42)  # noqa: S311 (it draws words)
    words = [f"aw{number}" for number in range(VOCABULARY)]
    weights = list(accumulate(1 / (number + 1) for number in range(VOCABULARY)))
    with database.write() as session:
        session.execute(text("DELETE FROM item_search"))
        items = session.scalars(select(Item.id)).all()
        for begin in range(0, len(items), 10_000):
            drawn = [
                chance.choices(words, cum_weights=weights, k=WORDS_OF_AN_ITEM) for _ in items[begin : begin + 10_000]
            ]
            values = [
                {"item": item, "headline": " ".join(some[:5]), "note": " ".join(some[5:])}
                for item, some in zip(items[begin : begin + 10_000], drawn, strict=True)
            ]
            session.execute(_KEEP, values)
        session.execute(update(Item).values(indexed=True))
