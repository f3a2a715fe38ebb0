"""The buttons of a read-back: write it, do it as asked, ask whoever the item comes from; and to answer that."""

from handlers.actions.click import Click, number_or_refuse
from handlers.asks.home import home_of
from handlers.blocks.read_back.answers import as_asked_kept, read_back_form, taken_back
from handlers.blocks.read_back.sender_questions import answer_form, ask_form
from handlers.desk import Desk
from models.verbs.asking_sender import may_answer, may_ask
from models.verbs.reading_back import may_read_back, read_back_as_asked, take_back


def press_write(desk: Desk, click: Click) -> None:
    """Open the form of one line; what was written before stands in it."""
    event = number_or_refuse(click.value)
    with desk.database.read() as session:
        item = may_read_back(session, click.act, event)
    where = click.where_to_answer(desk, item.number)
    click.open(desk, read_back_form(item, f"read_back:{event}:{where}"))


def press_as_asked(desk: Desk, click: Click) -> None:
    """Keep that they do what was asked."""
    outcome = read_back_as_asked(desk.database, click.act, number_or_refuse(click.value))
    click.answer(desk, as_asked_kept(outcome), replace=click.is_ephemeral)


def press_not_as_asked(desk: Desk, click: Click) -> None:
    """Undo that, in place of the answer it stood in."""
    outcome = take_back(desk.database, click.act, number_or_refuse(click.value))
    click.answer(desk, taken_back(outcome, click.act.now), replace=click.is_ephemeral)


def press_ask(desk: Desk, click: Click) -> None:
    """Open the form for a question."""
    ask(desk, click, click.number)


def ask(desk: Desk, click: Click, number: int) -> None:
    """The same from the ⋯ menu. The answer stands beside what asks for a read-back, not in its place."""
    desk.meet(str(click.act.user))
    with desk.database.read() as session:
        item, asked = may_ask(session, click.act, number)
    where = "" if click.stands_in_entry(desk, number) else click.act.channel or home_of(str(click.act.user))
    click.open(desk, ask_form(item, asked, desk.zone_of(click.act), click.act.now, f"ask:{number}:{where}"))


def press_answer(desk: Desk, click: Click) -> None:
    """Open the form for an answer."""
    question = number_or_refuse(click.value)
    with desk.database.read() as session:
        item, asked = may_answer(session, click.act, question)
    where = click.where_to_answer(desk, item.number)
    click.open(desk, answer_form(item, asked, f"answer:{question}:{where}"))
