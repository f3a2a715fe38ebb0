"""The buttons of decisions: each opens the form that decides, with its own choice made."""

from collections.abc import Callable

from handlers.actions.click import Click
from handlers.asks.deciding import decision_form_for
from handlers.decision_state import DecisionState, Filled, filled_in
from handlers.desk import Desk
from handlers.opening import update_view
from models.tables import Verdict


def press_to(verdict: Verdict | None) -> Callable[[Desk, Click], None]:
    """What a button does that decides so; None leaves the choice to the form."""

    def press(desk: Desk, click: Click) -> None:
        desk.meet(str(click.act.user))
        click.open(desk, decision_form_for(desk, click.act, click.number, Filled(verdict)))

    return press


def redraw(desk: Desk, click: Click) -> None:
    """Another decision was chosen in the form: it asks for what that one needs; nothing typed is lost."""
    view = click.body.get("view")
    if view is None:
        return
    state = DecisionState.read(str(view.get("private_metadata")))
    drawn = decision_form_for(desk, click.act, state.number, filled_in(view), state.opened_in)
    update_view(click.client, view["id"], view["hash"], drawn)
