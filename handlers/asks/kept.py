"""Carrying out a command that was kept until its channel was known. The answer comes by DM."""

from handlers.asks.answering import answer, typed_in_dm
from handlers.asks.words import AskForm
from handlers.blocks.answers import form_button
from handlers.desk import Desk
from models.keeping import act_kept, forget_command
from models.owing import owe_reply
from models.tables import KeptCommand


def carry_out_kept(desk: Desk, command: KeptCommand) -> None:
    """Carry it out, owe its answer, and forget it."""
    act = act_kept(command, desk.now())
    said = answer(desk, act, typed_in_dm(desk, command.words["text"]))
    with desk.database.write() as session:
        if said is not None:
            body = (form_button(said.headline, said.number) if isinstance(said, AskForm) else said).payload()
            owe_reply(session, desk.workspace_id, command.user, f"reply:kept:{command.id}", body, act.now)
        forget_command(session, command.id)
