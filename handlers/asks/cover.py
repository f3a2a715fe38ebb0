"""Carrying out what was typed about covers: which date is meant, who is asked, and what there is to take."""

from handlers.asks.kinds import AskCover, AskCovers
from handlers.asks.periods import read_day
from handlers.blocks.rendered import Rendered
from handlers.blocks.shifts.cover import asked_for, covers_listed
from handlers.desk import Desk
from models.acts import Act
from models.facts.covers import covers_of
from models.people import days_of
from models.verbs.covering import ask_cover
from models.verbs.going_away import today_of


def ask_for_cover(desk: Desk, act: Act, asked: AskCover) -> Rendered:
    """Ask one person, or the region, to take the shift of that date. Raises RefusedError."""
    desk.meet(act.user or "")
    if asked.user is not None:
        desk.meet(asked.user)
    with desk.database.read() as session:
        today = today_of(session, act.workspace_id, act.user or "", act)
    outcome = ask_cover(desk.database, act, read_day(asked.date, today), asked.user)
    return asked_for(outcome, desk.zone_of(act), act)


def list_covers(desk: Desk, act: Act, _: AskCovers) -> Rendered:
    """What who asks has asked for or taken, and what they can take."""
    desk.meet(act.user or "")
    with desk.database.read() as session:
        zone = days_of(session, act.workspace_id, act.user or "").zone
        return covers_listed(covers_of(session, act), zone, act)
