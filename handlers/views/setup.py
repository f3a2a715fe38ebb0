"""The forms that set a team up, sent in: a region or a member kept, the preview, the save."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from handlers.asks.setup import begun_in, keep_typed
from handlers.blocks.setup.preview import setup_preview
from handlers.blocks.setup.region import region_form
from handlers.blocks.setup.team import asking_form, refused_form, setup_form
from handlers.blocks.setup.words import saved
from handlers.desk import Desk
from handlers.payloads import act_of_view
from handlers.setup_state import Spot, is_removed, member_inputs, region_inputs
from handlers.views.telling import tell
from models.acts import Act
from models.facts.setup import SetupFacts, not_colleagues, people_in, slack_zones
from models.refusals import AlreadyDoneError, RefusedError
from models.roster.editing import region_at, with_member, with_region, without_region
from models.shifts.plan import TeamPlan
from models.verbs.setting_up import begin_setup, change_setup, check_setup, save_setup, see_setup

Answer = dict[str, Any]
NOT_COLLEAGUES: Final = "apps, and people of other companies, whom only a roster file can let act. Take them out here."
STRANGERS: Final = "I am asking Slack about somebody who is new to me: press Keep again in a moment."


def send_setup(desk: Desk, body: Mapping[str, Any]) -> Answer:
    """Keep the team's name, first day and leads, and show what all of it would bring. Raises RefusedError."""
    view, act = body["view"], act_of_view(desk, body, None)
    facts = keep_typed(desk, act, view, begun_in(view)[0].setup)
    check_setup(desk.database, act, facts.id)
    return {"response_action": "push", "view": setup_preview(facts).to_dict()}


def send_region(desk: Desk, body: Mapping[str, Any]) -> Answer:
    """Keep the region, or take it out; the team's form below shows it then. Raises RefusedError."""
    view, act = body["view"], act_of_view(desk, body, None)
    spot = Spot.read(str(view.get("private_metadata")))
    facts = change_setup(desk.database, act, spot.setup, _region_change(desk, act, view, spot))
    _redraw_below(desk, body, facts)
    return {}


def send_member(desk: Desk, body: Mapping[str, Any]) -> Answer:
    """Keep what differs for one member. Raises RefusedError."""
    view, act = body["view"], act_of_view(desk, body, None)
    spot = Spot.read(str(view.get("private_metadata")))
    place = spot.place if spot.place is not None else -1

    def change(plan: TeamPlan) -> TeamPlan:
        member = region_at(plan, place).member(spot.user)
        if member is None:
            raise RefusedError("They are not in this region any more: go back.", "zone")
        return with_member(plan, place, member_inputs(view, member))

    facts = change_setup(desk.database, act, spot.setup, change)
    below = view.get("previous_view_id")
    if below:
        again = region_form(facts, region_at(facts.plan, place), place, f"{int(act.now.timestamp())}")
        desk.afterwards.redraw(again, view_id=str(below))
    return {}


def send_preview(desk: Desk, body: Mapping[str, Any]) -> Answer:
    """Save it, and say so to who did, alone."""
    view, act = body["view"], act_of_view(desk, body, None)
    try:
        outcome = save_setup(desk.database, act, Spot.read(str(view.get("private_metadata"))).setup)
    except AlreadyDoneError:
        return {"response_action": "clear"}
    except RefusedError as refusal:
        return {"response_action": "update", "view": refused_form(refusal.say).to_dict()}
    tell(desk, act, outcome.facts.channel, saved(outcome))
    return {"response_action": "clear"}


def send_asking(desk: Desk, body: Mapping[str, Any]) -> Answer:
    """Somebody did not want to wait: what is known by now."""
    view, act = body["view"], act_of_view(desk, body, None)
    channel, waits_as = str(view.get("private_metadata")), str(view.get("external_id"))
    try:
        facts = begin_setup(desk.database, act, channel)
        shown = setup_form(facts) if facts else asking_form(channel, waits_as)
    except RefusedError as refusal:
        shown = refused_form(refusal.say)
    return {"response_action": "update", "view": shown.to_dict()}


def _region_change(desk: Desk, act: Act, view: Mapping[str, Any], spot: Spot) -> Callable[[TeamPlan], TeamPlan]:
    if is_removed(view) and spot.place is not None:
        place = spot.place
        return lambda plan: without_region(plan, place)
    edit = region_inputs(view)
    if desk.bot_user in edit.users:
        raise RefusedError("I cannot take work myself: choose people.", "members")
    known = [desk.meet(user) for user in edit.users]  # each of them, so that Slack is asked about all at once
    if not all(known):
        raise RefusedError(STRANGERS, "members")
    in_team = people_in(see_setup(desk.database, act, spot.setup).plan)
    with desk.database.read() as session:
        zones = slack_zones(session, act, edit.users)
        others = not_colleagues(session, act, set(edit.users) - in_team)
    if others:
        raise RefusedError(f"{', '.join(others)}: {NOT_COLLEAGUES}", "members")
    return lambda plan: with_region(plan, spot.place, edit, zones)


def _redraw_below(desk: Desk, body: Mapping[str, Any], facts: SetupFacts) -> None:
    """The team's form stands below the one that was sent in: it is drawn anew for what was kept."""
    root = body["view"].get("root_view_id")
    if root and root != body["view"].get("id"):
        desk.afterwards.redraw(setup_form(facts), view_id=str(root))
