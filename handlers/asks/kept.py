"""Carrying out what was kept because it came too early. A command's answer comes by DM."""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from handlers.asks.answering import answer, as_reply, typed_in_dm
from handlers.asks.home import show_kept_home
from handlers.asks.reacting import react, unreact
from handlers.asks.setup import redraw_kept
from handlers.asks.tagging import mark, settle_answer, settle_tag
from handlers.desk import Desk
from handlers.messages import is_by, is_gone, read_message
from models.acts import Act
from models.owed.owing import owe_reply
from models.refusals import AlreadyDoneError
from models.tables import KeptAct
from models.workspace.keeping import Asks, act_kept, asks_of, forget_act, is_home, is_reaction, is_setup


def carry_out_kept(desk: Desk, kept: KeptAct, message: Mapping[str, Any] | None = None) -> None:
    """Carry it out and forget it. `message` is what Slack says of the message that was to be asked about: None where
    there is none, or nobody is shown it."""
    act = act_kept(kept, desk.now())
    if asks_of(kept) is not None:
        _settle(desk, act, kept, message)
        return
    if is_reaction(kept):
        _react(desk, act, kept)
        return
    if is_setup(kept):
        redraw_kept(desk, act, kept)
        return
    if is_home(kept):
        show_kept_home(desk, act, kept)
        return
    said = answer(desk, act, typed_in_dm(desk, kept.words["text"]))
    with desk.database.write() as session:
        owe_reply(session, desk.workspace_id, kept.user, f"reply:kept:{kept.id}", as_reply(said).payload(), act.now)
        forget_act(session, kept.id)


def _settle(desk: Desk, act: Act, kept: KeptAct, message: Mapping[str, Any] | None) -> None:
    """A tag or a mark on a reply, of which Slack has told by now."""
    told = read_message(desk, kept.awaits, message) if message is not None and not is_gone(message) else None
    if asks_of(kept) is Asks.REPLY:
        settle_answer(desk, act, kept.words["root"], told, noted=kept.words["noted"])
    elif told is not None and message is not None and not is_by(desk, message):
        settle_tag(desk, act, told)
        if told.author is not None:
            desk.meet(told.author)
    with desk.database.write() as session:
        forget_act(session, kept.id)


def _react(desk: Desk, act: Act, kept: KeptAct) -> None:
    ts = kept.words["ts"]
    with suppress(AlreadyDoneError):
        done = react(desk, act, ts) if kept.words["added"] else unreact(desk, act, ts)
        if not done:
            mark(desk, act, ts)
    with desk.database.write() as session:
        forget_act(session, kept.id)
