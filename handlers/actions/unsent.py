"""The buttons of a form that was not sent: go on with it, or have it forgotten."""

from handlers.actions.click import Click, number_or_refuse
from handlers.asks.form import redrawn_form
from handlers.asks.unsent import kept_form
from handlers.blocks.answers import refused
from handlers.blocks.form.add import said_view
from handlers.blocks.form.unsent import discarded
from handlers.desk import Desk
from handlers.opening import NOT_OPENED, opened_view, push_view, update_view
from models.refusals import RefusedError
from models.unsent import discard_unsent, take_up


def press_go_on(desk: Desk, click: Click) -> None:
    """Open it as it was left; from within a form on top of that one, whose words stay."""
    number, trigger = number_or_refuse(click.value), str(click.body["trigger_id"])
    try:
        view = kept_form(desk, click.act, number)
    except RefusedError as refusal:
        if not click.is_in_form:
            raise
        push_view(click.client, trigger, said_view("Go on writing", refusal.say))
        return
    opened = (push_view if click.is_in_form else opened_view)(click.client, trigger, view)
    if opened is not None:
        take_up(desk.database, click.act, number, opened.view_id)
    elif not click.is_in_form:
        click.answer(desk, refused(NOT_OPENED))


def press_discard(desk: Desk, click: Click) -> None:
    """Forget it, in place of the answer it stood in; on top of a form, the form stays without it."""
    try:
        discard_unsent(desk.database, click.act, number_or_refuse(click.value))
    except RefusedError:
        if not click.is_in_form:
            raise
    if click.is_in_form:
        view = click.body["view"]
        update_view(click.client, view["id"], view["hash"], redrawn_form(desk, click.act, view).view)
    else:
        click.answer(desk, discarded(), replace=click.is_ephemeral)
