"""Carrying out what was typed about absences: whose they are, which dates are meant, and what is said then."""

from handlers.asks.periods import read_period
from handlers.asks.words import AskAbsences, AskAway
from handlers.blocks.away import absences_listed, went_away
from handlers.blocks.rendered import Rendered
from handlers.desk import Desk
from models.acts import Act
from models.verbs.going_away import absences_of, go_away, today_of


def note_absence(desk: Desk, act: Act, asked: AskAway) -> Rendered:
    """Keep the dates that were typed. Raises RefusedError with the sentence for the asker."""
    whose = asked.user or act.user or ""
    desk.meet(whose)
    with desk.database.read() as session:
        today = today_of(session, act.workspace_id, whose, act)
    return went_away(go_away(desk.database, act, read_period(asked.dates, today), asked.user), act)


def list_absences(desk: Desk, act: Act, _: AskAbsences) -> Rendered:
    """When who asks is away."""
    desk.meet(act.user or "")
    with desk.database.read() as session:
        return absences_listed(absences_of(session, act), act)
