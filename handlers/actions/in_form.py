"""Clicks inside the hand-off form: it unfolds, or draws itself anew for what was chosen."""

from handlers.actions.click import Click
from handlers.asks.following_up import follow_up
from handlers.asks.form import redrawn_form
from handlers.asks.unsent import keep_form
from handlers.desk import Desk
from handlers.opening import update_view


def unfold(desk: Desk, click: Click) -> None:
    """More context: the rest of the note's fields."""
    _redraw(desk, click, unfolded=True)


def redraw(desk: Desk, click: Click) -> None:
    """Another urgency, By, To or team: what follows from it is said anew."""
    _redraw(desk, click, unfolded=False)


def _redraw(desk: Desk, click: Click, *, unfolded: bool) -> None:
    view = click.body.get("view")
    if view is not None:
        drawn = redrawn_form(desk, click.act, view, unfold=unfolded)
        follow_up(desk, click.act, drawn, update_view(click.client, view["id"], view["hash"], drawn.view))
        keep_form(desk, click.act, view)
