"""Hand off, claim, a claiming reaction and a submission, against an acknowledgement plus the same SQL in Core."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Final

from slack_bolt import App
from sqlalchemy import select

from benchmarks.again import Asked, ask_again, each, written_down
from benchmarks.bare import asking, bare_app
from benchmarks.measuring import WARM_UP, Effort, Row, interleave
from benchmarks.product import in_process, secret_of
from benchmarks.requests import Request, command, reaction, submission
from benchmarks.town import ASKER, NOW, OPS, TEMPLATES, alike
from bot.running import Sunrelay
from handlers.asks.form import new_form
from handlers.asks.kinds import AskForm
from models.acts import Act, Surface
from models.storage.database import Database
from models.tables import Item

MOST: Final = 2.5
CALLS: Final = 100  # a round: medians are steady, and each of them writes to the disk
WHAT: Final = {"hand off": MOST, "claim": MOST, "a claiming reaction": None, "a submission": None}


def rows(effort: Effort) -> Iterator[Row]:
    """Each of them, at its median."""
    for what, at_most in WHAT.items():
        with ExitStack() as ends:
            folder = Path(ends.enter_context(tempfile.TemporaryDirectory(prefix="sunrelay-")))
            times = interleave(_variants(ends, folder, what, WARM_UP + effort.rounds * CALLS), effort.rounds, CALLS)
        against = "against the bare acknowledgement plus the same SQL in SQLAlchemy Core"
        yield Row(f"{what}, p50, {against}", times.ratio("ours", "the least", 0.5), at_most)


def _variants(ends: ExitStack, folder: Path, what: str, how_many: int) -> dict[str, Callable[[], object]]:
    """Three databases that are the same: what is asked of one is written down, and asked again of another."""
    items = -(-how_many // TEMPLATES) * TEMPLATES
    made = alike(items, folder, ASKER if what == "hand off" else None)
    addresses = [f"sqlite:///{shutil.copyfile(made, folder / name)}" for name in ("ours.db", "noted.db", "again.db")]
    ours, noted = (ends.enter_context(in_process(address)) for address in addresses[:2])
    again = Database(addresses[2])
    ends.callback(again.close)
    requests = _requests(ours, what, how_many)
    asked = [_note(noted, request) for request in requests]
    bare = bare_app()
    return {
        "ours": each([asking(ours.app.dispatch, request, secret_of(ours)) for request in requests]),
        "the least": each([_least(bare, again, *one) for one in zip(requests, asked, strict=True)]),
    }


def _requests(bot: Sunrelay, what: str, how_many: int) -> list[Request]:
    numbers = range(1, how_many + 1)
    if what == "hand off":
        return [command(f"H-{number} to Denver", f"1.2.{number}") for number in numbers]
    if what == "claim":
        return [command(f"claim H-{number}", f"1.2.{number}") for number in numbers]
    if what == "a claiming reaction":
        with bot.database.read() as session:
            stamps = session.scalars(select(Item.ts).order_by(Item.number).limit(how_many)).all()
        return [reaction("raising_hand", str(ts), number) for number, ts in enumerate(stamps)]
    view = new_form(bot.desk, Act(1, ASKER, NOW, Surface.COMMAND, OPS), AskForm()).to_dict()
    return [submission(view, number) for number in numbers]


def _note(bot: Sunrelay, request: Request) -> Asked:
    with written_down(bot.database) as asked:
        asking(bot.app.dispatch, request, secret_of(bot))()
    if not any("INSERT INTO seen" in str(statement) for statement, _ in asked):
        raise RuntimeError("the request changed nothing")
    return asked


def _least(bare: App, database: Database, request: Request, asked: Asked) -> Callable[[], object]:
    acknowledge, again = asking(bare.dispatch, request), partial(ask_again, database, asked)

    def both() -> None:
        again()
        acknowledge()

    return both
