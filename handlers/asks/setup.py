"""Setting a team up: the form that opens, also where Slack is still to be asked who is in the channel."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final
from uuid import uuid4

from slack_sdk.models.views import View

from handlers.blocks.setup.team import asking_form, refused_form, setup_form
from handlers.desk import Desk
from handlers.setup_state import Spot, team_inputs
from models.acts import Act
from models.facts.setup import SetupFacts
from models.refusals import RefusedError
from models.shifts.plan import TeamPlan
from models.shifts.zones import zone
from models.tables import KeptAct
from models.verbs.setting_up import begin_setup, change_setup
from models.workspace.keeping import NO_SETUP_AFTER, forget_act, keep_setup

IN_CHANNEL: Final = "Type /handoff setup in the channel that is to be the team's home: it begins with who is in there."


def setup_form_for(desk: Desk, act: Act) -> View:
    """The form for the team of the channel. Raises RefusedError.

    While Slack is asked who is there, it says so; once that is known, it is redrawn.
    """
    channel = act.channel
    if channel is None or channel.startswith("D"):
        raise RefusedError(IN_CHANNEL)
    desk.meet(str(act.user))
    facts = begin_setup(desk.database, act, channel)
    if facts is not None:
        return setup_form(facts)
    external_id = f"setup:{uuid4().hex}"
    keep_setup(desk.database, act, channel, external_id)
    return asking_form(channel, external_id)


def redraw_kept(desk: Desk, act: Act, kept: KeptAct) -> None:
    """Turn the form that stands and waits into the one that was asked for, once Slack has told who is there."""
    try:
        facts = begin_setup(desk.database, replace(act, channel=None), kept.awaits)
        view = setup_form(facts) if facts else None
    except RefusedError as refusal:
        view = refused_form(refusal.say)
    if view is not None:
        desk.afterwards.redraw(view, external_id=kept.words["view"])
    if view is not None or act.now - kept.at >= NO_SETUP_AFTER:
        with desk.database.write() as session:
            forget_act(session, kept.id)


def keep_typed(desk: Desk, act: Act, view: Mapping[str, Any], setup: int) -> SetupFacts:
    """Keep what stands in the inputs of the team's form. Raises RefusedError with the field it is about."""
    today = act.now.astimezone(zone(desk.zone_of(act))).date()

    def change(plan: TeamPlan) -> TeamPlan:
        return team_inputs(view, plan, today)

    return change_setup(desk.database, act, setup, change)


def begun_in(view: Mapping[str, Any]) -> tuple[Spot, str]:
    """Which setup the team's form is about, and what makes its inputs' ids new."""
    setup, _, begun = str(view.get("private_metadata")).partition(":")
    return Spot.read(setup), begun
