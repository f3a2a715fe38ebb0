"""The buttons of covers: take a shift that is asked for, give it back, ask for it no more."""

from handlers.actions.click import Click, number_or_refuse
from handlers.blocks.shifts.cover import ended, taken
from handlers.desk import Desk
from models.verbs.covering import end_cover, take_cover


def press_take(desk: Desk, click: Click) -> None:
    """Take the shift: the first who presses has it."""
    desk.meet(str(click.act.user))
    outcome = take_cover(desk.database, click.act, number_or_refuse(click.value))
    click.answer(desk, taken(outcome, desk.zone_of(click.act), click.act))


def press_end(desk: Desk, click: Click) -> None:
    """Give it back, or ask for it no more."""
    desk.meet(str(click.act.user))
    outcome = end_cover(desk.database, click.act, number_or_refuse(click.value))
    click.answer(desk, ended(outcome, desk.zone_of(click.act), click.act))
