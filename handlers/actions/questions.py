"""Answers to the bot's questions: are you away, and where do you work now. The DM itself shows what holds then."""

from handlers.actions.click import Click, number_or_refuse
from handlers.asks.away import away_form_for
from handlers.asks.home import home_of
from handlers.blocks.shifts.away import went_away
from handlers.blocks.shifts.questions import trip_form
from handlers.desk import Desk
from models.facts.questions import zone_question
from models.tables import MessageKind
from models.verbs.asking_away import answer_away, answer_not_away, status_ends
from models.verbs.moving import move_for_good, stay, undo_move
from models.verbs.questions import find_question


def press_away_today(desk: Desk, click: Click) -> None:
    """They are away today. What they still own, and what it closes, is told them alone."""
    outcome = answer_away(desk.database, click.act, number_or_refuse(click.value))
    if outcome.owned or outcome.closed:
        click.answer(desk, went_away(outcome, click.act))


def press_away_dates(desk: Desk, click: Click) -> None:
    """They are away on other days: the form asks which."""
    question = number_or_refuse(click.value)
    with desk.database.read() as session:
        until = status_ends(session, click.act, question)
    click.open(desk, away_form_for(desk, click.act, until=until, question=question))


def press_not_away(desk: Desk, click: Click) -> None:
    """They are at work."""
    answer_not_away(desk.database, click.act, number_or_refuse(click.value))


def press_trip(desk: Desk, click: Click) -> None:
    """They travel: the form asks until when."""
    with desk.database.read() as session:
        message = find_question(session, click.act, number_or_refuse(click.value), MessageKind.ASK_ZONE)
        facts = zone_question(session, message, click.act.now)
    click.open(desk, trip_form(facts, click.act.channel or home_of(str(click.act.user))))


def press_moved(desk: Desk, click: Click) -> None:
    """They have moved, or are back."""
    move_for_good(desk.database, click.act, number_or_refuse(click.value))


def press_not_moved(desk: Desk, click: Click) -> None:
    """Their days stay as they are."""
    stay(desk.database, click.act, number_or_refuse(click.value))


def press_undo_move(desk: Desk, click: Click) -> None:
    """Their answer is taken back, and the question stands again."""
    undo_move(desk.database, click.act, number_or_refuse(click.value))
