"""The button that takes a message out of an item's note again, for who put it there."""

from handlers.actions.click import Click
from handlers.blocks.form.add import said_view
from handlers.desk import Desk
from handlers.opening import update_view
from models.refusals import RefusedError
from models.verbs.commenting import take_out


def press_take_out(desk: Desk, click: Click) -> None:
    """Take it out, and say so where the button stood."""
    try:
        was_there = take_out(desk.database, click.act, click.number)
        said = "It is out of the note." if was_there else "It was not in the note any more, or the item is finished."
    except RefusedError as refusal:
        said = refusal.say
    view = click.body.get("view")
    if view is not None:
        update_view(click.client, view["id"], view["hash"], said_view("Add to a handoff", said))
