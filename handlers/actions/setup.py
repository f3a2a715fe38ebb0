"""Buttons of the forms that set a team up: a region, a member, all of it anew."""

from contextlib import suppress

from handlers.actions.click import Click
from handlers.asks.setup import keep_typed
from handlers.blocks.setup.region import member_form, region_form
from handlers.blocks.setup.team import refused_form, setup_form
from handlers.desk import Desk
from handlers.opening import push_view, update_view
from handlers.setup_state import Spot
from models.refusals import RefusedError
from models.roster.editing import region_at
from models.verbs.setting_up import begin_setup, see_setup


def press_region(desk: Desk, click: Click) -> None:
    """Open a region of the team, or one more, on top of the team's form, whose inputs are kept."""
    try:
        spot = Spot.read(click.value)
        _keep(desk, click, spot)
        facts = see_setup(desk.database, click.act, spot.setup)
        region = region_at(facts.plan, spot.place) if spot.place is not None else None
        view = region_form(facts, region, spot.place)
    except RefusedError as refusal:
        view = refused_form(refusal.say)
    push_view(click.client, str(click.body["trigger_id"]), view)


def choose_member(desk: Desk, click: Click) -> None:
    """Open what differs for one member."""
    try:
        spot = Spot.read(click.value)
        facts = see_setup(desk.database, click.act, spot.setup)
        region = region_at(facts.plan, spot.place if spot.place is not None else -1)
        view = member_form(facts, region, spot.place or 0, spot.user)
    except RefusedError as refusal:
        view = refused_form(refusal.say)
    push_view(click.client, str(click.body["trigger_id"]), view)


def press_anew(desk: Desk, click: Click) -> None:
    """Begin with what is proposed, or with the team as it is; what was changed so far is thrown away."""
    try:
        channel = see_setup(desk.database, click.act, Spot.read(click.value).setup).channel
        facts = begin_setup(desk.database, click.act, channel, anew=True)
    except RefusedError as refusal:
        push_view(click.client, str(click.body["trigger_id"]), refused_form(refusal.say))
        return
    view = click.body.get("view")
    if facts is not None and view is not None:
        update_view(click.client, view["id"], view["hash"], setup_form(facts, f"{int(click.act.now.timestamp())}"))


def _keep(desk: Desk, click: Click, spot: Spot) -> None:
    """Keep what is typed so far, as far as it can be kept: whoever goes away now finds it again."""
    view = click.body.get("view")
    if view is None:
        return
    with suppress(RefusedError):  # what is wrong is said when it is sent in
        keep_typed(desk, click.act, view, spot.setup)
