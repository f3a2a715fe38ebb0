"""The shortcut *Add to a handoff as …*: a form that puts the message into an item's note."""

from handlers.blocks.form.add import add_form
from handlers.desk import Desk
from handlers.message_source import Source
from handlers.shortcuts.shortcut import Shortcut
from models.facts.picking import item_of_thread
from models.facts.sources import source_facts
from models.workspace.newcomers import meet_channel


def add_to_handoff(desk: Desk, shortcut: Shortcut) -> None:
    """Open the form; the item whose thread the message stands in is chosen."""
    act, message = shortcut.act, shortcut.message(desk)
    for user in filter(None, (act.user, message.author)):
        desk.meet(user)
    meet_channel(desk.database, act.workspace_id, message.channel, str(act.user))
    with desk.database.read() as session:
        facts = source_facts(session, act, message)
        preset = item_of_thread(session, act, message.channel, message.root)
    shortcut.open(desk, add_form(Source.of(message, threaded=shortcut.is_threaded), facts, preset))
