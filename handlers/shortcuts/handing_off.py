"""The shortcut *Hand off this message*: the form, filled from the message; or that of the item in its thread."""

from dataclasses import replace

from handlers.asks.following_up import follow_up
from handlers.asks.form import draw, facts_of, get_to_know, new_form, start_of
from handlers.asks.kinds import AskForm
from handlers.blocks.note.view import note_view
from handlers.blocks.parts import words
from handlers.desk import Desk
from handlers.form_state import Filled, FormState, Mode
from handlers.message_source import Source
from handlers.shortcuts.shortcut import Shortcut
from handlers.unsent_state import print_of
from models.access import find_item
from models.facts.full_note import full_note
from models.facts.picking import Picked, item_of_thread
from models.refusals import RefusedError
from models.targets import ToNext
from models.workspace.messages import MessageNews


def hand_off_message(desk: Desk, shortcut: Shortcut) -> None:
    """Open the form at once; what Slack must be asked for comes into it after the answer. Raises RefusedError."""
    act, message = shortcut.act, shortcut.message(desk)
    with desk.database.read() as session:
        there = item_of_thread(session, act, message.channel, message.root)
    if there is not None:
        _open_the_other(desk, shortcut, there)
        return
    get_to_know(desk, act, message.channel)
    if message.author is not None:
        desk.meet(message.author)
    state = _state(desk, shortcut, message)
    filled = Filled(start_of(desk, act, state), ToNext())
    reads = state.source is not None and state.source.reading
    unfolded = bool(filled.draft.recap) and not reads
    drawn = draw(desk, act, replace(state, unfolded=unfolded, opened=print_of(filled.draft)), filled)
    follow_up(desk, act, drawn, shortcut.open(desk, drawn.view))


def _state(desk: Desk, shortcut: Shortcut, message: MessageNews) -> FormState:
    source = Source.of(message, threaded=shortcut.is_threaded)
    facts = facts_of(desk, shortcut.act, source, None)
    source = Source.of(message, threaded=shortcut.is_threaded, asks=not facts.travels)
    source = replace(source, reading=source.copied and source.threaded)
    return FormState(mode=Mode.NEW, opened_in=message.channel, source=source)


def _open_the_other(desk: Desk, shortcut: Shortcut, there: Picked) -> None:
    """An item stands in that thread: who may hand it on gets its form, everybody else reads it."""
    act = shortcut.act
    says = f"{there.label} stands in this thread already"
    try:
        view = new_form(desk, act, AskForm(number=there.number))
        view.blocks.insert(0, words(f"{says}: this hands it on."))
    except RefusedError as refusal:
        with desk.database.read() as session:
            full = full_note(session, find_item(session, act, there.number), str(act.user), act.now)
        view = note_view(full, desk.zone_of(act), act.now)
        view.blocks.insert(0, words(f"{says}. {refusal.say}"))
    shortcut.open(desk, view)
