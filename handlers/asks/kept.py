"""Carrying out what was kept because it came too early. A command's answer comes by DM."""

from contextlib import suppress

from handlers.asks.answering import answer, as_reply, typed_in_dm
from handlers.asks.reacting import react, unreact
from handlers.asks.setup import redraw_kept
from handlers.desk import Desk
from models.acts import Act
from models.owed.owing import owe_reply
from models.refusals import AlreadyDoneError
from models.tables import KeptAct
from models.workspace.keeping import act_kept, forget_act, is_reaction, is_setup


def carry_out_kept(desk: Desk, kept: KeptAct) -> None:
    """Carry it out and forget it."""
    act = act_kept(kept, desk.now())
    if is_reaction(kept):
        _react(desk, act, kept)
        return
    if is_setup(kept):
        redraw_kept(desk, act, kept)
        return
    said = answer(desk, act, typed_in_dm(desk, kept.words["text"]))
    with desk.database.write() as session:
        owe_reply(session, desk.workspace_id, kept.user, f"reply:kept:{kept.id}", as_reply(said).payload(), act.now)
        forget_act(session, kept.id)


def _react(desk: Desk, act: Act, kept: KeptAct) -> None:
    with suppress(AlreadyDoneError):
        if kept.words["added"]:
            react(desk, act, kept.words["ts"])
        else:
            unreact(desk, act, kept.words["ts"])
    with desk.database.write() as session:
        forget_act(session, kept.id)
