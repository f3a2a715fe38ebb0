"""Carrying out what was asked about absences: whose they are, which dates are meant, and what is said then."""

from datetime import date

from slack_sdk.models.views import View

from handlers.asks.home import home_of
from handlers.asks.kinds import AskAbsences, AskAway
from handlers.asks.periods import read_period
from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.away import absences_listed, went_away
from handlers.blocks.shifts.away_form import away_form
from handlers.desk import Desk
from models.acts import Act
from models.facts.absences import absence_choices
from models.people import name_of
from models.verbs.going_away import absences_of, go_away, today_of


def note_absence(desk: Desk, act: Act, asked: AskAway) -> Rendered | AskAway:
    """Keep the dates that were typed; without any a form asks. Raises RefusedError with the sentence for the asker."""
    if not asked.dates:
        return asked
    whose = asked.user or act.user or ""
    desk.meet(whose)
    with desk.database.read() as session:
        today = today_of(session, act.workspace_id, whose, act)
    return went_away(go_away(desk.database, act, read_period(asked.dates, today), asked.user), act)


def list_absences(desk: Desk, act: Act, asked: AskAbsences) -> Rendered:
    """When who asks is away, or somebody whose team they lead."""
    desk.meet(asked.user or act.user or "")
    with desk.database.read() as session:
        name = name_of(session, act.workspace_id, asked.user) if asked.user not in {None, act.user} else None
        return absences_listed(absences_of(session, act, asked.user), act, name)


def away_form_for(
    desk: Desk, act: Act, user: str | None = None, until: date | None = None, question: int | None = None
) -> View:
    """The form that asks from when and until when; a lead also whose. Raises RefusedError for who may not.

    `until` is preset; `question` is the DM that asked for it.
    """
    for one in {act.user, user} - {None}:
        desk.meet(str(one))
    with desk.database.read() as session:
        choices = absence_choices(session, act, user)
    return away_form(choices, act.channel or home_of(str(act.user)), until, question)
